import { Duration, Validations } from 'aws-cdk-lib';
import type { HttpLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Construct } from 'constructs';
import type { FrontConfig } from '../config.ts';
import { FrontAdmission } from './front-admission.ts';
import type { Surroundings } from './primitives/service-function.ts';

export interface FrontProps extends FrontConfig {
  /** Host of the HTTP API. */
  readonly apiHost: string;
  readonly webAclArn: string | undefined;
  readonly surroundings: Surroundings;
}

/** CloudFront keeps every error for ten seconds, whatever its Cache-Control says, unless it is told otherwise. */
const errorStatuses = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

/** What visitors reach: CloudFront before the HTTP API. It keeps what the functions say may be kept. */
export class Front extends Construct {
  readonly distribution: Distribution;
  /** Scheme and host that visitors see. */
  readonly origin: string;
  /** Refuses at the API what did not come through here. */
  readonly authorizer: HttpLambdaAuthorizer;

  constructor(scope: Construct, id: string, props: FrontProps) {
    super(scope, id);
    const { domain, webAclArn } = props;
    const admission = new FrontAdmission(this, 'Admission', props);
    this.authorizer = admission.authorizer;
    const ownPages = this.ownPages(props, admission);
    const publicPages = this.publicPages(props, admission);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Digital Welcome',
      defaultBehavior: publicPages,
      additionalBehaviors: {
        '/staff*': ownPages,
        '/places/*/report': ownPages,
        // Displays that ask by a posted request; no cache keeps what was posted.
        '/siri/sm': { ...publicPages, allowedMethods: AllowedMethods.ALLOW_ALL },
      },
      errorResponses: errorStatuses.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      httpVersion: HttpVersion.HTTP2_AND_3,
      // Edges in Europe and North America; visitors from elsewhere are answered from there.
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(webAclArn && { webAclId: webAclArn }),
      ...(domain && {
        domainNames: [domain.domainName],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
    });
    // The API must know the secret before the front sends it.
    this.distribution.node.addDependency(admission);
    this.origin = `https://${domain?.domainName ?? this.distribution.distributionDomainName}`;
    this.acknowledge(domain !== undefined);
  }

  /** For everybody alike: nothing of a request but its path and query reaches the functions. */
  private publicPages({ apiHost }: FrontProps, { headers }: FrontAdmission): BehaviorOptions {
    return {
      // A stale board at once is better than a fresh one late.
      origin: new HttpOrigin(apiHost, {
        customHeaders: headers,
        readTimeout: Duration.seconds(10),
        connectionTimeout: Duration.seconds(3),
        connectionAttempts: 2,
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: new CachePolicy(this, 'PublicCaching', {
        comment: 'As Cache-Control says, by path and query',
        minTtl: Duration.seconds(0),
        defaultTtl: Duration.seconds(0),
        maxTtl: Duration.days(365),
        queryStringBehavior: CacheQueryStringBehavior.all(),
        cookieBehavior: CacheCookieBehavior.none(),
        headerBehavior: CacheHeaderBehavior.none(),
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
      }),
    };
  }

  /** For one person each: nothing is kept, and all of the request goes on but its Host, which is the API's own. */
  private ownPages({ apiHost }: FrontProps, { headers }: FrontAdmission): BehaviorOptions {
    return {
      // As long as the API itself waits: an import may take its time.
      origin: new HttpOrigin(apiHost, { customHeaders: headers, readTimeout: Duration.seconds(30) }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
  }

  private acknowledge(ownDomain: boolean): void {
    const reasons = {
      'AwsSolutions-CFR1': 'Visitors come from every country.',
      'AwsSolutions-CFR3':
        'Its access logs hold the addresses and the searches of visitors, which nobody needs (UK GDPR). The log of the API has what operation needs, without either.',
      ...(!ownDomain && {
        'AwsSolutions-CFR4': 'The name under cloudfront.net, for trying out, has TLS settings of its own.',
      }),
    };
    for (const [id, reason] of Object.entries(reasons)) {
      Validations.of(this.distribution).acknowledge({ id, reason });
    }
  }
}
