import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { logMessages } from '#functions/runtime/logger.ts';
import { METRIC_NAMESPACE } from '#functions/runtime/metrics.ts';
import { makeFrontFirewall, makeTemplate } from './stack.ts';
import { resourceNamed, resourcesOf, target } from './template-reading.ts';

interface Alarm {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
}

const template = makeTemplate('emulator', { alarmEmail: 'buses@example.org' });
const alarmsOf = (of: Template) =>
  resourcesOf<Alarm>(of, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
// Of everything that any stage has: a stage without live sources has no alarm on their age, one without a front none on it.
const alarms = [template, makeTemplate('production'), makeFrontFirewall('production')].flatMap(alarmsOf);
const runbook = new URL('../../docs/runbook/', import.meta.url);
const pages = readdirSync(runbook).filter((name) => name.endsWith('.md') && name !== 'README.md');

test('everything that can go wrong unseen has an alarm', () => {
  const names = alarmsOf(template)
    .map(({ AlarmName }) => AlarmName.replace('digital-welcome-emulator-', ''))
    .sort();
  expect(names).toEqual([
    'api-latency',
    'api-server-errors',
    'feed-age-demo',
    'function-throttled-displays-serve-pages',
    'function-throttled-places-import-places',
    'function-throttled-places-report-problem',
    'function-throttled-places-serve-api',
    'function-throttled-staff-publish-due',
    'function-throttled-staff-serve-staff',
    'function-throttled-transit-import-timetable',
    'function-throttled-transit-poll-realtime',
    'function-throttled-transit-serve-api',
    'identity-provider-failed',
    'import-dead-letters',
    'import-errors',
    'import-missed',
    'import-refused',
    'places-dead-letters',
    'places-import-errors',
    'places-refused',
    'poll-dead-letters',
    'poll-errors',
    'reports-not-kept',
    'runs-missing-demo',
    'staff-dead-letters',
    'staff-not-published',
    'staff-publish-errors',
    'staff-publish-missed',
    'staff-requests-refused',
    'staff-sign-in-failed',
    'table-throttled-audit-reads',
    'table-throttled-audit-writes',
    'table-throttled-listings-reads',
    'table-throttled-listings-writes',
    'table-throttled-places-reads',
    'table-throttled-places-writes',
    'table-throttled-reports-reads',
    'table-throttled-reports-writes',
    'table-throttled-sessions-reads',
    'table-throttled-sessions-writes',
    'table-throttled-transit-reads',
    'table-throttled-transit-writes',
    'timetable-ends-demo',
    'timetable-ends-demo-operators',
    'timetable-mismatch-demo',
  ]);
});

test('a stage with a front, a firewall and a pool has alarms on them as well', () => {
  const emulated = alarmsOf(template).map(({ AlarmName }) => AlarmName.replace('emulator', 'production'));
  const names = [...alarmsOf(makeTemplate('production')), ...alarmsOf(makeFrontFirewall('production'))]
    .map(({ AlarmName }) => AlarmName)
    .filter((name) => !emulated.includes(name))
    .sort();
  expect(names).toEqual([
    'digital-welcome-production-edge-firewall-blocked-front',
    'digital-welcome-production-firewall-blocked-sign-in',
    'digital-welcome-production-front-bypassed',
    'digital-welcome-production-function-throttled-front-admit-request',
    'digital-welcome-production-timetable-ends-scotland',
    'digital-welcome-production-timetable-ends-scotland-operators',
  ]);
});

test.each(alarms.map((alarm) => [alarm.AlarmName, alarm] as const))(
  '%s links a runbook page',
  (name, alarm) => {
    const [, page] = /docs\/runbook\/([\w-]+)\.md$/.exec(alarm.AlarmDescription) ?? [];
    expect(page, 'the description ends with a page').toBeDefined();
    expect(name).toContain(page);
    expect(pages).toContain(`${page}.md`);
    expect(alarm.AlarmActions.map(target)).toEqual([expect.stringMatching(/^AlarmsTopic/)]);
    expect(alarm.OKActions.map(target)).toEqual(alarm.AlarmActions.map(target));
  },
);

test.each(pages)('%s belongs to an alarm and says what it means, where to look, what to do', (page) => {
  const text = readFileSync(new URL(page, runbook), 'utf8');
  expect(text).toMatch(new RegExp(`^# ${page.replace('.md', '')}\n`));
  for (const heading of ['What it means', 'Where to look', 'What to do']) {
    expect(text).toContain(`\n## ${heading}\n`);
  }
  expect(alarms.some(({ AlarmDescription }) => AlarmDescription.endsWith(`docs/runbook/${page}`))).toBe(true);
});

describe('what has to be done without an alarm', () => {
  const tasks = readdirSync(new URL('how-to/', runbook));

  test.each(tasks)(
    '%s says when, how, and how to see that it is done, and is found from the first page',
    (page) => {
      const text = readFileSync(new URL(`how-to/${page}`, runbook), 'utf8');
      for (const heading of ['When', 'What to do', 'How to see that it is done']) {
        expect(text).toContain(`\n## ${heading}\n`);
      }
      expect(readFileSync(new URL('README.md', runbook), 'utf8')).toContain(`(how-to/${page})`);
    },
  );

  test('every page of the runbook leads to pages that there are', () => {
    const files = [...pages, 'README.md', ...tasks.map((page) => `how-to/${page}`)];
    for (const file of files) {
      const text = readFileSync(new URL(file, runbook), 'utf8');
      for (const [, link = ''] of text.matchAll(/\]\(([^)#:]+\.md)/g))
        expect(existsSync(new URL(link, new URL(file, runbook))), `${file}: ${link}`).toBe(true);
    }
  });

  test('what pages of the runbook take from the outputs is there', () => {
    const outputs = Object.keys(makeTemplate('production').findOutputs('*'));
    for (const file of [...pages, ...tasks.map((page) => `how-to/${page}`)]) {
      const text = readFileSync(new URL(file, runbook), 'utf8');
      for (const [, name] of text.matchAll(/<([A-Z][A-Za-z]+(?:Name|Url|Host|Id|Arn))>/g))
        expect(outputs, file).toContain(name);
    }
  });
});

describe('what the functions report is what the alarms watch', () => {
  test('the age of each source, silence counting as old', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'FeedAgeSeconds',
      Dimensions: [{ Name: 'source', Value: 'demo' }],
      TreatMissingData: 'breaching',
    });
  });

  test('how long a timetable still covers, and how much of a source it knows', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'TimetableDaysLeft',
      Dimensions: [{ Name: 'feed', Value: 'demo' }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 7,
      TreatMissingData: 'ignore',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'AgenciesEnding',
      Dimensions: [{ Name: 'feed', Value: 'demo' }],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      TreatMissingData: 'ignore',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'MatchedPercent',
      Dimensions: [{ Name: 'source', Value: 'demo' }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 50,
      TreatMissingData: 'notBreaching',
    });
  });

  test('runs that a source has, silence being the night', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'RunsMatched',
      Dimensions: [{ Name: 'source', Value: 'demo' }],
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test.each([
    ['refused timetables', 'IMPORT_REFUSED', 'TimetablesRefused', 'TransitTimetableImportFunctionLogs'],
    ['refused listings', 'PLACES_REFUSED', 'PlacesRefused', 'PlacesImportLogs'],
    [
      'what visitors report and nobody keeps',
      'REPORT_NOT_KEPT',
      'ReportsNotKept',
      'ReportsReportProblemLogs',
    ],
    [
      'what was approved and is not public',
      'LISTING_NOT_PUBLISHED',
      'ListingNotPublished',
      'StaffServeStaffLogs',
    ],
    ['the same, at a set time', 'LISTING_NOT_PUBLISHED', 'ListingNotPublished', 'StaffPublishDueLogs'],
    ['sign-ins that failed', 'SIGN_IN_FAILED', 'StaffSignInFailed', 'StaffServeStaffLogs'],
    [
      'a provider that is not there',
      'IDENTITY_PROVIDER_FAILED',
      'IdentityProviderFailed',
      'StaffServeStaffLogs',
    ],
    ['what staff may not do', 'STAFF_REQUEST_REFUSED', 'StaffRequestsRefused', 'StaffServeStaffLogs'],
  ])('%s, by the code of the log line', (_, code, MetricName, logs) => {
    expect(logMessages).toHaveProperty(code);
    const LogGroupName = { Ref: resourceNamed(template, 'AWS::Logs::LogGroup', logs).logicalId };
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      LogGroupName,
      FilterPattern: `{ $.code = "${code}" }`,
      MetricTransformations: [Match.objectLike({ MetricNamespace: METRIC_NAMESPACE, MetricName })],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Namespace: METRIC_NAMESPACE, MetricName });
  });

  test('the runs of every minute, silence counting as none', () => {
    const { logicalId } = resourceNamed(template, 'AWS::Lambda::Function', 'StaffPublishDue');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: logicalId } }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 300,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });
});

test('alarms may publish to the encrypted topic, nothing else may, and a person hears of it', () => {
  const ownAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  template.hasResourceProperties('AWS::KMS::Key', {
    EnableKeyRotation: true,
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Condition: ownAccount,
        }),
      ]),
    },
  });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: ownAccount,
        }),
        Match.objectLike({ Effect: 'Deny' }),
      ],
    },
  });
  template.hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'buses@example.org',
  });
});
