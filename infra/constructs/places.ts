import { Duration, TimeZone } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { configSchema as importConfigSchema } from '#functions/places/import-places/config.ts';
import type { configSchema } from '#functions/places/serve-api/config.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { placesTable } from '#shared/store/tables.ts';
import type { ListingTables } from './listing-tables.ts';
import { DataTable } from './primitives/data-table.ts';
import { ImageBucket } from './primitives/image-bucket.ts';
import { linesWithCode, logMetric } from './primitives/log-metric.ts';
import { runOnSchedule } from './primitives/run-on-schedule.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';
import { readActions } from './transit.ts';

export interface PlacesProps {
  readonly places: PlacesConfig;
  readonly listingTables: ListingTables;
  readonly publicOrigin: string | undefined;
  readonly surroundings: Surroundings;
}

/** Accessible places: listings from outside, their pictures, and the API and open data over them. */
export class Places extends Construct {
  readonly table: DataTable;
  readonly images: ImageBucket;
  readonly importPlaces: ServiceFunction;
  readonly serveApi: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { places, listingTables, publicOrigin, surroundings }: PlacesProps,
  ) {
    super(scope, id);
    const { alarms, keepData } = surroundings;
    this.table = new DataTable(this, 'Table', { definition: placesTable, keepData, alarms });
    this.images = new ImageBucket(this, 'Images', { keepData });
    const { table, images } = this;
    const environment = { PLACES_TABLE_NAME: table.tableName, PLACES: JSON.stringify(places) };
    this.importPlaces = new ServiceFunction<typeof importConfigSchema>(this, 'Import', {
      entry: 'places/import-places',
      description: 'Takes in the listings of all sources.',
      memoryMegabytes: 1024,
      timeout: Duration.minutes(10),
      environment: { ...environment, ...listingTables.environment },
      surroundings,
    });
    const writes = ['dynamodb:BatchWriteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
    table.grants.actions(this.importPlaces, ...readActions, ...writes);
    listingTables.allowSteps(this.importPlaces);
    this.serveApi = new ServiceFunction<typeof configSchema>(this, 'ServeApi', {
      entry: 'places/serve-api',
      description: 'Answers the places API, the open data and pictures.',
      memoryMegabytes: 512,
      timeout: Duration.seconds(20),
      environment: {
        ...environment,
        IMAGES: images.address,
        ...(publicOrigin && { PUBLIC_ORIGIN: publicOrigin }),
      },
      surroundings,
    });
    table.grants.actions(this.serveApi, ...readActions);
    images.allowRead(this.serveApi);
    this.schedule(surroundings);
    this.addAlarms(surroundings);
  }

  private schedule({ alarms }: Surroundings): void {
    runOnSchedule(this, this.importPlaces, {
      id: 'Hourly',
      description: 'Hourly import of all listings',
      schedule: ScheduleExpression.cron({ minute: '10', timeZone: TimeZone.EUROPE_LONDON }),
      retryAttempts: 3,
      maximumAge: Duration.minutes(30),
      runAgainFor: Duration.hours(1),
      deadLetters: {
        runbook: 'places-dead-letters',
        impact: 'An import of listings was given up; visitors see the last good ones.',
      },
      alarms,
    });
  }

  private addAlarms({ alarms }: Surroundings): void {
    alarms.add(this, 'ImportErrorAlarm', {
      runbook: 'places-import-errors',
      impact: 'An import of listings failed; visitors see the last good ones.',
      metric: this.importPlaces.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
    });
    alarms.add(this, 'RefusedAlarm', {
      runbook: 'places-refused',
      impact: 'A source of listings is not fit to show; visitors see its last good listings.',
      metric: logMetric(this, 'Refused', linesWithCode('PLACES_REFUSED'), {
        metricName: 'PlacesRefused',
        logGroups: [this.importPlaces.logs],
        period: Duration.hours(1),
      }),
      threshold: 1,
    });
  }
}
