import { createTables, localDynamoDbClient, startEmbeddedDynamoDb } from '#infra/local/embedded-dynamodb.ts';
import type { CapacityUse, DataStore } from '#shared/store/data-store.ts';
import { type TableDefinition, transitTable } from '#shared/store/tables.ts';

export interface LocalStore extends DataStore {
  readonly endpoint: string;
  /** Another table of the same engine. */
  table(definition: TableDefinition): DataStore;
  /** Units that requests have consumed since the last call. */
  takeCapacity(): { readonly read: number; readonly write: number };
  stop(): Promise<void>;
}

/** A store on an engine of its own: the real one, empty. */
export async function openLocalStore({ name } = transitTable): Promise<LocalStore> {
  const engine = await startEmbeddedDynamoDb();
  const client = localDynamoDbClient(engine.endpoint);
  await createTables(client);
  let used: CapacityUse[] = [];
  return {
    endpoint: engine.endpoint,
    client,
    tableName: name,
    table: (definition) => ({ client, tableName: definition.name }),
    onCapacity: (use) => {
      used.push(use);
    },
    takeCapacity() {
      const taken = used;
      used = [];
      const sum = (kind: CapacityUse['kind']) =>
        taken.reduce((total, use) => total + (use.kind === kind ? use.units : 0), 0);
      return { read: sum('read'), write: sum('write') };
    },
    async stop() {
      client.destroy();
      await engine.stop();
    },
  };
}
