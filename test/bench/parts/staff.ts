import { createTables, localDynamoDbClient } from '#infra/local/embedded-dynamodb.ts';
import type { BenchEngine } from '../bench-engine.ts';
import type { StaffDeskJob, StaffStep } from '../jobs/staff-desk.ts';
import type { StaffFillJob } from '../jobs/staff-fill.ts';
import { runMeasured } from '../measured-process.ts';
import type { Units } from '../metered-client.ts';
import type { PartReport } from '../report.ts';
import type { Cost } from '../samples.ts';

/** Of the function that serves staff. */
const MEMORY_MEGABYTES = 1_024;
const LISTINGS = 10_000;
const ROWS = 1_500;
/** What the gateway and the function's answer allow. */
const MOST_SECONDS = 29;
const MOST_ANSWER = 6;

/** The pages of staff, with as many listings as a county has. */
export async function benchStaff(engine: BenchEngine): Promise<PartReport> {
  const prefix = 'BenchStaff';
  const client = localDynamoDbClient(engine.endpoint);
  await createTables(client, prefix);
  client.destroy();
  const fill: StaffFillJob = { endpoint: engine.endpoint, prefix, count: LISTINGS };
  console.error(`  ${LISTINGS} listings`);
  const filled = await runMeasured<StaffFillJob, Cost & { units: Units }>(
    'staff-fill',
    MEMORY_MEGABYTES,
    fill,
  );
  console.error('  somebody at work');
  const job: StaffDeskJob = { ...fill, rows: ROWS };
  const desk = await runMeasured<StaffDeskJob, StaffStep[]>('staff-desk', MEMORY_MEGABYTES, job, 'inherit', [
    '--import',
    'tsx',
  ]);
  const steps = desk.result;
  const failed = steps.find(({ status }) => status >= 400);
  if (failed) throw new Error(`${failed.name}: ${failed.status}`);
  const { wallMilliseconds, cpuMilliseconds, units } = filled.result;
  const slowest = Math.max(...steps.map((step) => step.wallMilliseconds));
  const first = steps.find(({ name }) => name === 'first page');
  return {
    tables: [
      {
        title: `Staff at ${LISTINGS} listings, a file of ${ROWS} rows; peak memory ${Math.round(desk.peakRssMegabytes)} MB`,
        columns: ['request', 'wall ms', 'CPU ms', 'read units', 'write units', 'answer kB'],
        rows: [
          [
            'write one listing',
            wallMilliseconds / LISTINGS,
            cpuMilliseconds / LISTINGS,
            units.read / LISTINGS,
            units.write / LISTINGS,
            0,
          ],
          ...steps.map((step) => [
            step.name,
            step.wallMilliseconds,
            step.cpuMilliseconds,
            step.read,
            step.write,
            step.answerBytes / 1000,
          ]),
        ],
      },
    ],
    targets: [
      { what: 'staff, slowest request', measured: slowest / 1000, below: MOST_SECONDS, unit: 's' },
      {
        what: 'staff, largest answer',
        measured: Math.max(...steps.map(({ answerBytes }) => answerBytes)) / 1e6,
        below: MOST_ANSWER,
        unit: 'MB',
      },
      { what: 'staff, first page', measured: first?.read ?? Number.NaN, below: 100, unit: 'read units' },
    ],
  };
}
