import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { httpRoutes } from '#shared/contracts/routes.ts';
import { makeTemplate } from './stack.ts';
import { resourceNamed, resourcesOf, target } from './template-reading.ts';

const template = makeTemplate('production');

interface Behavior {
  readonly PathPattern?: string;
  readonly AllowedMethods: readonly string[];
  readonly CachePolicyId: unknown;
  readonly OriginRequestPolicyId?: string;
  readonly TargetOriginId: string;
  readonly ViewerProtocolPolicy: string;
}
interface Origin {
  readonly Id: string;
  readonly OriginCustomHeaders: readonly { HeaderName: string; HeaderValue: unknown }[];
  readonly CustomOriginConfig: { OriginProtocolPolicy: string; OriginReadTimeout: number };
}
interface Distribution {
  readonly DistributionConfig: {
    readonly DefaultCacheBehavior: Behavior;
    readonly CacheBehaviors: readonly Behavior[];
    readonly CustomErrorResponses: readonly object[];
    readonly Origins: readonly Origin[];
    readonly Logging?: object;
  };
}

const { DistributionConfig: front } = resourceNamed<Distribution>(
  template,
  'AWS::CloudFront::Distribution',
  'FrontDistribution',
).properties;
const [staff, report, siri, ...others] = front.CacheBehaviors;

/** The behavior that answers a path, as CloudFront chooses it. */
function behaviorOf(path: string): Behavior | undefined {
  if (path.startsWith('/staff')) return staff;
  if (path === '/siri/sm') return siri;
  return /^\/places\/.*\/report$/.test(path) ? report : front.DefaultCacheBehavior;
}

test('the emulator has no front, no firewall and no pool', () => {
  const emulator = makeTemplate('emulator');
  for (const type of [
    'AWS::CloudFront::Distribution',
    'AWS::ApiGatewayV2::Authorizer',
    'AWS::SecretsManager::Secret',
    'AWS::WAFv2::WebACL',
    'AWS::Cognito::UserPool',
  ]) {
    emulator.resourceCountIs(type, 0);
  }
});

test('every route gets through the front by its method, public ones by HEAD as well', () => {
  for (const { method, path } of httpRoutes) {
    expect(behaviorOf(path)?.AllowedMethods, path).toContain(method);
    if (method === 'GET') expect(behaviorOf(path)?.AllowedMethods, path).toContain('HEAD');
  }
});

describe('public pages', () => {
  test('are kept as their Cache-Control says, by path and query, whoever asks', () => {
    const { logicalId } = resourceNamed(template, 'AWS::CloudFront::CachePolicy', 'FrontPublicCaching');
    expect(target(front.DefaultCacheBehavior.CachePolicyId)).toBe(logicalId);
    expect(front.DefaultCacheBehavior.OriginRequestPolicyId).toBeUndefined();
    template.hasResourceProperties('AWS::CloudFront::CachePolicy', {
      CachePolicyConfig: Match.objectLike({
        MinTTL: 0,
        DefaultTTL: 0,
        ParametersInCacheKeyAndForwardedToOrigin: {
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'none' },
          QueryStringsConfig: { QueryStringBehavior: 'all' },
          EnableAcceptEncodingBrotli: true,
          EnableAcceptEncodingGzip: true,
        },
      }),
    });
  });

  test('of displays that post their requests are kept as all others, by address', () => {
    expect(siri?.PathPattern).toBe('/siri/sm');
    expect(siri?.CachePolicyId).toEqual(front.DefaultCacheBehavior.CachePolicyId);
    expect(siri?.OriginRequestPolicyId).toBeUndefined();
  });

  test('take nothing but reading', () => {
    expect(front.DefaultCacheBehavior.AllowedMethods).toEqual(['GET', 'HEAD']);
  });
});

test('pages of staff, and the form of visitors, are never kept, and get all of a request but its Host', () => {
  expect(others).toEqual([]);
  expect([staff?.PathPattern, report?.PathPattern]).toEqual(['/staff*', '/places/*/report']);
  const own = {
    CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad', // Managed-CachingDisabled
    OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac', // Managed-AllViewerExceptHostHeader
  };
  expect(staff).toMatchObject(own);
  expect(report).toMatchObject(own);
});

test('no error outlives its own Cache-Control: one person may be refused what the next may see', () => {
  const statuses = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
  expect(front.CustomErrorResponses).toEqual(
    statuses.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
  );
});

test('everything is encrypted, on both sides', () => {
  for (const behavior of [front.DefaultCacheBehavior, ...front.CacheBehaviors]) {
    expect(behavior.ViewerProtocolPolicy).toBe('redirect-to-https');
  }
  for (const { CustomOriginConfig } of front.Origins) {
    expect(CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
  }
});

test('no log has the address or the search of a visitor', () => {
  expect(front.Logging).toBeUndefined();
  template.resourceCountIs('AWS::Logs::DeliverySource', 0);
});

test('it speaks HTTP/3, from edges in Europe, behind the firewall of the other stack', () => {
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: Match.objectLike({
      HttpVersion: 'http2and3',
      PriceClass: 'PriceClass_100',
      WebACLId: {
        'Fn::GetStackOutput': Match.objectLike({
          StackName: 'digital-welcome-production-edge',
          Region: 'us-east-1',
        }),
      },
    }),
  });
});

test('a name of its own comes with its certificate and no TLS before 1.2', () => {
  const domain = {
    domainName: 'welcome.example.org',
    certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1',
  };
  const named = makeTemplate('production', { front: { domain } });
  named.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: Match.objectLike({
      Aliases: [domain.domainName],
      ViewerCertificate: Match.objectLike({
        AcmCertificateArn: domain.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
      }),
    }),
  });
  named.hasOutput('SiteUrl', { Value: 'https://welcome.example.org' });
});

test('functions that write addresses are told the one that visitors see', () => {
  type LambdaFunction = { Environment: { Variables: Readonly<Record<string, unknown>> } };
  for (const name of ['DisplaysServePages', 'PlacesServeApi', 'ReportsReportProblem']) {
    const { properties } = resourceNamed<LambdaFunction>(template, 'AWS::Lambda::Function', name);
    expect(JSON.stringify(properties.Environment.Variables.PUBLIC_ORIGIN)).toContain('FrontDistribution');
  }
});

describe('the API', () => {
  test('admits on every route only what carries the secret of the front', () => {
    const authorizer = resourceNamed(template, 'AWS::ApiGatewayV2::Authorizer', 'WebApiFrontOnly');
    expect(authorizer.properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      EnableSimpleResponses: true,
      IdentitySource: ['$request.header.x-origin-verify'],
    });
    type Route = { RouteKey: string; AuthorizationType: string; AuthorizerId: unknown };
    for (const { properties } of resourcesOf<Route>(template, 'AWS::ApiGatewayV2::Route')) {
      expect(properties, properties.RouteKey).toMatchObject({ AuthorizationType: 'CUSTOM' });
      expect(target(properties.AuthorizerId)).toBe(authorizer.logicalId);
    }
  });

  test('and the secret stands in no template', () => {
    const { logicalId } = resourceNamed(template, 'AWS::SecretsManager::Secret', 'FrontAdmission');
    for (const { OriginCustomHeaders } of front.Origins) {
      expect(OriginCustomHeaders).toEqual([
        {
          HeaderName: 'x-origin-verify',
          HeaderValue: {
            'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: logicalId }, ':SecretString:::}}']],
          },
        },
      ]);
    }
  });
});
