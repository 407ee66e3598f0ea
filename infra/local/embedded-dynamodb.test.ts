import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { transitTable } from '#shared/store/tables.ts';
import { createTables, localDynamoDbClient, startEmbeddedDynamoDb } from './embedded-dynamodb.ts';

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

describe('the embedded DynamoDB engine', () => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const undo of cleanUp.splice(0).reverse()) await undo();
  });

  async function directory(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'engine-'));
    cleanUp.push(() => rm(path, { recursive: true }));
    return path;
  }

  it('creates the tables once, however often it is asked', async () => {
    const engine = await startEmbeddedDynamoDb();
    cleanUp.push(() => engine.stop());
    const client = localDynamoDbClient(engine.endpoint);
    await createTables(client);
    await createTables(client);
    expect((await client.send(new ListTablesCommand({}))).TableNames).toContain(transitTable.name);
  });

  it('keeps what was written in its data directory', async () => {
    const path = await directory();
    const item = { [transitTable.partitionKey]: { S: 'a' }, [transitTable.sortKey]: { S: 'b' } };
    const first = await startEmbeddedDynamoDb(path);
    await createTables(localDynamoDbClient(first.endpoint));
    await localDynamoDbClient(first.endpoint).send(
      new PutItemCommand({ TableName: transitTable.name, Item: item }),
    );
    await first.stop();
    expect(await answers(first.endpoint)).toBe(false);

    const second = await startEmbeddedDynamoDb(path);
    cleanUp.push(() => second.stop());
    const found = await localDynamoDbClient(second.endpoint).send(
      new GetItemCommand({ TableName: transitTable.name, Key: item }),
    );
    expect(found.Item).toEqual(item);
  });

  it('refuses a data directory that another engine works on', async () => {
    const path = await directory();
    const first = await startEmbeddedDynamoDb(path);
    cleanUp.push(() => first.stop());
    await expect(startEmbeddedDynamoDb(path)).rejects.toThrow(`The data in ${path} is in use`);
  });

  it('says at once why it cannot start', async () => {
    const path = await directory();
    await writeFile(join(path, 'dynamodb.sqlite'), 'this is no database, and long enough to be read as one');
    const started = Date.now();
    await expect(startEmbeddedDynamoDb(path)).rejects.toThrow(/did not start with its data in .*database/i);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('ends when its parent is killed with SIGKILL', async () => {
    const parent = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        `import { startEmbeddedDynamoDb } from ${JSON.stringify(import.meta.resolve('./embedded-dynamodb.ts'))};
         console.log((await startEmbeddedDynamoDb()).endpoint);
         setInterval(() => {}, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = await once(parent.stdout, 'data');
    const endpoint = String(line).trim();
    expect(await answers(endpoint)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(async () => expect(await answers(endpoint)).toBe(false), 5000);
  });
});
