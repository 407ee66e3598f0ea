import { afterAll, beforeAll, expect, it } from 'vitest';
import { clockWithOffset } from '#shared/platform/clock.ts';
import { ImportJournal } from '#shared/store/import-journal.ts';
import { transitTable } from '#shared/store/tables.ts';
import { forgetDeadImports } from './dead-imports.ts';
import {
  createTables,
  type EmbeddedDynamoDb,
  localDynamoDbClient,
  startEmbeddedDynamoDb,
} from './embedded-dynamodb.ts';

let engine: EmbeddedDynamoDb;
beforeAll(async () => {
  engine = await startEmbeddedDynamoDb();
});
afterAll(() => engine.stop());

it('lets a timetable be imported at once after a process was killed while it imported', async () => {
  const store = { client: localDynamoDbClient(engine.endpoint), tableName: transitTable.name };
  await createTables(store.client);
  const open = (holder: string) => ImportJournal.open(store, 'city', clockWithOffset(0), holder);
  const dead = await open('killed');
  await dead.note(['half-written']);
  await expect(open('next')).rejects.toThrow(/Another import/);

  await forgetDeadImports(store.client, ['city', 'never imported']);
  expect((await open('next')).leftovers).toEqual(['half-written']);
});
