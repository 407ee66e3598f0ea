import { callsAreUsable, runOf } from './board-sources.ts';
import { ALERTS_USABLE_SECONDS, isUsable } from './freshness.ts';
import type { LiveCall, LiveSource, LiveTrip } from './live-snapshot.ts';
import type { EpochSeconds } from './service-day.ts';

const RANK = { cancelled: 2, skipped: 1, scheduled: 0, live: 0 } as const satisfies Record<
  LiveCall['state'],
  number
>;

/** The calls of two closures of one run together, and where it ends then (rules M11, S12). */
export function closingMost(
  one: readonly LiveCall[],
  other: readonly LiveCall[],
  callCount: number,
): LiveCall[] {
  return withEnd(closedOf([...one, ...other]), callCount);
}

/** Each call once, as it is closed most; without the ends, which are where others are closed. */
function closedOf(calls: readonly LiveCall[]): LiveCall[] {
  const closed = new Map<number, LiveCall>();
  for (const call of calls) {
    const known = closed.get(call.callIndex);
    if (call.state !== 'scheduled' && (!known || RANK[call.state] > RANK[known.state]))
      closed.set(call.callIndex, call);
  }
  return [...closed.values()].sort((a, b) => a.callIndex - b.callIndex);
}

/** Closed calls of a run of so many, with the call that it ends at, if that is not its last; all: it is cancelled. */
export function withEnd(closed: readonly LiveCall[], callCount: number): LiveCall[] {
  const indices = new Set(closed.map(({ callIndex }) => callIndex));
  if (indices.size === callCount)
    return Array.from({ length: callCount }, (_, callIndex) => ({ callIndex, state: 'cancelled' }));
  let last = callCount - 1;
  while (indices.has(last)) last--;
  const end: LiveCall[] = last < callCount - 1 ? [{ callIndex: last, state: 'scheduled', isLast: true }] : [];
  return [...closed, ...end].sort((a, b) => a.callIndex - b.callIndex);
}

export const isCancelled = ({ calls }: Pick<LiveTrip, 'calls'>): boolean =>
  calls.some(({ state }) => state === 'cancelled');

/** What the closures that may still be used say of a call. */
export function closedCall(
  closures: readonly LiveTrip[],
  callIndex: number,
  sources: readonly LiveSource[],
  now: EpochSeconds,
): LiveCall | undefined {
  let most: LiveCall | undefined;
  for (const { source, calls } of closures) {
    if (!isUsable(sources[source ?? -1], now, ALERTS_USABLE_SECONDS)) continue;
    const call = calls.find((each) => each.callIndex === callIndex);
    if (call && (!most || RANK[call.state] > RANK[most.state])) most = call;
  }
  return most;
}

/** Trips of which something may be said now, each with what is closed of it: for those who read no board. */
export function withClosures(
  trips: readonly LiveTrip[],
  sources: readonly LiveSource[],
  now: EpochSeconds,
): LiveTrip[] {
  const closures = new Map<string, LiveTrip>();
  for (const trip of trips) {
    if (trip.kind !== 'closed' || !isUsable(sources[trip.source ?? -1], now, ALERTS_USABLE_SECONDS)) continue;
    const known = closures.get(runOf(trip));
    closures.set(runOf(trip), { ...trip, calls: closedOf([...(known?.calls ?? []), ...trip.calls]) });
  }
  const told = trips.filter((trip) => trip.kind !== 'closed' && callsAreUsable(trip, sources, now));
  const laidOver = told.map((trip) => {
    const closure = trip.kind === 'update' ? closures.get(runOf(trip)) : undefined;
    if (!closure) return trip;
    closures.delete(runOf(trip));
    const calls = new Map(trip.calls.map((call) => [call.callIndex, call]));
    for (const call of closure.calls) calls.set(call.callIndex, call);
    return { ...trip, calls: [...calls.values()].sort((a, b) => a.callIndex - b.callIndex) };
  });
  const replaced = new Set(told.filter(({ kind }) => kind === 'instead').map(runOf));
  const alone = [...closures.values()].filter((trip) => !replaced.has(runOf(trip)));
  return [...laidOver, ...alone.map((trip): LiveTrip => ({ ...trip, kind: 'update' }))];
}
