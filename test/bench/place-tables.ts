import type { SeenVersion } from './jobs/places-watch.ts';
import { writePurposes, writeUnits } from './metered-places.ts';
import type { InMemory, PlaceRuns, VisibleChange } from './place-runs.ts';
import { type SearchKind, searchKinds } from './place-searches.ts';
import type { Row, Table } from './report.ts';
import { median, percentile } from './samples.ts';

export const MEGABYTE = 1_000_000;

export const kindTitles: Readonly<Record<SearchKind, string>> = {
  text: 'a text with a mistake',
  near: 'near, within 0.5 to 5 km',
  needs: "a scooter's needs, of all",
  open: 'open at a time',
  access: 'two facts',
  all: 'all of these at once',
};

export const title = ({ count }: PlaceRuns) => `${count.toLocaleString('en-GB')} places`;
const middle = <T>(list: readonly T[], of: (each: T) => number) => median(list.map(of));

function publicationRow(runs: PlaceRuns): Row {
  const { result, peakRssMegabytes, memoryMegabytes } = runs.published;
  const { units, wallMilliseconds, cpuMilliseconds, calendarMilliseconds } = result;
  return [
    title(runs),
    wallMilliseconds / 1000,
    cpuMilliseconds / 1000,
    calendarMilliseconds / 1000,
    writeUnits(units),
    ...writePurposes.map((purpose) => units.write[purpose]),
    peakRssMegabytes,
    memoryMegabytes,
  ];
}

function snapshotRow(runs: PlaceRuns): Row {
  const { units } = runs.published.result;
  return [
    title(runs),
    units.buckets,
    units.bucketBytes / MEGABYTE,
    units.bucketBytes / units.buckets / 1000,
    middle(runs.cold, ({ result }) => result.readUnits),
    middle(runs.cold, ({ result }) => result.wallMilliseconds),
    middle(runs.cold, ({ result }) => result.cpuMilliseconds),
    Math.max(...runs.cold.map(({ peakRssMegabytes }) => peakRssMegabytes)),
    Math.max(...runs.cold.map(({ memoryMegabytes }) => memoryMegabytes)),
  ];
}

function changeRow(name: string, changes: readonly VisibleChange[], memory: InMemory<unknown>): Row {
  return [
    name,
    changes.length,
    middle(changes, ({ wallMilliseconds }) => wallMilliseconds),
    middle(changes, ({ cpuMilliseconds }) => cpuMilliseconds),
    middle(changes, ({ units }) => writeUnits(units)),
    ...writePurposes.map((purpose) => middle(changes, ({ units }) => units.write[purpose])),
    middle(changes, ({ units }) => units.read),
    memory.peakRssMegabytes,
    memory.memoryMegabytes,
  ];
}

function visibleRow(runs: PlaceRuns): Row {
  const seen = (of: (version: SeenVersion) => number) => middle(runs.watcher.result.seen, of);
  const visible = runs.changes.map(({ visibleMilliseconds }) => visibleMilliseconds);
  return [
    title(runs),
    median(visible),
    Math.max(...visible),
    seen(({ wallMilliseconds }) => wallMilliseconds),
    seen(({ cpuMilliseconds }) => cpuMilliseconds),
    seen(({ readUnits }) => readUnits),
    runs.watcher.result.idleReadUnits,
    seen(({ textMilliseconds }) => textMilliseconds),
    runs.watcher.peakRssMegabytes,
    runs.watcher.memoryMegabytes,
  ];
}

const searchRows = (runs: PlaceRuns): Row[] =>
  searchKinds.map((kind) => {
    const { milliseconds, cpuMilliseconds, found } = runs.searches.result.kinds[kind];
    return [
      `${title(runs)}, ${kindTitles[kind]}`,
      milliseconds.length,
      median(found),
      median(milliseconds),
      percentile(milliseconds, 0.99),
      median(cpuMilliseconds),
      percentile(cpuMilliseconds, 0.99),
    ];
  });

export const tablesOf = (sizes: readonly PlaceRuns[]): Table[] => [
  {
    title: 'First publication of all places (once)',
    columns: ['places', 's', 'CPU s', 'calendars s', 'write units', ...writePurposes, 'peak RSS MB', 'of MB'],
    rows: sizes.map(publicationRow),
  },
  {
    title: 'The snapshot, and a cold reader of it (medians; of memory the most)',
    columns: ['places', 'buckets', 'MB', 'kB each', 'read units', 'ms', 'CPU ms', 'peak RSS MB', 'of MB'],
    rows: sizes.map(snapshotRow),
  },
  {
    title: 'Publishing one changed place (medians)',
    columns: [
      'places',
      'changes',
      'ms',
      'CPU ms',
      'write units',
      ...writePurposes,
      'read units',
      'peak RSS MB',
      'of MB',
    ],
    rows: sizes.flatMap((runs) => [
      changeRow(`${title(runs)}: first of a process`, runs.changes.slice(0, 1), runs.publisher),
      changeRow(`${title(runs)}: later`, runs.changes.slice(1), runs.publisher),
    ]),
  },
  {
    title: 'Until a warm reader that looks all the time sees it; of its last look (medians)',
    columns: [
      'places',
      'ms in all',
      'slowest',
      'reader ms',
      'CPU ms',
      'read units',
      'idle look',
      'first text ms',
      'peak RSS MB',
      'of MB',
    ],
    rows: sizes.map(visibleRow),
  },
  {
    title: 'Searches of a warm reader, ms',
    columns: ['search', 'searches', 'found p50', 'p50', 'p99', 'CPU p50', 'CPU p99'],
    rows: sizes.flatMap(searchRows),
  },
  {
    title: 'The reader that searches',
    columns: ['places', 'first needs of a process ms', 'first text ms', 'peak RSS MB', 'of MB'],
    rows: sizes.map((runs) => [
      title(runs),
      runs.searches.result.firstNeedsMilliseconds,
      runs.searches.result.firstTextMilliseconds,
      runs.searches.peakRssMegabytes,
      runs.searches.memoryMegabytes,
    ]),
  },
];
