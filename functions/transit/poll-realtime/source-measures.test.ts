import { describe, expect, it } from 'vitest';
import type { RealtimeSource } from '#shared/contracts/network.ts';
import type { RealtimeMessage } from '#shared/domain/transit/realtime-message.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import type { SourceMessage } from '#shared/domain/transit/source-message.ts';
import {
  line,
  metresFromMiddle,
  Network,
  source,
  tripUpdate,
  vehiclePosition,
} from '#test/builders/transit.ts';
import { BusesOut, measureSource } from './source-measures.ts';

const network = new Network({
  trips: Array.from({ length: 20 }, (_, i) => ({ id: `T${i}`, calls: line('A B C', '10:00:00') })),
});
const now = network.at('10:05:00');

function measure(message: SourceMessage) {
  const { outcomes } = resolveLive([message], network.lookup, now);
  return measureSource(message, outcomes, true, now);
}
const percentOf = (content: Partial<RealtimeMessage>) => measure(source(now, content)).matchedPercent;

const vehicles = (prefix: string, count: number, timestamp = now) =>
  Array.from({ length: count }, (_, i) => vehiclePosition({ tripId: `${prefix}${i}` }, { timestamp }));
const updates = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    tripUpdate({ tripId: `${prefix}${i}` }, [{ stopSequence: 1, departure: { delay: 60 } }]),
  );
const anonymous = Array.from({ length: 11 }, (_, i) => ({
  vehicle: { id: `dot ${i}` },
  position: metresFromMiddle(0, 0),
  timestamp: now,
}));

describe('how much of a source the timetable knows', () => {
  it('of updates or of vehicles, whichever is less', () => {
    expect(percentOf({ tripUpdates: updates('T', 10), vehicles: vehicles('T', 10) })).toBe(100);
    const half = [...vehicles('T', 6), ...vehicles('no', 6)];
    expect(percentOf({ tripUpdates: updates('T', 10), vehicles: half })).toBe(50);
  });

  it('of few that name a trip it says nothing, however many do not', () => {
    expect(percentOf({ vehicles: vehicles('no', 9) })).toBeUndefined();
    expect(percentOf({ vehicles: [...anonymous, ...vehicles('no', 1)] })).toBeUndefined();
    expect(percentOf({ tripUpdates: updates('T', 12), vehicles: vehicles('no', 9) })).toBe(100);
    const extra = updates('no', 12).map((u) => ({
      ...u,
      trip: { ...u.trip, relationship: 'ADDED' as const },
    }));
    expect(percentOf({ tripUpdates: extra })).toBeUndefined();
  });

  it('of old data it says nothing: parked vehicles are listed for a day with the run that they were on', () => {
    const parked = vehicles('no', 30, now - 301);
    expect(percentOf({ vehicles: parked })).toBeUndefined();
    expect(percentOf({ vehicles: [...vehicles('T', 10), ...parked] })).toBe(100);
    expect(measure(source(now - 301, { tripUpdates: updates('no', 12) })).matchedPercent).toBeUndefined();
  });

  it('what is not taken from a source does not count', () => {
    const message = source(now, { tripUpdates: updates('no', 12), vehicles: vehicles('T', 12) });
    expect(measure({ ...message, kinds: ['vehicle-positions'] })).toEqual({
      matchedPercent: 100,
      runsMatched: 12,
    });
    expect(measure({ ...message, kinds: ['alerts'] })).toEqual({});
  });
});

describe('when a source ought to have a run', () => {
  const feedOf = (id: string, from: Network) => ({
    feed: { id, url: '' },
    lookup: from.lookup,
    liveLookup: from.lookup,
    live: undefined,
    livePoll: null,
  });
  const runsFrom = (...times: string[]) =>
    new Network({ trips: times.map((time, i) => ({ id: `${i}`, calls: line('A B C', time) })) });
  const sourceOf = (feeds?: string[]): RealtimeSource => ({
    id: feeds?.join() ?? 'all',
    url: '',
    kinds: ['trip-updates'],
    headers: {},
    ...(feeds && { feeds }),
  });
  const city = feedOf('city', runsFrom(...Array(6).fill('10:00:00'), '20:00:00'));
  const island = feedOf('island', runsFrom('10:00:00', '12:00:00'));
  const at = (time: string, feeds?: string[]) =>
    new BusesOut().at(network.at(time), [city, island])(sourceOf(feeds));

  it('while at least five buses are out in the feeds that it speaks to', () => {
    expect(at('10:05:00')).toBe(true);
    expect(at('10:05:00', ['city'])).toBe(true);
    expect(at('20:05:00', ['city'])).toBe(false);
    expect(at('12:05:00', ['city'])).toBe(false);
    expect(at('12:05:00')).toBe(false);
    expect(at('12:05:00', ['elsewhere'])).toBe(false);
  });

  it('while any bus is out where there are never five at once', () => {
    expect(at('12:05:00', ['island'])).toBe(true);
    expect(at('11:00:00', ['island'])).toBe(false);
  });

  it('goes by the timetable and the day of each poll', () => {
    const busesOut = new BusesOut();
    const source = sourceOf(['island']);
    expect(busesOut.at(network.at('12:05:00'), [island])(source)).toBe(true);
    const busier = runsFrom(...Array(5).fill('10:00:00'), '12:00:00');
    const next = { ...busier.index, version: 'v2' };
    Object.defineProperty(busier.lookup, 'index', { value: next });
    expect(busesOut.at(network.at('12:05:00'), [feedOf('island', busier)])(source)).toBe(false);
    expect(busesOut.at(network.at('12:05:00'), [island])(source)).toBe(true);
  });
});
