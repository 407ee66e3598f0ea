import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { LogCode } from '#functions/runtime/logger.ts';
import type { configSchema as publishDueConfigSchema } from '#functions/staff/publish-due/config.ts';
import type { configSchema } from '#functions/staff/serve-staff/config.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { sessionsTable } from '#shared/store/tables.ts';
import type { ListingTables } from './listing-tables.ts';
import { DataTable } from './primitives/data-table.ts';
import type { ImageBucket } from './primitives/image-bucket.ts';
import { linesWithCode, logMetric } from './primitives/log-metric.ts';
import { runOnSchedule } from './primitives/run-on-schedule.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';
import type { StaffIdentity } from './staff-identity.ts';

export interface StaffProps {
  readonly identity: StaffIdentity;
  readonly listingTables: ListingTables;
  readonly placesTable: DataTable;
  readonly images: ImageBucket;
  /** What visitors say is wrong. */
  readonly reportsTable: DataTable;
  readonly places: PlacesConfig;
  readonly twoPersonRule: boolean;
  /** Scheme and host that staff see; without it, those of the API. */
  readonly publicOrigin: string | undefined;
  readonly surroundings: Surroundings;
}

const actions = (...names: string[]) => names.map((name) => `dynamodb:${name}`);

/** Where staff write listings: drafts, their way to the public, and the record of who did what. */
export class Staff extends Construct {
  readonly serveStaff: ServiceFunction;
  readonly publishDue: ServiceFunction;
  readonly sessions: DataTable;

  constructor(scope: Construct, id: string, props: StaffProps) {
    super(scope, id);
    const { identity, listingTables, placesTable, images, reportsTable, places, twoPersonRule } = props;
    const { publicOrigin, surroundings } = props;
    const { alarms, keepData } = surroundings;
    const { audit } = listingTables;
    this.sessions = new DataTable(this, 'Sessions', { definition: sessionsTable, keepData, alarms });
    const environment = {
      ...listingTables.environment,
      PLACES_TABLE_NAME: placesTable.tableName,
      PLACES: JSON.stringify(places),
    };
    this.serveStaff = new ServiceFunction<typeof configSchema>(this, 'ServeStaff', {
      entry: 'staff/serve-staff',
      description: 'Pages where staff write listings.',
      memoryMegabytes: 1024,
      timeout: Duration.seconds(29),
      environment: {
        ...environment,
        ...identity.environment,
        IMAGES: images.address,
        SESSIONS_TABLE_NAME: this.sessions.tableName,
        REPORTS_TABLE_NAME: reportsTable.tableName,
        TWO_PERSON_RULE: twoPersonRule ? 'on' : 'off',
        ASSETS_DIRECTORY: 'assets',
        ...(publicOrigin && { PUBLIC_ORIGIN: publicOrigin }),
      },
      surroundings,
    });
    identity.grantClientSecret(this.serveStaff);
    images.allowPut(this.serveStaff);
    // Of drafts, which nobody else is shown.
    images.allowRead(this.serveStaff);
    this.publishDue = new ServiceFunction<typeof publishDueConfigSchema>(this, 'PublishDue', {
      entry: 'staff/publish-due',
      description: 'Publishes listings at the time that was set.',
      memoryMegabytes: 1024,
      timeout: Duration.seconds(50),
      environment,
      surroundings,
    });
    for (const writer of [this.serveStaff, this.publishDue]) {
      listingTables.allowSteps(writer);
      // What is public: revisions and the snapshot.
      const publishes = actions('GetItem', 'Query', 'PutItem', 'BatchWriteItem', 'UpdateItem');
      placesTable.grants.actions(writer, ...publishes);
    }
    listingTables.allowForms(this.serveStaff);
    audit.grants.actions(this.serveStaff, ...actions('Query'));
    this.sessions.grants.actions(this.serveStaff, ...actions('GetItem', 'Query', 'PutItem', 'DeleteItem'));
    const decides = actions('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem');
    reportsTable.grants.actions(this.serveStaff, ...decides);
    this.schedule(surroundings);
    this.addAlarms(surroundings);
    this.addSignInAlarms(surroundings);
  }

  private schedule({ alarms }: Surroundings): void {
    runOnSchedule(this, this.publishDue, {
      id: 'EveryMinute',
      description: 'Listings that are due',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      retryAttempts: 1,
      maximumAge: Duration.minutes(5),
      deadLetters: {
        runbook: 'staff-dead-letters',
        impact: 'What was to be published or taken out at a set time may not have been.',
      },
      alarms,
    });
  }

  private addSignInAlarms({ alarms }: Surroundings): void {
    const served = (id: string, code: LogCode, metricName: string, period: Duration) =>
      logMetric(this, id, linesWithCode(code), { metricName, logGroups: [this.serveStaff.logs], period });
    const fiveMinutes = Duration.minutes(5);
    alarms.add(this, 'ProviderFailedAlarm', {
      runbook: 'identity-provider-failed',
      impact: 'Staff cannot sign in: the identity provider is not there, or does not take our secret.',
      metric: served('ProviderFailed', 'IDENTITY_PROVIDER_FAILED', 'IdentityProviderFailed', fiveMinutes),
      // One may be a connection that was lost.
      threshold: 2,
    });
    alarms.add(this, 'SignInFailedAlarm', {
      runbook: 'staff-sign-in-failed',
      impact: 'Many sign-ins of staff fail: their settings are wrong, or somebody is trying.',
      metric: served('SignInFailed', 'SIGN_IN_FAILED', 'StaffSignInFailed', Duration.minutes(15)),
      // A person who cannot get in tries some times.
      threshold: 10,
    });
    alarms.add(this, 'RefusedAlarm', {
      runbook: 'staff-requests-refused',
      impact: 'Somebody who has signed in asks again and again for what they may not do.',
      metric: served('Refused', 'STAFF_REQUEST_REFUSED', 'StaffRequestsRefused', fiveMinutes),
      threshold: 30,
    });
  }

  private addAlarms({ alarms }: Surroundings): void {
    alarms.add(this, 'PublishDueErrorAlarm', {
      runbook: 'staff-publish-errors',
      impact: 'What was to be published or taken out at a set time may not have been.',
      metric: this.publishDue.metricErrors({ period: Duration.minutes(5) }),
      threshold: 3,
    });
    alarms.add(this, 'PublishMissedAlarm', {
      runbook: 'staff-publish-missed',
      impact: 'Nobody looks for listings whose time has come: what was approved for later stays as it is.',
      metric: this.publishDue.metricInvocations({ period: Duration.minutes(5) }),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: 3,
      missingData: TreatMissingData.BREACHING,
    });
    alarms.add(this, 'NotPublishedAlarm', {
      runbook: 'staff-not-published',
      impact: 'A listing that was approved is not public, because it no longer passes the checks.',
      metric: logMetric(this, 'NotPublished', linesWithCode('LISTING_NOT_PUBLISHED'), {
        metricName: 'ListingNotPublished',
        logGroups: [this.serveStaff.logs, this.publishDue.logs],
        period: Duration.minutes(5),
      }),
      threshold: 1,
    });
  }
}
