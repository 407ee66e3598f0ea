import { readdirSync, readFileSync } from 'node:fs';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { logMessages } from '#functions/runtime/logger.ts';
import { METRIC_NAMESPACE } from '#functions/runtime/metrics.ts';
import { makeFrontFirewall, makeTemplate } from './stack.ts';
import { resourcesOf, target } from './template-reading.ts';

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
const pages = readdirSync(runbook).filter((name) => name !== 'README.md');

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
    'staff-dead-letters',
    'staff-not-published',
    'staff-publish-errors',
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

describe('what the functions report is what the alarms watch', () => {
  test('the age of each source, silence counting as old', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: METRIC_NAMESPACE,
      MetricName: 'FeedAgeSeconds',
      Dimensions: [{ Name: 'source', Value: 'demo' }],
      TreatMissingData: 'breaching',
    });
  });

  test('refused timetables, by the code of their log line', () => {
    expect(logMessages).toHaveProperty('IMPORT_REFUSED');
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.code = "IMPORT_REFUSED" }',
      MetricTransformations: [
        Match.objectLike({ MetricNamespace: METRIC_NAMESPACE, MetricName: 'TimetablesRefused' }),
      ],
    });
  });

  test('what visitors report and nobody keeps, by the code of its log line', () => {
    expect(logMessages).toHaveProperty('REPORT_NOT_KEPT');
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.code = "REPORT_NOT_KEPT" }',
      MetricTransformations: [
        Match.objectLike({ MetricNamespace: METRIC_NAMESPACE, MetricName: 'ReportsNotKept' }),
      ],
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
