import { importTimetable } from '#functions/transit/import-timetable/import-timetable.ts';
import { createTables, localDynamoDbClient, startEmbeddedDynamoDb } from '#infra/local/embedded-dynamodb.ts';
import { systemClock } from '#shared/platform/clock.ts';
import { queryItems } from '#shared/store/read-items.ts';
import { loadStopDirectory, stopKey } from '#shared/store/timetable-store.ts';
import { quantiles } from './quantiles.ts';

/** One import in a process of its own, so that its peak memory is its own. Prints one line of JSON. */
const [url = ''] = process.argv.slice(2);
const engine = await startEmbeddedDynamoDb();
const client = localDynamoDbClient(engine.endpoint);
await createTables(client);
const units = { read: 0, write: 0 };
const store = {
  client,
  tableName: 'Transit',
  onCapacity: ({ kind, units: used }: { kind: 'read' | 'write'; units: number }) => {
    units[kind] += used;
  },
};
const feed = { id: 'bench', url };
const began = performance.now();
const cpuBefore = process.cpuUsage();
const { version, report } = await importTimetable({ ...store, feed, clock: systemClock });
const seconds = (performance.now() - began) / 1000;
const cpu = process.cpuUsage(cpuBefore);
const peakRssMegabytes = process.resourceUsage().maxRSS / 1024;
const writeUnits = units.write;

const bytes: number[] = [];
const readUnits: number[] = [];
const directory = await loadStopDirectory(store, feed.id, version);
const step = Math.max(1, Math.floor(directory.length / 2000));
for (let i = 0; i < directory.length; i += step) {
  const key = stopKey(feed.id, version, directory[i]?.id ?? '');
  units.read = 0;
  const items = await queryItems(store, key.pk, key.sk);
  readUnits.push(units.read);
  bytes.push(items.reduce((sum, item) => sum + (item.data?.B?.length ?? 0), 0));
}
const stopTimes = report.counts['stop_times.txt'] ?? 0;
console.log(
  JSON.stringify({
    stopTimes,
    stops: directory.length,
    seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    stopTimesPerSecond: stopTimes / seconds,
    peakRssMegabytes,
    writeUnits,
    stopItemBytes: quantiles(bytes),
    stopReadUnits: quantiles(readUnits),
  }),
);
await engine.stop();
