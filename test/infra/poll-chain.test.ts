import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { pollDelays } from '#infra/constructs/realtime-poll.ts';
import { makeTemplate } from './stack.ts';
import { resourceNamed, target } from './template-reading.ts';

// The emulator's stage has a real-time source; the council's stages have none before they hold a key.
const template = makeTemplate('emulator');

interface Schedule {
  readonly State: string;
  readonly Target: {
    readonly Arn: unknown;
    readonly Input: { 'Fn::Join': [string, (string | { Ref: string })[]] };
    readonly DeadLetterConfig: { readonly Arn: unknown };
  };
}

function schedule(prefix: string): Schedule {
  return resourceNamed<Schedule>(template, 'AWS::Scheduler::Schedule', prefix).properties;
}

test('once a minute one batch of delayed messages goes to the queue', () => {
  const { State, Target } = schedule('TransitRealtimePollEveryMinute');
  const queue = resourceNamed(template, 'AWS::SQS::Queue', 'TransitRealtimePollQueue').logicalId;
  expect(State).toBe('ENABLED');
  expect(Target.Arn).toBe('arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch');
  const input = JSON.parse(
    Target.Input['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : part.Ref)).join(''),
  );
  expect(input.QueueUrl).toBe(queue);
  expect(input.Entries.map((entry: { DelaySeconds: number }) => entry.DelaySeconds)).toEqual([0, 15, 30, 45]);
  expect(new Set(input.Entries.map((entry: { Id: string }) => entry.Id)).size).toBe(4);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 1 } },
  });
});

test('the queue drives the poll, one message at a time, two at once at most', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
    EventSourceArn: {
      'Fn::GetAtt': [resourceNamed(template, 'AWS::SQS::Queue', 'TransitRealtimePollQueue').logicalId, 'Arn'],
    },
    FunctionName: {
      Ref: resourceNamed(template, 'AWS::Lambda::Function', 'TransitRealtimePoll').logicalId,
    },
  });
});

test('a message that fails twice reaches the dead-letter queue before it expires', () => {
  type Queue = {
    VisibilityTimeout: number;
    MessageRetentionPeriod: number;
    RedrivePolicy: { maxReceiveCount: number; deadLetterTargetArn: unknown };
  };
  const { properties: queue } = resourceNamed<Queue>(template, 'AWS::SQS::Queue', 'TransitRealtimePollQueue');
  const { properties: poll } = resourceNamed<{ Timeout: number }>(
    template,
    'AWS::Lambda::Function',
    'TransitRealtimePoll',
  );
  const deadLetters = resourceNamed(template, 'AWS::SQS::Queue', 'TransitRealtimePollDeadLetters').logicalId;
  expect(queue.VisibilityTimeout).toBeGreaterThan(poll.Timeout);
  expect(queue.RedrivePolicy.maxReceiveCount).toBe(2);
  expect(queue.MessageRetentionPeriod).toBeGreaterThan(2 * queue.VisibilityTimeout);
  expect(target(queue.RedrivePolicy.deadLetterTargetArn)).toBe(deadLetters);
  expect(target(schedule('TransitRealtimePollEveryMinute').Target.DeadLetterConfig.Arn)).toBe(deadLetters);
});

test('the import runs every night, is tried again, and leaves what fails', () => {
  const deadLetters = resourceNamed(template, 'AWS::SQS::Queue', 'TransitTimetableImportDeadLetters');
  const importer = resourceNamed(template, 'AWS::Lambda::Function', 'TransitTimetableImport');
  const { Target } = schedule('TransitTimetableImportNightly');
  expect(target(Target.Arn)).toBe(importer.logicalId);
  expect(target(Target.DeadLetterConfig.Arn)).toBe(deadLetters.logicalId);
  template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(30 3 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/London',
    Target: { RetryPolicy: { MaximumRetryAttempts: 5 } },
  });
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
    FunctionName: { Ref: importer.logicalId },
    MaximumRetryAttempts: 2,
    DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [deadLetters.logicalId, 'Arn'] } } },
  });
});

test('every queue is encrypted and refuses plain HTTP', () => {
  template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
  template.resourceCountIs('AWS::SQS::QueuePolicy', 5);
  template.allResourcesProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]),
    },
  });
});

test('no source, no polls', () => {
  makeTemplate('production').hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'DISABLED',
  });
});

test('a minute divides into polls, ten at most', () => {
  expect(pollDelays(15)).toEqual([0, 15, 30, 45]);
  expect(pollDelays(60)).toEqual([0]);
  expect(pollDelays(6)).toHaveLength(10);
  expect(() => pollDelays(5)).toThrow('ten or fewer');
  expect(() => pollDelays(7)).toThrow('ten or fewer');
});
