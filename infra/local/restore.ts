import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { restoreTable } from './restore-table.ts';

/** `npm run restore -- RESTORED-TABLE TABLE [--keep-others]`: see docs/runbook/how-to/restore.md. */
const options = process.argv.slice(2);
const [from, to, ...more] = options.filter((option) => option !== '--keep-others');
if (!from || !to || more.length > 0) {
  console.error('npm run restore -- RESTORED-TABLE TABLE [--keep-others]');
  process.exit(2);
}
const client = new DynamoDBClient({});
try {
  const keepOthers = options.includes('--keep-others');
  const { put, removed } = await restoreTable(
    { client, tableName: from },
    { client, tableName: to },
    { keepOthers },
  );
  console.log(`${to}: ${put} items put back, ${removed} removed that were not there then`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
