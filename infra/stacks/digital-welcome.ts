import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig, StageName } from '../config.ts';
import { Displays } from '../constructs/displays.ts';
import { Front } from '../constructs/front.ts';
import { ListingTables } from '../constructs/listing-tables.ts';
import { Places } from '../constructs/places.ts';
import { Alarms } from '../constructs/primitives/alarms.ts';
import { Reports } from '../constructs/reports.ts';
import { Staff } from '../constructs/staff.ts';
import { StaffIdentity } from '../constructs/staff-identity.ts';
import { Transit } from '../constructs/transit.ts';
import { WebApi } from '../constructs/web-api.ts';

export interface DigitalWelcomeStackProps extends StackProps {
  readonly stage: StageName;
  readonly config: StageConfig;
  /** The front's firewall, which lies in another region. */
  readonly webAclArn?: string | undefined;
}

/** One stage, whole. It only composes. */
export class DigitalWelcomeStack extends Stack {
  readonly identity: StaffIdentity;

  constructor(scope: Construct, id: string, props: DigitalWelcomeStackProps) {
    const { stage, config, webAclArn, ...stackProps } = props;
    super(scope, id, { ...stackProps, description: `Digital Welcome, ${stage}` });
    Tags.of(this).add('stage', stage);

    const { alarmEmail, helpText, network, places, pollSeconds, throttle, logRetention, keepData } = config;
    const alarms = new Alarms(this, 'Alarms', alarmEmail ? { email: alarmEmail } : {});
    const surroundings = { alarms, logRetention, keepData };
    const web = new WebApi(this, 'Web', { throttle, surroundings });
    const front =
      config.front &&
      new Front(this, 'Front', { ...config.front, apiHost: web.host, webAclArn, surroundings });
    // What the functions need to be told: without it they are seen under the API's own name.
    const publicOrigin = front?.origin ?? config.publicOrigin;
    const origin = publicOrigin ?? `https://${web.host}`;
    this.identity = new StaffIdentity(this, 'StaffIdentity', {
      identity: config.identity,
      origin,
      firewall: config.firewall,
      surroundings,
    });
    const transit = new Transit(this, 'Transit', { network, pollSeconds, surroundings });
    const listingTables = new ListingTables(this, 'Editing', surroundings);
    const listings = new Places(this, 'Places', { places, listingTables, publicOrigin, surroundings });
    const displays = new Displays(this, 'Displays', {
      transitTable: transit.table,
      placesTable: listings.table,
      network,
      places,
      helpText,
      publicOrigin,
      surroundings,
    });
    const reports = new Reports(this, 'Reports', {
      placesTable: listings.table,
      places,
      helpText,
      publicOrigin,
      surroundings,
    });
    const staff = new Staff(this, 'Staff', {
      identity: this.identity,
      listingTables,
      placesTable: listings.table,
      images: listings.images,
      reportsTable: reports.table,
      places,
      twoPersonRule: config.twoPersonRule,
      publicOrigin,
      surroundings,
    });
    const targets = {
      'transit/serve-api': transit.serveApi,
      'places/serve-api': listings.serveApi,
      'places/report-problem': reports.reportProblem,
      'displays/serve-pages': displays.servePages,
      'staff/serve-staff': staff.serveStaff,
    };
    web.addRoutes(targets, front?.authorizer);

    const outputs = {
      SiteUrl: origin,
      ApiUrl: web.url,
      TransitTableName: transit.table.tableName,
      PlacesTableName: listings.table.tableName,
      ListingsTableName: listingTables.listings.tableName,
      AuditTableName: listingTables.audit.tableName,
      ReportsTableName: reports.table.tableName,
      SessionsTableName: staff.sessions.tableName,
      ImagesBucketName: listings.images.bucketName,
      ImportPlacesFunctionName: listings.importPlaces.functionName,
      ServeStaffFunctionName: staff.serveStaff.functionName,
      PublishDueFunctionName: staff.publishDue.functionName,
      ReportProblemFunctionName: reports.reportProblem.functionName,
      ImportFunctionName: transit.timetableImport.function.functionName,
      PollFunctionName: transit.realtimePoll.function.functionName,
      PollQueueUrl: transit.realtimePoll.queue.queueUrl,
      AlarmTopicArn: alarms.topic.topicArn,
      ...(front && { FrontHost: front.distribution.distributionDomainName }),
      ...(this.identity.pool && { StaffPoolId: this.identity.pool.userPoolId }),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
