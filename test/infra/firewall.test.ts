import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makeFrontFirewall, makeStage, makeTemplate } from './stack.ts';
import { resourceNamed } from './template-reading.ts';

interface ByteMatch {
  readonly ByteMatchStatement?: { SearchString: string; FieldToMatch: object };
}
interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: {
    readonly ManagedRuleGroupStatement?: {
      readonly Name: string;
      readonly RuleActionOverrides?: readonly { Name: string; ActionToUse: object }[];
    };
    readonly RateBasedStatement?: {
      readonly Limit: number;
      readonly AggregateKeyType: string;
      readonly ScopeDownStatement?: ByteMatch & {
        readonly AndStatement?: {
          readonly Statements: readonly (ByteMatch & {
            readonly NotStatement?: { readonly Statement: ByteMatch };
          })[];
        };
      };
    };
  };
  readonly Action?: { Block: { CustomResponse: { ResponseCode: number; CustomResponseBodyKey: string } } };
  readonly VisibilityConfig: { SampledRequestsEnabled: boolean };
}
interface WebAcl {
  readonly Scope: string;
  readonly DefaultAction: object;
  readonly Rules: readonly Rule[];
  readonly CustomResponseBodies: Readonly<Record<string, { Content: string }>>;
  readonly VisibilityConfig: { SampledRequestsEnabled: boolean; MetricName: string };
}

const staffScript = readFileSync(new URL('../../displays/staff/staff-client.ts', import.meta.url), 'utf8');
const edge = makeFrontFirewall('production');
const { properties: acl } = resourceNamed<WebAcl>(edge, 'AWS::WAFv2::WebACL', 'Front');
const group = (name: string) =>
  acl.Rules.find(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name === name);
const limits = acl.Rules.flatMap(({ Statement }) => Statement.RateBasedStatement ?? []);

test('the firewall of the front lies where CloudFront looks for it', () => {
  expect(makeStage('production').frontFirewall?.region).toBe('us-east-1');
  expect(acl.Scope).toBe('CLOUDFRONT');
});

test('a stage may do without', () => {
  expect(makeStage('production', { firewall: false }).frontFirewall).toBeUndefined();
  // Nothing to stand before.
  expect(makeStage('emulator', { firewall: true }).frontFirewall).toBeUndefined();
});

test('what no rule knows is let through, and nothing of it is kept', () => {
  expect(acl.DefaultAction).toEqual({ Allow: {} });
  for (const { VisibilityConfig } of [acl, ...acl.Rules]) {
    expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  }
  edge.resourceCountIs('AWS::WAFv2::LoggingConfiguration', 0);
});

test('known attackers, known attacks and the common ones are blocked', () => {
  for (const name of ['AmazonIpReputationList', 'KnownBadInputsRuleSet']) {
    const rules = group(`AWSManagedRules${name}`)?.Statement.ManagedRuleGroupStatement;
    expect(rules, name).toBeDefined();
    expect(rules?.RuleActionOverrides).toBeUndefined();
  }
  expect(group('AWSManagedRulesCommonRuleSet')).toBeDefined();
});

test('of the common rules those are only counted that our own uses would break', () => {
  const overrides =
    group('AWSManagedRulesCommonRuleSet')?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
  expect(overrides.map(({ Name }) => Name).sort()).toEqual([
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'NoUserAgent_HEADER',
    'SizeRestrictions_BODY',
    'SizeRestrictions_QUERYSTRING',
  ]);
  for (const { ActionToUse } of overrides) expect(ActionToUse).toEqual({ Count: {} });
});

describe('one address', () => {
  test('may ask less often the more it could do', () => {
    const [signIn, report, post, staffPost, any] = limits;
    expect(limits).toHaveLength(5);
    expect(signIn?.ScopeDownStatement?.ByteMatchStatement?.SearchString).toBe('/staff/sign-in');
    const matches = report?.ScopeDownStatement?.AndStatement?.Statements ?? [];
    expect(matches.map((match) => match.ByteMatchStatement?.SearchString)).toEqual(['POST', '/places/']);
    const [isPost, isStaff] = staffPost?.ScopeDownStatement?.AndStatement?.Statements ?? [];
    expect(isPost?.ByteMatchStatement).toMatchObject({ SearchString: 'POST', FieldToMatch: { Method: {} } });
    expect(isStaff?.ByteMatchStatement).toMatchObject({
      SearchString: '/staff/',
      FieldToMatch: { UriPath: {} },
    });
    // Every form that is not of staff.
    expect(post?.ScopeDownStatement?.AndStatement?.Statements).toEqual([
      isPost,
      { NotStatement: { Statement: isStaff } },
    ]);
    expect(any?.ScopeDownStatement).toBeUndefined();
    expect(report?.Limit).toBeLessThan(signIn?.Limit ?? 0);
    expect(signIn?.Limit).toBeLessThan(post?.Limit ?? 0);
    expect(post?.Limit).toBeLessThan(staffPost?.Limit ?? 0);
    expect(staffPost?.Limit).toBeLessThan(any?.Limit ?? 0);
    for (const { AggregateKeyType } of limits) expect(AggregateKeyType).toBe('IP');
  });

  test('may belong to everybody on the public Wi-Fi: 400 boards at once, each asking every 15 seconds', () => {
    expect(limits.at(-1)?.Limit).toBeGreaterThan(400 * (300 / 15));
  });

  test('may belong to an office of 20 editors, each keeping what is typed every two seconds and saving besides', () => {
    const [, pause = ''] = /PAUSE_MILLISECONDS = ([\d_]+)/.exec(staffScript) ?? [];
    const kept = 300_000 / Number(pause.replaceAll('_', ''));
    const saved = 300 / 15;
    expect(limits.at(-2)?.Limit).toBeGreaterThan(20 * (kept + saved));
  });

  test('is told in a page when it asked too often', () => {
    for (const { Action } of acl.Rules.filter(({ Statement }) => Statement.RateBasedStatement)) {
      expect(Action?.Block.CustomResponse).toMatchObject({
        ResponseCode: 429,
        CustomResponseBodyKey: 'too-many',
      });
    }
    expect(acl.CustomResponseBodies['too-many']?.Content).toMatch(/<html lang="en-GB">.*<title>.*lang="gd"/s);
  });
});

test('the alarm watches the metric that the firewall counts in', () => {
  edge.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/WAFV2',
    MetricName: 'BlockedRequests',
    Dimensions: [
      { Name: 'Rule', Value: 'ALL' },
      { Name: 'WebACL', Value: acl.VisibilityConfig.MetricName },
    ],
  });
});

test('the pool of staff has a firewall of its own, in its own region', () => {
  const template = makeTemplate('production');
  const { properties } = resourceNamed<WebAcl>(template, 'AWS::WAFv2::WebACL', 'Staff');
  expect(properties.Scope).toBe('REGIONAL');
  expect(properties.Rules.map(({ Name }) => Name)).toEqual(['AmazonIpReputationList', 'Limit']);
  template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
    ResourceArn: {
      'Fn::GetAtt': [resourceNamed(template, 'AWS::Cognito::UserPool', 'Staff').logicalId, 'Arn'],
    },
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/WAFV2',
    Dimensions: [
      { Name: 'Region', Value: 'eu-west-2' },
      { Name: 'Rule', Value: 'ALL' },
      { Name: 'WebACL', Value: properties.VisibilityConfig.MetricName },
    ],
  });
});
