import { Duration, RemovalPolicy, type Size } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type * as z from 'zod/mini';
import { bundledCode, type FunctionEntry } from '../function-bundles.ts';
import type { Alarms } from './alarms.ts';

/** What every function of a stage shares. */
export interface Surroundings {
  readonly alarms: Alarms;
  readonly logRetention: RetentionDays;
  readonly keepData: boolean;
}

/** The variables that a function's own schema reads, as the strings that an environment holds. */
export type EnvironmentOf<Schema extends z.ZodMiniType> = {
  readonly [Name in keyof z.input<Schema>]: z.input<Schema>[Name] & string;
};

export interface ServiceFunctionProps<Schema extends z.ZodMiniType> {
  /** Folder below functions/. */
  readonly entry: FunctionEntry;
  readonly description: string;
  readonly memoryMegabytes: number;
  readonly timeout: Duration;
  readonly ephemeralStorage?: Size;
  /** A variable that the function needs and does not get here does not compile. */
  readonly environment: EnvironmentOf<Schema>;
  readonly surroundings: Surroundings;
}

/**
 * Node 24 on arm64, one bundle, a log group that expires, and a role that may do nothing but write to it.
 * The managed basic execution policy is left out: it opens every log group of the account.
 */
export class ServiceFunction<Schema extends z.ZodMiniType = z.ZodMiniType> extends LambdaFunction {
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<Schema>) {
    const { alarms, logRetention, keepData } = props.surroundings;
    const logs = new LogGroup(scope, `${id}Logs`, {
      retention: logRetention,
      removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logs.logGroupArn],
      }),
    );
    super(scope, id, {
      code: bundledCode(scope, props.entry),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      description: props.description,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      ...(props.ephemeralStorage && { ephemeralStorageSize: props.ephemeralStorage }),
      environment: { ...(props.environment as Record<string, string>) },
      logGroup: logs,
      role,
    });
    this.logs = logs;
    alarms.add(this, 'ThrottledAlarm', {
      runbook: 'function-throttled',
      of: props.entry.replace('/', '-'),
      impact: `${props.description} It is refused by AWS for want of concurrency.`,
      metric: this.metricThrottles({ period: Duration.minutes(5) }),
      threshold: 5,
    });
  }
}
