import { runsOn } from '../service-dates.ts';
import { daysToServiceDate, type EpochSeconds, localDays, type ServiceDate } from '../service-day.ts';
import type { Network } from './compile-network.ts';
import { serviceSpan } from './service-calendar.ts';

const WEEK = 7;

export interface AgencyEnding {
  readonly agencyId: string;
  readonly name: string;
  /** The last date of the week on which it has a trip. */
  readonly last: ServiceDate;
}

/**
 * Agencies that have trips in the week from now, or from the timetable's first day where that is later, and none in
 * the week after: in a regional feed one operator's timetable can end while the others go on.
 */
export function agenciesEnding(
  { source, trips }: Pick<Network, 'source' | 'trips'>,
  now: EpochSeconds,
): AgencyEnding[] {
  const servicesOf = new Map<string, Set<number>>();
  const names = new Map<string, string>();
  for (const { route, service } of trips.classes) {
    const { agencyId = '', operator = '' } = source.routes[route] ?? {};
    names.set(agencyId, operator);
    servicesOf.set(agencyId, (servicesOf.get(agencyId) ?? new Set()).add(service));
  }
  const used = new Set(trips.classes.map(({ service }) => service));
  const spans = [...used].flatMap((service) => {
    const dates = source.services[service];
    return (dates && serviceSpan(dates)) ?? [];
  });
  const first = Math.max(localDays(now, source.timeZone), Math.min(...spans.map(({ from }) => from)));
  return [...servicesOf].flatMap(([agencyId, services]) => {
    const runs = (day: number) => [...services].some((service) => runsOn(source.services[service], day));
    const days = Array.from({ length: 2 * WEEK }, (_, i) => first + i).filter(runs);
    const last = days.at(-1);
    if (last === undefined || last >= first + WEEK) return [];
    return [{ agencyId, name: names.get(agencyId) ?? '', last: daysToServiceDate(last) }];
  });
}
