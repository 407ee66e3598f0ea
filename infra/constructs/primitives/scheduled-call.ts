import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ScheduledCallProps {
  readonly description: string;
  readonly schedule: ScheduleExpression;
  /** @default true */
  readonly enabled?: boolean;
  /** A function's ARN, or `arn:aws:scheduler:::aws-sdk:service:apiAction`. */
  readonly targetArn: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The one thing that the schedule may do. */
  readonly permission: { readonly action: string; readonly resourceArn: string };
  readonly retryAttempts: number;
  /** After this the call has no point any more. */
  readonly maximumAge: Duration;
  readonly deadLetterQueue: IQueue;
}

/**
 * A schedule with a role for its one call. The library's own targets grant more: every version of a function,
 * every resource of a universal target.
 */
export class ScheduledCall extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledCallProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({ actions: [props.permission.action], resources: [props.permission.resourceArn] }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.deadLetterQueue.queueArn] }),
    );
    const schedule = new Schedule(this, 'Schedule', {
      description: props.description,
      schedule: props.schedule,
      enabled: props.enabled ?? true,
      target: {
        bind: () => ({
          arn: props.targetArn,
          role: role.withoutPolicyUpdates(),
          input: ScheduleTargetInput.fromObject(props.input),
          deadLetterConfig: { arn: props.deadLetterQueue.queueArn },
          retryPolicy: {
            maximumRetryAttempts: props.retryAttempts,
            maximumEventAgeInSeconds: props.maximumAge.toSeconds(),
          },
        }),
      },
    });
    // The first run must not come before the role may make the call.
    schedule.node.addDependency(role);
  }
}
