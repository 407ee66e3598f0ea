import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type HttpRoute, httpRoutes } from '#shared/contracts/routes.ts';
import type { StageConfig } from '../config.ts';
import type { Surroundings } from './primitives/service-function.ts';

export interface WebApiProps {
  /** Who answers; a target of the route table that is missing here does not compile. */
  readonly targets: Readonly<Record<HttpRoute['target'], IFunction>>;
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

/** One HTTP API over the one route table. */
export class WebApi extends Construct {
  readonly api: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, { targets, throttle, surroundings }: WebApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', { apiName: Stack.of(this).stackName, createDefaultStage: false });
    const integrations = new Map<HttpRoute['target'], HttpLambdaIntegration>();
    for (const { method, path, target } of httpRoutes) {
      // One permission for each function: one for each route would outgrow what a function's policy can hold.
      const integration =
        integrations.get(target) ??
        new HttpLambdaIntegration(target.replace('/', '-'), targets[target], {
          scopePermissionToRoute: false,
        });
      integrations.set(target, integration);
      this.api.addRoutes({ path, methods: [HttpMethod[method]], integration });
    }
    Validations.of(this.api).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'Timetables, boards and pages are public; nothing behind these routes asks who is there.',
    });

    const accessLogs = new LogGroup(this, 'AccessLogs', {
      retention: surroundings.logRetention,
      removalPolicy: surroundings.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLogs), format: accessLogFormat },
    });
    this.url = stage.url;
    this.addAlarms(surroundings);
  }

  private addAlarms({ alarms }: Surroundings): void {
    alarms.add(this, 'ServerErrorAlarm', {
      runbook: 'api-server-errors',
      impact: 'Visitors and displays get errors instead of boards and pages.',
      metric: this.api.metricServerError({ statistic: 'Sum', period: Duration.minutes(5) }),
      threshold: 5,
    });
    alarms.add(this, 'LatencyAlarm', {
      runbook: 'api-latency',
      impact: 'One answer in a hundred takes longer than two seconds.',
      metric: this.api.metricLatency({ statistic: 'p99', period: Duration.minutes(5) }),
      threshold: 2000,
      periods: 3,
    });
  }
}
