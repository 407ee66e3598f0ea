import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildStopItem } from '#shared/domain/transit/timetable-compile/build-stop-item.ts';
import { unpackStopItem } from '#shared/domain/transit/timetable-compile/stop-item.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { type GtfsFiles, memorySource, smallFeed, stopTimesHeader } from '#test/builders/gtfs.ts';
import { readTimetable } from './read-timetable.ts';

const files = Object.keys(smallFeed);
const junk = fc.oneof(
  fc.constantFrom(
    '"',
    ',',
    '\n',
    '\r',
    '\0',
    '\ufffd',
    '-1',
    '99999999999',
    '25:61:00',
    '24:00:00',
    '0',
    ' ',
    '1e9',
  ),
  fc.string({ maxLength: 5 }),
);

/** Text with a stretch replaced. */
const mutation = fc.record({ file: fc.constantFrom(...files), at: fc.nat(), cut: fc.nat({ max: 12 }), junk });

function mutate(
  feed: GtfsFiles,
  changes: readonly { file: string; at: number; cut: number; junk: string }[],
) {
  const mutated: Record<string, string> = { ...feed };
  for (const change of changes) {
    const text = mutated[change.file] ?? '';
    const at = change.at % (text.length + 1);
    mutated[change.file] = text.slice(0, at) + change.junk + text.slice(at + change.cut);
  }
  return mutated;
}

test('a damaged feed is read or refused, never more; what is read adds up', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4096 }),
      async (changes, chunk) => {
        try {
          const { network, version, report } = await readTimetable(
            memorySource(mutate(smallFeed, changes), chunk),
          );
          let own = 0;
          network.source.stops.forEach(({ locationType }, stop) => {
            const { calls } = unpackStopItem('f', version, buildStopItem(network, stop));
            if (locationType === 0) own += calls.length;
            else own += calls.filter((call) => call.stop === 0).length;
          });
          expect(own).toBe(report.counts['stop_times.txt']);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(error.kind).toBe('invalid-input');
          expect(error.message.length).toBeGreaterThan(10);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test('bytes of no encoding are read or refused', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.uint8Array({ maxLength: 200 }),
      fc.boolean(),
      async (file, bytes, after) => {
        const text = Buffer.from(after ? (smallFeed[file] ?? '') : '');
        const feed = { ...smallFeed, [file]: Buffer.concat([text, bytes]) };
        await readTimetable(memorySource(feed)).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
        });
      },
    ),
    { numRuns: 1000 },
  );
});

/** Random trips over the small feed's stops, rows shuffled: against the plainest possible reading of the same rows. */
test('every call of every trip is at its stop, with its time and place in the trip', {
  timeout: 60_000,
}, async () => {
  const stopIds = ['S1', 'S2', 'M', 'K', 'S'];
  const trip = fc.record({
    start: fc.integer({ min: 0, max: 100_000 }),
    calls: fc.array(
      fc.record({
        stop: fc.constantFrom(...stopIds),
        ride: fc.nat(2000),
        dwell: fc.nat(300),
        pickup: fc.nat(3),
      }),
      { minLength: 2, maxLength: 9 },
    ),
    direction: fc.constantFrom('0', '1', ''),
    order: fc.integer(),
  });
  const time = (t: number) =>
    [t / 3600, (t / 60) % 60, t % 60].map((n) => String(Math.floor(n)).padStart(2, '0')).join(':');
  await fc.assert(
    fc.asyncProperty(
      fc.array(trip, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      async (trips, keys) => {
        const rows: string[] = [];
        const expected: unknown[] = [];
        trips.forEach(({ start, calls }, t) => {
          let at = start;
          calls.forEach(({ stop, ride, dwell, pickup }, c) => {
            const arrival = c === 0 ? at : at + ride;
            at = arrival + dwell;
            rows.push(`t${t},${time(arrival)},${time(at)},${stop},${c * 3},${pickup}`);
            expected.push([`t${t}`, c, stop, at, pickup, c === calls.length - 1]);
          });
        });
        const shuffled = rows
          .map((row) => ({ row, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row);
        const { network, version } = await readTimetable(
          memorySource({
            ...smallFeed,
            'trips.txt': [
              'route_id,service_id,trip_id,direction_id',
              ...trips.map((one, t) => `R,D,t${t},${one.direction}`),
            ].join('\n'),
            'stop_times.txt': [`${stopTimesHeader},pickup_type`, ...shuffled].join('\n'),
          }),
        );
        const found = network.source.stops.flatMap(({ stop }, i) => {
          const { calls } = unpackStopItem('f', version, buildStopItem(network, i));
          const times = calls.map(({ departureSeconds }) => departureSeconds);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          return calls
            .filter((call) => call.stop === 0)
            .map((call) => [
              call.tripId,
              call.callIndex,
              stop.id,
              call.departureSeconds,
              call.pickupType,
              call.isLast,
            ]);
        });
        const byText = (list: unknown[]) => list.map((one) => JSON.stringify(one)).sort();
        expect(byText(found)).toEqual(byText(expected));
      },
    ),
    { numRuns: 300 },
  );
});
