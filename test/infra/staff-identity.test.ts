import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { IdentityConfig } from '#infra/config.ts';
import { oidcSettingsJsonSchema } from '#shared/contracts/oidc-settings.ts';
import { staffRoles } from '#shared/domain/staff/roles.ts';
import { makeStage } from './stack.ts';
import { resourceNamed, resourcesOf } from './template-reading.ts';

const domain = {
  domainName: 'welcome.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
};

/** The text as it is after a deployment, with logical ids for the values that come from there. */
function deployed(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': join, 'Fn::GetAtt': attribute, Ref } = value as Record<string, unknown>;
  if (join) return (join as [string, unknown[]])[1].map(deployed).join('');
  const [id = '', name] = (attribute as string[] | undefined) ?? [Ref as string];
  return `${name === 'ProviderURL' ? 'https://' : ''}${id.replace(/[0-9A-F]{8}$/, '')}`;
}

function makeIdentity(identity: IdentityConfig) {
  const { main } = makeStage('production', { identity, front: { domain } });
  const text = deployed(main.resolve(main.identity.environment.OIDC));
  return { template: Template.fromStack(main), settings: z.parse(oidcSettingsJsonSchema, text) };
}

interface Client {
  readonly GenerateSecret: boolean;
  readonly ExplicitAuthFlows: readonly string[];
  readonly AllowedOAuthFlows: readonly string[];
  readonly AllowedOAuthScopes: readonly string[];
  readonly CallbackURLs: readonly string[];
  readonly LogoutURLs: readonly string[];
  readonly SupportedIdentityProviders: readonly unknown[];
  readonly WriteAttributes: readonly string[];
}
const clientOf = (template: Template) =>
  resourceNamed<Client>(template, 'AWS::Cognito::UserPoolClient', 'Staff').properties;

describe('a pool of our own', () => {
  const { template, settings } = makeIdentity({ kind: 'cognito' });

  test('has accounts that the council makes, with a one-time code always', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'ESSENTIALS',
    });
  });

  test('has a group for each role', () => {
    const groups = resourcesOf<{ GroupName: string }>(template, 'AWS::Cognito::UserPoolGroup');
    expect(groups.map(({ properties }) => properties.GroupName).sort()).toEqual([...staffRoles].sort());
  });

  test('has one client: code only, no secret, no other way in, back to our own pages', () => {
    expect(clientOf(template)).toMatchObject({
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      CallbackURLs: ['https://welcome.example.org/staff/signed-in'],
      LogoutURLs: ['https://welcome.example.org/staff/signed-out'],
      SupportedIdentityProviders: ['COGNITO'],
    });
    template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
  });

  test('lets nobody write roles', () => {
    expect(clientOf(template).WriteAttributes).toEqual(['email', 'name']);
  });

  test('shows its sign-in page', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    template.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
  });

  test('is what the function is told of', () => {
    expect(settings).toEqual({
      issuer: 'https://StaffIdentityPoolUsers',
      clientId: 'StaffIdentityPoolUsersStaff',
      rolesClaim: 'cognito:groups',
      signOutUrl:
        'https://StaffIdentityPoolUsersDomain.auth.eu-west-2.amazoncognito.com/logout?client_id=StaffIdentityPoolUsersStaff&logout_uri=https://welcome.example.org/staff/signed-out',
    });
  });
});

describe('a pool that asks Entra ID', () => {
  const entra = { tenantId: 'tenant', clientId: 'app', clientSecretName: 'staff/entra' };
  const { template, settings } = makeIdentity({ kind: 'cognito', entra, rolePrefix: 'Welcome.' });

  test('asks it and nobody else, and takes its roles', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolIdentityProvider', {
      ProviderType: 'OIDC',
      ProviderDetails: {
        client_id: 'app',
        oidc_issuer: 'https://login.microsoftonline.com/tenant/v2.0',
        // Read when it is deployed: the template has the name alone.
        client_secret: '{{resolve:secretsmanager:staff/entra:SecretString:::}}',
      },
      AttributeMapping: { email: 'email', name: 'name', 'custom:roles': 'roles' },
    });
    expect(clientOf(template).SupportedIdentityProviders).toEqual([
      { Ref: resourceNamed(template, 'AWS::Cognito::UserPoolIdentityProvider', 'Staff').logicalId },
    ]);
    expect(clientOf(template).WriteAttributes).toContain('custom:roles');
  });

  test('tells the function where the roles are', () => {
    expect(settings).toMatchObject({ rolesClaim: 'custom:roles', rolePrefix: 'Welcome.' });
  });
});

test('any other provider needs no pool, and the function is told of it as it is', () => {
  const provider = {
    issuer: 'https://login.microsoftonline.com/tenant/v2.0',
    clientId: 'app',
    clientSecretName: 'staff/entra',
    rolesClaim: 'roles',
    trustEmailOf: 'https://login.microsoftonline.com/tenant/v2.0',
  };
  const { template, settings } = makeIdentity({ kind: 'oidc', ...provider });
  expect(settings).toEqual(provider);
  for (const type of ['UserPool', 'UserPoolClient', 'UserPoolDomain']) {
    template.resourceCountIs(`AWS::Cognito::${type}`, 0);
  }
  template.resourceCountIs('AWS::WAFv2::WebACL', 0);
});

test('trust in addresses that names another provider is refused before anything is deployed', () => {
  const provider = { issuer: 'https://id.example.org', clientId: 'app', rolesClaim: 'roles' };
  expect(() =>
    makeIdentity({ kind: 'oidc', ...provider, trustEmailOf: 'https://other.example.org' }),
  ).toThrow('identity.trustEmailOf: trustEmailOf has to be the issuer, letter by letter');
});
