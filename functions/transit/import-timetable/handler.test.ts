import { expect, test } from 'vitest';
import { createLogger } from '#functions/runtime/logger.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { createHandler } from './handler.ts';
import type { ImportResult } from './import-timetable.ts';

const imported: ImportResult = {
  outcome: 'imported',
  version: 'v1',
  report: {
    feedId: 'good',
    version: 'v1',
    importedAt: 0,
    publisher: null,
    feedVersion: null,
    counts: { 'stop_times.txt': 7 },
    validity: { from: null, to: null },
    totals: [{ severity: 'rejected', file: 'trips.txt', reason: 'unknown-route', count: 2 }],
    notices: [],
  },
  agenciesEnding: [],
};

const NOW = Date.parse('2026-06-10T03:30:00Z') / 1000;

function setUp(
  failures: Readonly<Record<string, Error>>,
  validity = imported.report.validity,
  agenciesEnding = imported.agenciesEnding,
) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line));
  const handler = createHandler({
    network: {
      feeds: [
        { id: 'bad', url: 'bad.zip' },
        { id: 'good', url: 'good.zip' },
      ],
      sources: [],
    },
    clock: { now: () => NOW },
    logger: createLogger('import-timetable', write),
    write,
    importFeed: async ({ id }) => {
      const failure = failures[id];
      if (failure) throw failure;
      return { ...imported, report: { ...imported.report, validity }, agenciesEnding };
    },
  });
  return { handler, codes: () => lines.flatMap(({ code }) => (code ? [code] : [])), lines };
}

const refusal = new DomainError('invalid-input', 'stops.txt is missing.');

test('one feed refused, the other imported; a refusal is not tried again', async () => {
  const { handler, codes, lines } = setUp({ bad: refusal });
  expect(await handler({})).toEqual([
    { feedId: 'bad', outcome: 'refused', message: 'stops.txt is missing.' },
    { feedId: 'good', outcome: 'imported', version: 'v1' },
  ]);
  expect(codes()).toEqual(['IMPORT_REFUSED', 'IMPORT_COMPLETED']);
  expect(lines.find(({ code }) => code === 'IMPORT_COMPLETED')).toMatchObject({ stopTimes: 7, rejected: 2 });
  expect(lines.flatMap((line) => ('ImportFailed' in line ? [line.ImportFailed] : []))).toEqual([1, 0]);
});

test('what may pass is thrown, after the others were imported', async () => {
  const { handler, codes } = setUp({ bad: new DomainError('upstream', 'x answers 503.') });
  await expect(handler({})).rejects.toThrow('x answers 503.');
  expect(codes()).toEqual(['IMPORT_FAILED', 'IMPORT_COMPLETED']);
});

test('the one feed asked for is imported, or says why not', async () => {
  const { handler } = setUp({ bad: refusal });
  expect(await handler({ feedId: 'good' })).toHaveLength(1);
  await expect(handler({ feedId: 'bad' })).rejects.toBe(refusal);
  await expect(handler({ feedId: 'none' })).rejects.toMatchObject({ kind: 'not-found' });
});

test.each([
  ['20260101', '20260630', 20],
  ['20260101', '20260610', 0],
  ['20260101', '20260609', 0],
  ['20260611', '20261231', 0],
  [null, null, 0],
])('a timetable from %s to %s covers so many more days: %s', async (from, to, days) => {
  const { handler, lines } = setUp({}, { from, to });
  await handler({ feedId: 'good' });
  expect(lines.flatMap(({ TimetableDaysLeft }) => TimetableDaysLeft ?? [])).toEqual([days]);
});

test('tells how many agencies are about to end, and which', async () => {
  const agenciesEnding = [{ agencyId: 'B', name: 'Hill Coaches', last: '20260613' }];
  const ending = setUp({}, undefined, agenciesEnding);
  await ending.handler({ feedId: 'good' });
  expect(ending.lines.flatMap(({ AgenciesEnding }) => AgenciesEnding ?? [])).toEqual([1]);
  expect(ending.lines).toContainEqual(
    expect.objectContaining({ code: 'AGENCIES_ENDING', agencies: 'Hill Coaches (B) 20260613' }),
  );
  const none = setUp({});
  await none.handler({ feedId: 'good' });
  expect(none.lines.flatMap(({ AgenciesEnding }) => AgenciesEnding ?? [])).toEqual([0]);
  expect(none.codes()).toEqual(['IMPORT_COMPLETED']);
});
