import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { configSchema } from '#functions/displays/serve-pages/config.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import type { NetworkInput } from '../config.ts';
import type { DataTable } from './primitives/data-table.ts';
import { ServiceFunction, type Surroundings } from './primitives/service-function.ts';
import { readActions } from './transit.ts';

export interface DisplaysProps {
  readonly transitTable: DataTable;
  readonly placesTable: DataTable;
  readonly network: NetworkInput;
  readonly places: PlacesConfig;
  readonly helpText: string | undefined;
  readonly publicOrigin: string | undefined;
  readonly surroundings: Surroundings;
}

/** Everything people look at. */
export class Displays extends Construct {
  readonly servePages: ServiceFunction;

  constructor(
    scope: Construct,
    id: string,
    { transitTable, placesTable, network, places, helpText, publicOrigin, surroundings }: DisplaysProps,
  ) {
    super(scope, id);
    this.servePages = new ServiceFunction<typeof configSchema>(this, 'ServePages', {
      entry: 'displays/serve-pages',
      description: 'Renders boards and pages.',
      memoryMegabytes: 512,
      timeout: Duration.seconds(10),
      environment: {
        TABLE_NAME: transitTable.tableName,
        NETWORK: JSON.stringify(network),
        PLACES_TABLE_NAME: placesTable.tableName,
        PLACES: JSON.stringify(places),
        // A function starts in the folder of its code.
        ASSETS_DIRECTORY: 'assets',
        ...(helpText && { HELP_TEXT: helpText }),
        ...(publicOrigin && { PUBLIC_ORIGIN: publicOrigin }),
      },
      surroundings,
    });
    for (const table of [transitTable, placesTable]) table.grants.actions(this.servePages, ...readActions);
  }
}
