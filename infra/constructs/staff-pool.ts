import { Duration, RemovalPolicy, SecretValue, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPoolClient,
  ClientAttributes,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  OidcAttributeRequestMethod,
  ProviderAttribute,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
} from 'aws-cdk-lib/aws-cognito';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { OidcSettings } from '#shared/contracts/oidc-settings.ts';
import { staffRoles } from '#shared/domain/staff/roles.ts';
import type { IdentityConfig } from '../config.ts';
import { Firewall, limitByAddress, managedRules } from './primitives/firewall.ts';
import type { Surroundings } from './primitives/service-function.ts';

type Entra = NonNullable<Extract<IdentityConfig, { kind: 'cognito' }>['entra']>;

export interface StaffPoolProps {
  readonly origin: string;
  readonly firewall: boolean;
  readonly entra?: Entra;
  readonly surroundings: Surroundings;
}

/** Where Entra ID's app roles are kept in the pool, as text. */
const rolesAttribute = 'custom:roles';

/** Requests of one address in five minutes; an office of editors has one address, a sign-in takes about ten. */
const requestLimit = 500;

/** A Cognito user pool: accounts that only the council makes, a one-time code always, one client. */
export class StaffPool extends Construct {
  readonly pool: UserPool;
  readonly settings: OidcSettings;

  constructor(scope: Construct, id: string, { origin, firewall, entra, surroundings }: StaffPoolProps) {
    super(scope, id);
    this.pool = this.createPool(origin, surroundings.keepData);
    for (const role of staffRoles) this.pool.addGroup(role, { groupName: role });
    const domain = this.pool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${Stack.of(this).stackName}-${Stack.of(this).account}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    const client = this.addClient(origin, entra);
    // Without a style, if only the default one, Cognito shows no sign-in page at all.
    new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: this.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    if (firewall) this.addFirewall(surroundings);
    const signedOut = `client_id=${client.userPoolClientId}&logout_uri=${signedOutUrl(origin)}`;
    this.settings = {
      issuer: this.pool.userPoolProviderUrl,
      clientId: client.userPoolClientId,
      rolesClaim: entra ? rolesAttribute : 'cognito:groups',
      signOutUrl: `${domain.baseUrl()}/logout?${signedOut}`,
    };
  }

  private createPool(origin: string, keepData: boolean): UserPool {
    const pool = new UserPool(this, 'Users', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: {
        email: { required: true, mutable: true },
        fullname: { required: false, mutable: true },
      },
      // There from the start: Cognito never takes an attribute out of a pool again.
      customAttributes: { roles: new StringAttribute({ mutable: true, maxLen: 2048 }) },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      userInvitation: {
        emailSubject: 'Your account for Digital Welcome',
        emailBody: `You can now edit Digital Welcome. Sign in at ${origin}/staff with the user name {username} and the password {####}. It is valid for three days; you choose your own, and set up an app for one-time codes, when you sign in.`,
      },
      deletionProtection: keepData,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const reasons = {
      'AwsSolutions-COG1':
        'Fourteen characters of any kind, as the NCSC advises (three random words): rules on kinds make passwords worse. A one-time code is asked for as well.',
      'AwsSolutions-COG8':
        'The plus plan is paid for by person and month; a one-time code is required of everybody.',
    };
    for (const [id, reason] of Object.entries(reasons)) Validations.of(pool).acknowledge({ id, reason });
    return pool;
  }

  /** A public client: the code is of no use without the verifier, which never leaves our server. */
  private addClient(origin: string, entra: Entra | undefined): UserPoolClient {
    const provider = entra && this.addEntra(entra);
    const own = new ClientAttributes().withStandardAttributes({ email: true, fullname: true });
    const client = this.pool.addClient('Staff', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true, implicitCodeGrant: false },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.EMAIL],
        callbackUrls: [`${origin}/staff/signed-in`],
        logoutUrls: [signedOutUrl(origin)],
      },
      supportedIdentityProviders: [
        provider
          ? UserPoolClientIdentityProvider.custom(provider.providerName)
          : UserPoolClientIdentityProvider.COGNITO,
      ],
      readAttributes: own.withStandardAttributes({ emailVerified: true }).withCustomAttributes('roles'),
      // What the provider tells at each sign-in is written through the client.
      writeAttributes: provider ? own.withCustomAttributes('roles') : own,
      // The session is ours; tokens are read once, at sign-in.
      idTokenValidity: Duration.minutes(5),
      accessTokenValidity: Duration.minutes(5),
      refreshTokenValidity: Duration.hours(1),
      enableTokenRevocation: true,
      // To set up an app for codes takes some people longer than the three minutes that are usual.
      authSessionValidity: Duration.minutes(15),
      preventUserExistenceErrors: true,
    });
    if (provider) client.node.addDependency(provider);
    closeOtherWaysIn(client);
    return client;
  }

  private addEntra({ tenantId, clientId, clientSecretName }: Entra): UserPoolIdentityProviderOidc {
    return new UserPoolIdentityProviderOidc(this, 'Entra', {
      userPool: this.pool,
      name: 'Entra',
      issuerUrl: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      clientId,
      // CloudFormation reads it when it deploys; the template holds its name alone.
      clientSecret: SecretValue.secretsManager(clientSecretName).unsafeUnwrap(),
      scopes: ['openid', 'profile', 'email'],
      attributeRequestMethod: OidcAttributeRequestMethod.GET,
      attributeMapping: {
        email: ProviderAttribute.other('email'),
        fullname: ProviderAttribute.other('name'),
        custom: { [rolesAttribute]: ProviderAttribute.other('roles') },
      },
    });
  }

  private addFirewall({ alarms }: Surroundings): void {
    const { webAcl } = new Firewall(this, 'Firewall', {
      of: 'sign-in',
      impact: 'Many requests to the sign-in of staff are turned away; somebody may be trying passwords.',
      scope: 'REGIONAL',
      manyBlocked: 200,
      rules: [
        managedRules('AWSManagedRulesAmazonIpReputationList'),
        limitByAddress('Limit', { limit: requestLimit }),
      ],
      alarms,
    });
    new CfnWebACLAssociation(this, 'FirewallBeforePool', {
      resourceArn: this.pool.userPoolArn,
      webAclArn: webAcl.attrArn,
    });
  }
}

/**
 * Nobody signs in but on the managed pages. By default anyone may also ask Cognito's API, and the token that it gives
 * may change one's own attributes, roles among them.
 */
function closeOtherWaysIn(client: UserPoolClient): void {
  const { defaultChild } = client.node;
  if (!(defaultChild instanceof CfnUserPoolClient)) throw new Error('the client has no resource');
  defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH'];
}

const signedOutUrl = (origin: string) => `${origin}/staff/signed-out`;
