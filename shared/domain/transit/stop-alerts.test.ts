import { describe, expect, it } from 'vitest';
import { line, Network, SERVICE_DATE, source } from '#test/builders/transit.ts';
import type { Alert, AlertSelector } from './live-snapshot.ts';
import { isActive } from './stop-alerts.ts';

const network = new Network({
  trips: [
    { id: 't1', route: '1', calls: line('P1 B C') },
    { id: 't2', route: '2', calls: line('P2 B', '10:30:00'), directionId: 1 },
  ],
  parents: { P1: 'S', P2: 'S' },
});
const now = network.at('09:55:00');

function alert(...selectors: AlertSelector[]): Omit<Alert, 'source'> {
  return {
    id: 'a',
    cause: 'UNKNOWN_CAUSE',
    effect: 'UNKNOWN_EFFECT',
    severity: 'UNKNOWN_SEVERITY',
    header: { en: 'Works' },
    description: {},
    url: {},
    activePeriods: [],
    selectors,
  };
}

const shownAt = (stopId: string, ...selectors: AlertSelector[]) =>
  network.board(stopId, now, [source(now, { alerts: [alert(...selectors)] })]).alerts.length === 1;

it('A1: active from start until before end, in any period; without periods always', () => {
  const active = (...activePeriods: Alert['activePeriods']) => isActive({ activePeriods }, 100);
  expect(active()).toBe(true);
  expect(active({ start: 100, end: 101 })).toBe(true);
  expect(active({ start: 99, end: 100 })).toBe(false);
  expect(active({ start: 101, end: null })).toBe(false);
  expect(active({ start: null, end: 101 })).toBe(true);
  expect(active({ start: 1, end: 2 }, { start: 100, end: null })).toBe(true);
});

describe('A2, A3: fields are ANDed, selectors ORed', () => {
  it.each<[string, string, AlertSelector, boolean]>([
    ['its own stop', 'P1', { stopId: 'P1' }, true],
    ['another stop', 'B', { stopId: 'P1' }, false],
    ['the parent', 'P1', { stopId: 'S' }, true],
    ['a sibling platform', 'P1', { stopId: 'P2' }, true],
    ['a child, on the station board', 'S', { stopId: 'P2' }, true],
    ['a route that calls here', 'P1', { routeId: '1' }, true],
    ['a route that does not', 'P1', { routeId: '2' }, false],
    ['the agency', 'P1', { agencyId: 'A' }, true],
    ['another agency', 'P1', { agencyId: 'Z' }, false],
    ['the kind of route', 'P1', { routeType: 3 }, true],
    ['route and stop together (Maglev shows it for every route)', 'B', { routeId: '1', stopId: 'C' }, false],
    ['route and stop together', 'B', { routeId: '1', stopId: 'B' }, true],
    ['route in the direction that calls here (OTP loses it)', 'P2', { routeId: '2', directionId: 1 }, true],
    ['route in the other direction', 'P2', { routeId: '2', directionId: 0 }, false],
    ['route of another agency', 'P1', { routeId: '1', agencyId: 'Z' }, false],
    ['nothing at all', 'P1', {}, false],
  ])('%s: %s %j → %s', (_, stopId, selector, shown) => {
    expect(shownAt(stopId, selector)).toBe(shown);
  });

  it('one selector is enough', () => {
    expect(shownAt('P1', { routeId: '2' }, { stopId: 'P1' })).toBe(true);
  });
});

describe('A4: a trip selector is about that trip', () => {
  it('matches a listed row, by date', () => {
    expect(shownAt('P1', { trip: { tripId: 't1' } })).toBe(true);
    expect(shownAt('P1', { trip: { tripId: 't1', startDate: SERVICE_DATE } })).toBe(true);
    expect(shownAt('P1', { trip: { tripId: 't1', startDate: '20260611' } })).toBe(false);
    expect(shownAt('P2', { trip: { tripId: 't1' } })).toBe(false);
  });

  it('without trip_id needs a start that names one trip; a route alone is never the whole route', () => {
    expect(shownAt('P1', { trip: { routeId: '1' } })).toBe(false);
    expect(shownAt('P1', { trip: { routeId: '1', startDate: SERVICE_DATE, startTime: '10:00:00' } })).toBe(
      true,
    );
    expect(shownAt('P1', { trip: { routeId: '1', startDate: SERVICE_DATE, startTime: '10:01:00' } })).toBe(
      false,
    );
  });
});

it('A6: of a situation that repeats on days of the week, on these alone', () => {
  const works = { ...alert({ stopId: 'P1' }), activePeriods: [{ start: now - 86_400, end: null }] };
  const on = (...days: readonly number[]) => {
    const sources = [source(now, { alerts: [{ ...works, days: new Set(days) }] })];
    return network.board('P1', now, sources).alerts.length;
  };
  // A Wednesday.
  expect(on(2)).toBe(1);
  expect(on(0, 1, 2, 3, 4)).toBe(1);
  expect(on(5, 6)).toBe(0);
  const over = { ...works, days: new Set([5, 6]), activePeriods: [{ start: now - 86_400, end: now + 60 }] };
  const { trips: snapshot, outcomes } = network.resolve([source(now, { alerts: [over] })], now);
  expect(snapshot.alerts).toEqual([]);
  expect(outcomes[0]?.discarded).toEqual({ 'alert-on-no-day': 1 });
});

it('B5: alerts are used for an hour after their feed was last heard', () => {
  const sources = [source(now, { alerts: [alert({ stopId: 'P1' })] })];
  const shown = (age: number) => network.board('P1', now, sources, { boardNow: now + age }).alerts.length;
  expect([shown(3600), shown(3601)]).toEqual([1, 0]);
});
