import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { stageNames, stages } from '#infra/config.ts';
import { functionEntries } from '#infra/constructs/function-bundles.ts';
import { keysOf } from '#infra/local/embedded-dynamodb.ts';
import { httpRoutes } from '#shared/contracts/routes.ts';
import { tables } from '#shared/store/tables.ts';
import { makeTemplate } from './stack.ts';
import { resourceNamed, resourcesOf, target } from './template-reading.ts';

const targetFunctions = {
  'transit/serve-api': 'TransitServeApi',
  'places/serve-api': 'PlacesServeApi',
  'places/report-problem': 'ReportsReportProblem',
  'displays/serve-pages': 'DisplaysServePages',
  'staff/serve-staff': 'StaffServeStaff',
} as const;

describe.each(stageNames)('stage %s', (stage) => {
  const template = makeTemplate(stage);
  const hasFront = stages[stage].front !== undefined;

  test('has the tables of the definitions, and no other', () => {
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', tables.length);
    template.resourceCountIs('AWS::DynamoDB::Table', 0);
    for (const table of tables) {
      template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
        BillingMode: 'PAY_PER_REQUEST',
        // As on one machine.
        ...keysOf(table),
        TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
        StreamSpecification: table.stream ? { StreamViewType: 'NEW_AND_OLD_IMAGES' } : Match.absent(),
        Replicas: [
          Match.objectLike({
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: !table.rebuildable },
            DeletionProtectionEnabled: stage === 'production',
          }),
        ],
      });
    }
    for (const table of Object.values(template.findResources('AWS::DynamoDB::GlobalTable'))) {
      expect(table.DeletionPolicy).toBe(stage === 'production' ? 'Retain' : 'Delete');
    }
  });

  test('has every function on Node 24 and arm64, with a log group of its own that expires', () => {
    type LambdaFunction = { Runtime: string; Architectures: string[]; LoggingConfig: { LogGroup: unknown } };
    const functions = resourcesOf<LambdaFunction>(template, 'AWS::Lambda::Function');
    const entries = Object.keys(functionEntries).filter(
      (entry) => hasFront || entry !== 'front/admit-request',
    );
    expect(functions).toHaveLength(entries.length);
    const logGroups = new Set<string>();
    for (const { properties } of functions) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      logGroups.add(target(properties.LoggingConfig.LogGroup));
    }
    expect(logGroups.size).toBe(functions.length);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: Match.anyValue() });
  });

  test('sends every route of the table to its function, and has no other route', () => {
    type Route = { RouteKey: string; Target: { 'Fn::Join': [string, [string, unknown]] } };
    type Integration = { IntegrationUri: unknown; PayloadFormatVersion: string };
    const routes = resourcesOf<Route>(template, 'AWS::ApiGatewayV2::Route');
    const integrations = resourcesOf<Integration>(template, 'AWS::ApiGatewayV2::Integration');
    const actual = routes.map(({ properties }) => {
      const id = target(properties.Target['Fn::Join'][1][1]);
      const integration = integrations.find(({ logicalId }) => logicalId === id)?.properties;
      expect(integration?.PayloadFormatVersion).toBe('2.0');
      return [properties.RouteKey, target(integration?.IntegrationUri)];
    });
    const expected = httpRoutes.flatMap(({ method, path, target: entry }) => {
      const { logicalId } = resourceNamed(template, 'AWS::Lambda::Function', targetFunctions[entry]);
      // What is public can be asked for without its body; pages of staff need not.
      const isPublicRead = method === 'GET' && !path.startsWith('/staff');
      const methods = isPublicRead ? ['GET', 'HEAD'] : [method];
      return methods.map((each) => [`${each} ${path}`, logicalId]);
    });
    expect(actual.sort()).toEqual(expected.sort());
    expect(integrations).toHaveLength(new Set(httpRoutes.map((route) => route.target)).size);
  });

  test('keeps access logs without a person in them, and throttles', () => {
    type Stage = { AccessLogSettings: { Format: string }; DefaultRouteSettings: object };
    const { properties } = resourceNamed<Stage>(template, 'AWS::ApiGatewayV2::Stage', 'Web');
    expect(properties.AccessLogSettings.Format).toContain('$context.routeKey');
    expect(properties.AccessLogSettings.Format).not.toMatch(/sourceIp|userAgent|identity|\$context\.path/);
    expect(properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: expect.any(Number),
      ThrottlingBurstLimit: expect.any(Number),
    });
  });

  test('names what an operator needs in its outputs', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual(
      [
        'AlarmTopicArn',
        'ApiUrl',
        'AuditTableName',
        'ImagesBucketName',
        'ImportFunctionName',
        'ListingsTableName',
        'ImportPlacesFunctionName',
        'PlacesTableName',
        'PollFunctionName',
        'PollQueueUrl',
        'PublishDueFunctionName',
        'ReportProblemFunctionName',
        'ReportsTableName',
        'ServeStaffFunctionName',
        'SessionsTableName',
        'SiteUrl',
        'TransitTableName',
        ...(hasFront ? ['FrontHost', 'StaffPoolId'] : []),
      ].sort(),
    );
  });
});

test('the pages find their assets beside their code', () => {
  makeTemplate('production', { helpText: 'Ring 01738 000000.' }).hasResourceProperties(
    'AWS::Lambda::Function',
    {
      Environment: {
        Variables: Match.objectLike({
          ASSETS_DIRECTORY: 'assets',
          HELP_TEXT: 'Ring 01738 000000.',
        }),
      },
    },
  );
});
