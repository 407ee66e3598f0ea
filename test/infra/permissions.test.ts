import { expect, test } from 'vitest';
import { makeFrontFirewall, makeTemplate } from './stack.ts';
import { permissionsOf, resourceNamed, resourcesOf, type Statement } from './template-reading.ts';

const template = makeTemplate('production');

const logs = (group: string) =>
  ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => `Allow ${action} on ${group}`);
const on = (name: string, actions: readonly string[]) =>
  actions.map((action) => `Allow dynamodb:${action} on ${name}`);
const table = (...actions: string[]) => on('TransitTable', actions);

const imageReads = ['Allow s3:GetObject on PlacesImages/*', 'Allow s3:ListBucket on PlacesImages'];

test.each([
  ['TransitServeApi', ['TransitTable'], []],
  ['PlacesServeApi', ['PlacesTable'], imageReads],
  ['DisplaysServePages', ['TransitTable', 'PlacesTable'], []],
])('%s only reads', (role, read, others) => {
  const reads = [...read.flatMap((name) => on(name, ['GetItem', 'Query'])), ...others];
  expect(permissionsOf(template, `${role}Role`)).toEqual([...reads, ...logs(`${role}Logs`)].sort());
});

/** No listing and no version of one is deleted by any function. */
const stepsOfListings = [
  ...on('EditingListings', ['BatchGetItem', 'GetItem', 'PutItem', 'Query']),
  ...on('EditingListings of LISTINGS#*, DUE', ['DeleteItem']),
];

test('the import of listings writes its own table, and its failures to its dead-letter queue', () => {
  expect(permissionsOf(template, 'PlacesImportRole')).toEqual(
    [
      ...on('PlacesTable', ['BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']),
      // Of sources that become drafts.
      ...stepsOfListings,
      ...on('EditingAudit', ['PutItem']),
      ...logs('PlacesImportLogs'),
      ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map(
        (action) => `Allow sqs:${action} on PlacesDeadLetters`,
      ),
    ].sort(),
  );
});

const workAtListings = [
  ...stepsOfListings,
  ...on('PlacesTable', ['BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']),
];

test('the pages of staff write listings and what is public, and only ever add to the audit', () => {
  expect(permissionsOf(template, 'StaffServeStaffRole')).toEqual(
    [
      ...workAtListings,
      ...on('EditingListings of UNSAVED#*', ['DeleteItem']),
      ...on('EditingListings of IMPORT#*', ['BatchWriteItem']),
      ...on('EditingAudit', ['PutItem', 'Query']),
      ...on('StaffSessions', ['DeleteItem', 'GetItem', 'PutItem', 'Query']),
      'Allow s3:PutObject on PlacesImages/*',
      ...imageReads,
      ...on('ReportsTable', ['DeleteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem']),
      ...logs('StaffServeStaffLogs'),
    ].sort(),
  );
});

test('what visitors report is added and counted by a function that reads places, and no report', () => {
  expect(permissionsOf(template, 'ReportsReportProblemRole')).toEqual(
    [
      ...on('PlacesTable', ['GetItem', 'Query']),
      ...on('ReportsTable', ['PutItem', 'UpdateItem']),
      ...logs('ReportsReportProblemLogs'),
    ].sort(),
  );
});

test('what publishes at a set time reads no session and no audit', () => {
  expect(permissionsOf(template, 'StaffPublishDueRole')).toEqual(
    [...workAtListings, ...on('EditingAudit', ['PutItem']), ...logs('StaffPublishDueLogs')].sort(),
  );
});

test('the import writes the table, and its failures to its dead-letter queue', () => {
  expect(permissionsOf(template, 'TransitTimetableImportFunctionRole')).toEqual(
    [
      ...table('BatchWriteItem', 'GetItem', 'PutItem', 'Query', 'UpdateItem'),
      ...logs('TransitTimetableImportFunctionLogs'),
      ...['GetQueueAttributes', 'GetQueueUrl', 'SendMessage'].map(
        (action) => `Allow sqs:${action} on TransitTimetableImportDeadLetters`,
      ),
    ].sort(),
  );
});

test('the poll writes the table and takes from its queue', () => {
  expect(permissionsOf(template, 'TransitRealtimePollFunctionRole')).toEqual(
    [
      ...table('BatchWriteItem', 'GetItem', 'PutItem', 'Query'),
      ...logs('TransitRealtimePollFunctionLogs'),
      ...[
        'ChangeMessageVisibility',
        'DeleteMessage',
        'GetQueueAttributes',
        'GetQueueUrl',
        'ReceiveMessage',
      ].map((action) => `Allow sqs:${action} on TransitRealtimePollQueue`),
    ].sort(),
  );
});

test('a schedule makes its one call, and leaves what fails in the dead-letter queue', () => {
  expect(permissionsOf(template, 'TransitTimetableImportNightlyRole')).toEqual([
    'Allow lambda:InvokeFunction on TransitTimetableImportFunction',
    'Allow sqs:SendMessage on TransitTimetableImportDeadLetters',
  ]);
  expect(permissionsOf(template, 'PlacesHourlyRole')).toEqual([
    'Allow lambda:InvokeFunction on PlacesImport',
    'Allow sqs:SendMessage on PlacesDeadLetters',
  ]);
  expect(permissionsOf(template, 'TransitRealtimePollEveryMinuteRole')).toEqual([
    'Allow sqs:SendMessage on TransitRealtimePollDeadLetters',
    'Allow sqs:SendMessage on TransitRealtimePollQueue',
  ]);
});

test('the poll reads exactly the secrets that source headers name', () => {
  const secured = makeTemplate('production', {
    network: {
      feeds: [{ id: 'f', url: 'https://example.org/gtfs.zip' }],
      sources: [
        {
          id: 'a',
          url: 'https://example.org/a',
          kinds: ['alerts'],
          headers: { 'x-api-key': 'secret:operator/a', accept: 'application/x-protobuf' },
        },
        {
          id: 'b',
          url: 'https://example.org/b',
          kinds: ['trip-updates'],
          headers: { 'x-api-key': 'secret:operator/a', authorization: 'secret:operator/b' },
        },
      ],
    },
  });
  const permissions = permissionsOf(secured, 'TransitRealtimePollFunctionRole');
  const secrets = permissions.filter((line) => line.includes('secretsmanager'));
  expect(secrets).toHaveLength(2);
  expect(secrets[0]).toMatch(/^Allow secretsmanager:GetSecretValue on .*:secret:operator\/a-\?{6}"/);
  expect(secrets[1]).toMatch(/^Allow secretsmanager:GetSecretValue on .*:secret:operator\/b-\?{6}"/);
});

test('what admits requests from the front reads the secret of the front, and nothing else', () => {
  expect(permissionsOf(template, 'FrontAdmissionAdmitRequestRole')).toEqual(
    [
      ...logs('FrontAdmissionAdmitRequestLogs'),
      'Allow secretsmanager:GetSecretValue on FrontAdmissionSecret1',
    ].sort(),
  );
});

test('no role has a managed policy, or a wildcard but for the objects of the one bucket, and for parts of one table', () => {
  type Policy = { PolicyDocument: { Statement: readonly Statement[] } };
  const bucket = resourceNamed(template, 'AWS::S3::Bucket', 'PlacesImages').logicalId;
  const objects = JSON.stringify({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, '/*']] });
  for (const { properties } of resourcesOf<Policy>(template, 'AWS::IAM::Policy')) {
    expect(
      JSON.stringify(properties.PolicyDocument)
        .replaceAll(/"dynamodb:LeadingKeys":\[[^\]]*\]/g, '')
        .replaceAll(objects, ''),
    ).not.toContain('*');
  }
  for (const { properties } of resourcesOf<object>(template, 'AWS::IAM::Role')) {
    expect(properties).not.toHaveProperty('ManagedPolicyArns');
    expect(properties).not.toHaveProperty('Policies');
  }
});

test('the firewall of the front needs no role at all', () => {
  makeFrontFirewall('production').resourceCountIs('AWS::IAM::Role', 0);
});
