import type { BenchEngine } from '../bench-engine.ts';
import { type PlaceRuns, runPlaces } from '../place-runs.ts';
import { searchKinds } from '../place-searches.ts';
import { kindTitles, MEGABYTE, tablesOf, title } from '../place-tables.ts';
import type { PartReport, Target } from '../report.ts';
import { percentile } from '../samples.ts';

const PLACE_COUNTS = [1_000, 10_000, 100_000];
const TARGET_COUNT = 10_000;

function targetsOf(runs: PlaceRuns): Target[] {
  const visible = runs.changes.map(({ visibleMilliseconds }) => visibleMilliseconds / 1000);
  return [
    ...searchKinds.map((kind) => ({
      what: `${title(runs)}, ${kindTitles[kind]}, p99`,
      measured: percentile(runs.searches.result.kinds[kind].milliseconds, 0.99),
      below: 20,
      unit: 'ms',
    })),
    {
      what: `${title(runs)}, the snapshot`,
      measured: runs.published.result.units.bucketBytes / MEGABYTE,
      below: 4,
      unit: 'MB',
    },
    {
      what: `${title(runs)}, from publishing to visible, slowest of ${visible.length}`,
      measured: Math.max(...visible),
      below: 10,
      unit: 's',
    },
  ];
}

/** Published places, up to so many of them. */
export async function benchPlaces(engine: BenchEngine, runs: number, most: number): Promise<PartReport> {
  const sizes: PlaceRuns[] = [];
  for (const count of PLACE_COUNTS.filter((each) => each <= most))
    sizes.push(await runPlaces(engine, count, runs));
  return {
    tables: tablesOf(sizes),
    targets: sizes.filter(({ count }) => count === TARGET_COUNT).flatMap(targetsOf),
  };
}
