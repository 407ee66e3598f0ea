import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCURACY_BANDS, ACCURACY_MEASURES, AccuracyTable } from './accuracy.ts';
import { accuracyKey, PredictionLog, parseAccuracyKey } from './prediction-log.ts';

const NOW = 1_780_000_000;
const route = { routeId: 'R', line: '7' };
const key = accuracyKey({ source: 'trip-update', ...route });
const passage = (callIndex: number, departed: number, gapSeconds = 30) => ({
  callIndex,
  departed: NOW + departed,
  arrived: NOW + departed,
  gapSeconds,
});
const told = (at: number, expected: number) => ({
  at: NOW + at,
  expected: NOW + expected,
  source: 'trip-update' as const,
});

const benchmarkOf = (table: AccuracyTable) =>
  table.scored(key).filter(({ measure }) => measure === 'eta-benchmark');

describe('what was told', () => {
  it('is held against what happened, once for each distance that it was told at', () => {
    const [log, table] = [new PredictionLog(), new AccuracyTable()];
    // Every 15 s for ten minutes: due at 600, come at 640.
    for (let at = 0; at <= 600; at += 15) log.note('run', 4, told(at, 600));
    log.score('run', route, passage(4, 640), table);
    const benchmark = benchmarkOf(table);
    expect(benchmark.map(({ fromSeconds, samples, accurate }) => [fromSeconds, samples, accurate])).toEqual([
      [0, 1, 1],
      [180, 1, 1],
      [360, 2, 2],
      [600, 1, 1],
    ]);
    expect(benchmark[0]?.errorSeconds).toBe(40);
    // And not again when the next vehicle comes.
    log.score('run', route, passage(4, 700), table);
    expect(table.scored(key)[0]?.samples).toBe(1);
  });

  it('is not held against a departure that nobody saw closely, nor one that was over', () => {
    const [log, table] = [new PredictionLog(), new AccuracyTable()];
    log.note('run', 4, told(0, 100));
    log.note('run', 5, told(0, 100));
    log.note('run', 6, told(0, -10));
    log.score('run', route, passage(4, 120, 76), table);
    log.score('run', route, passage(5, -20), table);
    log.score('run', route, passage(6, 20), table);
    log.score('another run', route, passage(4, 120), table);
    expect(table.size).toBe(0);
  });

  it('is forgotten when nobody speaks of the run any more', () => {
    const [log, table] = [new PredictionLog(), new AccuracyTable()];
    log.note('run', 4, told(0, 100));
    log.forgetBefore(
      NOW + 1501,
      () => false,
      () => key,
      table,
    );
    log.score('run', route, passage(4, 120), table);
    expect(table.size).toBe(0);
  });

  it('and did not come is counted by how far ahead it was told, when its run is over', () => {
    const [log, table] = [new PredictionLog(), new AccuracyTable()];
    log.note('ghost', 5, told(0, 660));
    for (let at = 0; at <= 600; at += 15) log.note('ghost', 4, told(at, 600));
    const forget = (at: number) =>
      log.forgetBefore(
        NOW + at,
        (_, callIndex) => callIndex === 4,
        () => key,
        table,
      );
    forget(600 + 1500);
    expect(table.size).toBe(0);
    forget(600 + 1501);
    expect(
      benchmarkOf(table).map(({ fromSeconds, samples, unseen }) => [fromSeconds, samples, unseen]),
    ).toEqual([
      [0, 0, 1],
      [180, 0, 1],
      [360, 0, 2],
      [600, 0, 1],
    ]);
    forget(9999);
    expect(table.scored(key)[0]?.unseen).toBe(1);
  });
});

describe('an error', () => {
  it.each([
    [100, -30, 'accurate'],
    [100, -31, 'not'],
    [100, 90, 'accurate'],
    [100, 91, 'not'],
    [180, 91, 'accurate'], // the next band
    [899, 270, 'accurate'],
    [899, -91, 'not'],
  ])('told %i s ahead and out by %i s is %s by the ETA Accuracy Benchmark', (ahead, error, verdict) => {
    const table = new AccuracyTable();
    table.add('x', ahead, error);
    const score = table.scored('x').find(({ measure }) => measure === 'eta-benchmark');
    expect(score?.accurate).toBe(verdict === 'accurate' ? 1 : 0);
  });

  it('falls into one band of each measure at most, and tables add up', () => {
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: -900, max: 900 })),
    );
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const tables = [a, b, [...a, ...b]].map((list) => {
          const table = new AccuracyTable();
          for (const [ahead, error] of list) table.add('x', ahead, error);
          return table;
        });
        const sum = new AccuracyTable();
        for (const table of tables.slice(0, 2)) {
          for (const [name, scores] of table.entries()) sum.addRow(name, scores);
        }
        expect(sum.scored('x')).toEqual(tables[2]?.scored('x'));
        for (const measure of ACCURACY_MEASURES) {
          const last = ACCURACY_BANDS[measure].at(-1)?.toSeconds ?? 0;
          const inBands = [...a, ...b].filter(([ahead]) => ahead < last).length;
          const scored = sum.scored('x').filter((band) => band.measure === measure);
          expect(scored.reduce((total, band) => total + band.samples, 0)).toBe(inBands);
        }
      }),
    );
  });
});

it('a key is read as it was written, whatever the route is called; another is left out', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (routeId, line) => {
      const of = { source: 'vehicle-position' as const, routeId, line };
      expect(parseAccuracyKey(accuracyKey(of))).toEqual(of);
    }),
  );
  expect(parseAccuracyKey('["guess","R","7"]')).toBeUndefined();
});
