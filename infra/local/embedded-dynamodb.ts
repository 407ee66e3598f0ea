import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DynamoDBClient,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type TableDefinition, tables } from '#shared/store/tables.ts';
import { freePort } from './free-port.ts';

export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

function binaryPath(): string {
  const require = createRequire(import.meta.url);
  try {
    const path = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    if (existsSync(path)) return path;
  } catch {
    // not installed: said below
  }
  throw new DomainError(
    'configuration',
    'No embedded DynamoDB engine for this platform (it ships for Linux x64). Set DYNAMODB_ENDPOINT to a DynamoDB-compatible engine.',
  );
}

/** Names the engine that works on a data directory, for the next one that would. */
const engineFile = (directory: string) => join(directory, 'engine');

/** Two engines on one file would not see each other's writes. */
async function refuseSecondEngine(directory: string): Promise<void> {
  const text = await readFile(engineFile(directory), 'utf8').catch(() => '');
  const [pid = '', endpoint = ''] = text.trim().split(' ');
  if (!isRunning(Number(pid)) || !(await answers(endpoint))) return;
  throw new DomainError('conflict', `The data in ${directory} is in use by another process (engine ${pid}).`);
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// The engine's lifeline is the pipe that this process holds: when it closes, even by SIGKILL, `read` ends and the
// engine with it. The shell itself lives exactly as long as the engine, so that a failed start is seen at once.
const lifeline = `
exec 3<&0
"$@" >&2 </dev/null 3<&- & engine=$!
( read -r _ <&3; kill $engine ) 2>/dev/null & watch=$!
exec 3<&-
trap "kill $engine 2>/dev/null" TERM INT
wait $engine; code=$?
kill $watch 2>/dev/null
exit $code`;

/** Starts Dynoxide, in memory or with its data in `dataDirectory`; it ends with this process, however that ends. */
export async function startEmbeddedDynamoDb(dataDirectory?: string): Promise<EmbeddedDynamoDb> {
  if (dataDirectory) await refuseSecondEngine(dataDirectory);
  const port = await freePort();
  const engine = [binaryPath(), '--host', '127.0.0.1', '--port', String(port)];
  if (dataDirectory) engine.push('--db-path', join(dataDirectory, 'dynamodb.sqlite'));
  const shell = spawn('/bin/sh', ['-c', lifeline, 'dynoxide', ...engine], {
    stdio: ['pipe', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C reaches this process alone, which then ends the engine after its last request.
    detached: true,
  });
  let said = '';
  shell.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  const exited = once(shell, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 15_000;
  while (!(await answers(endpoint))) {
    if (shell.exitCode !== null || Date.now() > deadline) {
      shell.stdin.end();
      const reason = said
        .trim()
        .replace(/^error: /, '')
        .replaceAll('\n', ' ');
      const place = dataDirectory ? ` with its data in ${dataDirectory}` : '';
      throw new DomainError('unavailable', `The embedded DynamoDB engine did not start${place}: ${reason}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  if (dataDirectory) await writeFile(engineFile(dataDirectory), `${shell.pid} ${endpoint}\n`);
  return {
    endpoint,
    async stop() {
      shell.stdin.end();
      await exited;
    },
  };
}

function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint).then(
    () => true,
    () => false,
  );
}

/** A client for the embedded engine or any other local endpoint; which look at no credentials. */
export function localDynamoDbClient(endpoint: string): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
}

/** Creates the tables that do not exist yet, as the stack would. `prefix` keeps tests on one engine apart. */
export async function createTables(client: DynamoDBClient, prefix = ''): Promise<void> {
  for (const table of tables) await createTable(client, table, `${prefix}${table.name}`);
}

/** Every key of ours is text. */
export const keysOf = ({ partitionKey, sortKey }: TableDefinition) =>
  ({
    AttributeDefinitions: [
      { AttributeName: partitionKey, AttributeType: 'S' },
      { AttributeName: sortKey, AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
  }) satisfies Partial<CreateTableCommandInput>;

async function createTable(client: DynamoDBClient, table: TableDefinition, name: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        ...keysOf(table),
      }),
    );
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: table.ttlAttribute, Enabled: true },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceInUseException') throw error;
  }
}
