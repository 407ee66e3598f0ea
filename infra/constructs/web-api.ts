import { Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type HttpRoute, httpRoutes } from '#shared/contracts/routes.ts';
import type { StageConfig } from '../config.ts';
import type { Alarms } from './primitives/alarms.ts';
import { logMetric } from './primitives/log-metric.ts';
import type { Surroundings } from './primitives/service-function.ts';

/** Who answers; a target of the route table that is missing here does not compile. */
export type RouteTargets = Readonly<Record<HttpRoute['target'], IFunction>>;

export interface WebApiProps {
  readonly throttle: StageConfig['throttle'];
  readonly surroundings: Surroundings;
}

/** Everything but who asked: no address, no user agent, no path with a person's search in it. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTime',
    route: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
    integrationStatus: '$context.integrationStatus',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** What the gateway itself says of a request that its authorizer does not admit. */
const notAdmitted = ['Unauthorized', 'Forbidden'];

/** An HTTP API does not answer HEAD from a route for GET; public addresses have both. */
function methodsOf({ method, path }: Pick<HttpRoute, 'method' | 'path'>): HttpMethod[] {
  const isPublicRead = method === 'GET' && !path.startsWith('/staff');
  return isPublicRead ? [HttpMethod.GET, HttpMethod.HEAD] : [HttpMethod[method]];
}

/** One HTTP API over the one route table. It comes before its functions: they are told under which name it is seen. */
export class WebApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;
  readonly host: string;
  private readonly accessLogs: LogGroup;
  private readonly alarms: Alarms;

  constructor(scope: Construct, id: string, { throttle, surroundings }: WebApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'Timetables, boards and pages are public. Behind /staff the function asks who is there: a cookie holds the session, which no authorizer of the gateway reads.',
    });
    this.host = Fn.select(2, Fn.split('/', this.api.apiEndpoint));
    this.accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: surroundings.logRetention,
      removalPolicy: surroundings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(this.accessLogs),
        format: accessLogFormat,
      },
    });
    this.url = stage.url;
    this.alarms = surroundings.alarms;
    this.addAlarms();
  }

  /** With `frontOnly`, what does not come through the front is refused. */
  addRoutes(targets: RouteTargets, frontOnly?: IHttpRouteAuthorizer): void {
    const integrations = new Map<HttpRoute['target'], HttpLambdaIntegration>();
    for (const { method, path, target } of httpRoutes) {
      // One permission for each function: one for each route would outgrow what a function's policy can hold.
      const integration =
        integrations.get(target) ??
        new HttpLambdaIntegration(target.replace('/', '-'), targets[target], {
          scopePermissionToRoute: false,
        });
      integrations.set(target, integration);
      this.api.addRoutes({
        path,
        methods: methodsOf({ method, path }),
        integration,
        ...(frontOnly && { authorizer: frontOnly }),
      });
    }
    if (frontOnly) this.watchRefusals();
  }

  private watchRefusals(): void {
    const refusals = notAdmitted.map((message) => FilterPattern.stringValue('$.error', '=', message));
    const metric = logMetric(this, 'FrontBypassed', FilterPattern.any(...refusals), {
      metricName: 'FrontBypassed',
      logGroups: [this.accessLogs],
      period: Duration.minutes(5),
    });
    this.alarms.add(this, 'FrontBypassedAlarm', {
      runbook: 'front-bypassed',
      impact:
        'The API refuses many requests: somebody goes around the front, or the front itself is refused.',
      metric,
      threshold: 50,
    });
  }

  private addAlarms(): void {
    this.alarms.add(this, 'ServerErrorAlarm', {
      runbook: 'api-server-errors',
      impact: 'Visitors and displays get errors instead of boards and pages.',
      metric: this.api.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 5,
    });
    this.alarms.add(this, 'LatencyAlarm', {
      runbook: 'api-latency',
      impact: 'One answer in a hundred takes longer than two seconds.',
      metric: this.api.metricLatency({ statistic: 'p99', period: Duration.minutes(5) }),
      threshold: 2000,
      periods: 3,
    });
  }
}
