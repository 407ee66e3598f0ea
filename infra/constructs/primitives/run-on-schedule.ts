import type { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { ScheduledCall } from './scheduled-call.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ScheduledRunProps {
  /** Of the schedule, in `scope`. */
  readonly id: string;
  readonly description: string;
  readonly schedule: ScheduleExpression;
  /** How often, and for how long, the scheduler tries to hand a run over. */
  readonly retryAttempts: number;
  readonly maximumAge: Duration;
  /** For how long a run that fails is tried again. Without it the next run does what was left. */
  readonly runAgainFor?: Duration;
  readonly deadLetters: { readonly runbook: string; readonly impact: string };
  readonly alarms: Alarms;
}

/** Runs a function by the clock; what is given up ends in a dead-letter queue of its own, with an alarm. */
export function runOnSchedule(scope: Construct, target: ServiceFunction, props: ScheduledRunProps): void {
  const { id, description, schedule, retryAttempts, maximumAge, runAgainFor, alarms } = props;
  const deadLetterQueue = new DeadLetterQueue(scope, 'DeadLetters', { ...props.deadLetters, alarms });
  if (runAgainFor) {
    // The scheduler only hands the event over; a run that fails is tried again, and then given up, by Lambda.
    target.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: runAgainFor,
      onFailure: new SqsDestination(deadLetterQueue),
    });
  }
  new ScheduledCall(scope, id, {
    description,
    schedule,
    targetArn: target.functionArn,
    input: {},
    permission: { action: 'lambda:InvokeFunction', resourceArn: target.functionArn },
    retryAttempts,
    maximumAge,
    deadLetterQueue,
  });
}
