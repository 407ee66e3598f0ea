import { benchImport } from '../import.ts';
import type { PartReport, Row } from '../report.ts';

export async function benchImports(withPeer: boolean): Promise<PartReport> {
  const rows: Row[] = [];
  const items: Row[] = [];
  for await (const { feed, ours, peer } of benchImport(withPeer)) {
    console.error(`  import: ${feed}`);
    rows.push([
      feed,
      ours.stopTimes,
      ours.seconds,
      ours.cpuSeconds,
      ours.stopTimesPerSecond,
      ours.peakRssMegabytes,
      ours.writeUnits,
    ]);
    if (peer && 'unavailable' in peer)
      rows.push([`${feed}, npm package gtfs: ${peer.unavailable}`, '', '', '', '', '', '']);
    else if (peer)
      rows.push([
        `${feed}, npm package gtfs`,
        '',
        peer.seconds,
        '',
        peer.stopTimesPerSecond,
        peer.peakRssMegabytes,
        '',
      ]);
    const { stopItemBytes: bytes, stopReadUnits: units } = ours;
    items.push([
      feed,
      ours.stops,
      bytes.p50 / 1024,
      bytes.p95 / 1024,
      bytes.max / 1024,
      units.p50,
      units.p95,
      units.max,
    ]);
  }
  return {
    tables: [
      {
        title: 'Timetable imports',
        columns: ['feed', 'stop_times', 's', 'CPU s', 'stop_times/s', 'peak RSS MB', 'write units'],
        rows,
      },
      {
        title: "Stops' timetable items, compressed",
        columns: ['feed', 'stops', 'kB p50', 'p95', 'max', 'read units p50', 'p95', 'max'],
        rows: items,
      },
    ],
    targets: [],
  };
}
