import { serviceSpan } from '../service-dates.ts';
import { daysToServiceDate, type EpochSeconds, localDays, type ServiceDate } from '../service-day.ts';
import type { Network } from './compile-network.ts';

const WEEK = 7;

export interface AgencyEnding {
  readonly agencyId: string;
  readonly name: string;
  /** The last date on which it has a trip. */
  readonly last: ServiceDate;
}

/**
 * Agencies whose last trip is in the week from now, or from the timetable's first day where that is later: in a
 * regional feed one operator's timetable can end while the others go on. Who pauses for a holiday has trips later.
 */
export function agenciesEnding(
  { source, trips }: Pick<Network, 'source' | 'trips'>,
  now: EpochSeconds,
): AgencyEnding[] {
  const spans = new Map<string, { readonly name: string; from: number; to: number }>();
  for (const { route, service } of trips.classes) {
    const { agencyId = '', operator = '' } = source.routes[route] ?? {};
    const dates = source.services[service];
    const span = dates && serviceSpan(dates);
    if (!span) continue;
    const known = spans.get(agencyId) ?? { name: operator, ...span };
    known.from = Math.min(known.from, span.from);
    known.to = Math.max(known.to, span.to);
    spans.set(agencyId, known);
  }
  const begins = Math.min(...[...spans.values()].map(({ from }) => from));
  const first = Math.max(localDays(now, source.timeZone), begins);
  return [...spans].flatMap(([agencyId, { name, to }]) =>
    to >= first && to < first + WEEK ? [{ agencyId, name, last: daysToServiceDate(to) }] : [],
  );
}
