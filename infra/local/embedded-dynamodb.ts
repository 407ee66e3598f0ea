import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type TableDefinition, tables } from '#shared/store/tables.ts';

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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port given by the system');
  return address.port;
}

/** Starts Dynoxide, in memory or with its data in `dataDirectory`; it ends with this process, however that ends. */
export async function startEmbeddedDynamoDb(dataDirectory?: string): Promise<EmbeddedDynamoDb> {
  const port = await freePort();
  const engine = [binaryPath(), '--host', '127.0.0.1', '--port', String(port)];
  if (dataDirectory) engine.push('--db-path', join(dataDirectory, 'dynamodb.sqlite'));
  // The shell holds the read end of our pipe: when this process dies, even by SIGKILL, `read` ends and so does the engine.
  const script =
    '"$@" >&2 & child=$!; trap "kill $child 2>/dev/null; exit 0" TERM INT; read -r _; kill $child; wait $child';
  const shell = spawn('/bin/sh', ['-c', script, 'dynoxide', ...engine], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  });
  let said = '';
  shell.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2000);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 15_000;
  for (;;) {
    if (shell.exitCode !== null || Date.now() > deadline) {
      throw new DomainError('unavailable', `The embedded DynamoDB engine did not start: ${said.trim()}`);
    }
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    endpoint,
    async stop() {
      if (shell.exitCode !== null) return;
      shell.stdin.end();
      await once(shell, 'exit');
    },
  };
}

/** A client for the embedded engine or any other local endpoint; the credentials are placeholders. */
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

async function createTable(client: DynamoDBClient, table: TableDefinition, name: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: table.partitionKey, AttributeType: 'S' },
          { AttributeName: table.sortKey, AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: table.partitionKey, KeyType: 'HASH' },
          { AttributeName: table.sortKey, KeyType: 'RANGE' },
        ],
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
