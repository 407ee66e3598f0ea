import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import { isWebAddress } from '../../contracts/network.ts';
import type { Alert, AlertSelector } from '../../domain/transit/live-snapshot.ts';
import { formatGtfsTime, parseGtfsTime } from '../../domain/transit/service-day.ts';
import type { Translations } from '../../domain/transit/timetable.ts';
import { presentInstant, presentNumber, presentString } from './presence.ts';

type Bindings = typeof GtfsRealtimeBindings.transit_realtime;
type BoundAlert = InstanceType<Bindings['Alert']>;
const { Alert: AlertBinding } = GtfsRealtimeBindings.transit_realtime;

function textsOf(string: { translation?: readonly object[] | null } | null | undefined): Translations {
  const texts: Record<string, string> = {};
  for (const translation of string?.translation ?? []) {
    const text = presentString(translation, 'text');
    if (text?.trim()) texts[presentString(translation, 'language') ?? 'und'] = text;
  }
  return texts;
}

function directionOf(holder: object): 0 | 1 | undefined {
  const direction = presentNumber(holder, 'directionId');
  return direction === 0 || direction === 1 ? direction : undefined;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}

function selectorOf(entity: NonNullable<BoundAlert['informedEntity']>[number]): AlertSelector {
  const trip = entity.trip;
  const startSeconds = trip ? parseGtfsTime(presentString(trip, 'startTime') ?? '') : undefined;
  return withoutUndefined({
    agencyId: presentString(entity, 'agencyId'),
    routeId: presentString(entity, 'routeId'),
    routeType: presentNumber(entity, 'routeType'),
    directionId: directionOf(entity),
    stopId: presentString(entity, 'stopId'),
    trip: trip
      ? withoutUndefined({
          tripId: presentString(trip, 'tripId'),
          routeId: presentString(trip, 'routeId'),
          directionId: directionOf(trip),
          startDate: presentString(trip, 'startDate'),
          startTime: startSeconds === undefined ? undefined : formatGtfsTime(startSeconds),
        })
      : undefined,
  }) as AlertSelector;
}

/** Rule A5: other links are left out here, since not every reader of ours looks at what it is given. */
function webAddressesOf(url: Parameters<typeof textsOf>[0], discard: (reason: string) => void): Translations {
  return Object.fromEntries(
    Object.entries(textsOf(url)).flatMap(([language, text]) => {
      const address = text.trim();
      if (isWebAddress(address)) return [[language, address]];
      discard('alert-url-invalid');
      return [];
    }),
  );
}

/** `discard` is told of selectors and alerts that can select nothing (rule A2), and of links that lead nowhere. */
export function decodeAlert(
  id: string,
  bound: object,
  discard: (reason: string) => void,
): Omit<Alert, 'source'> {
  const alert = bound as BoundAlert;
  const selectors: AlertSelector[] = [];
  for (const entity of alert.informedEntity ?? []) {
    const selector = selectorOf(entity);
    const selects = Object.keys(selector).some((key) => key !== 'directionId');
    if (selects) selectors.push(selector);
    else discard('selector-empty');
  }
  if ((alert.informedEntity ?? []).length === 0) discard('alert-without-selector');
  const spokenHeader = textsOf(alert.ttsHeaderText);
  const spokenDescription = textsOf(alert.ttsDescriptionText);
  return {
    id,
    cause: AlertBinding.Cause[presentNumber(alert, 'cause') ?? 1] ?? 'UNKNOWN_CAUSE',
    effect: AlertBinding.Effect[presentNumber(alert, 'effect') ?? 8] ?? 'UNKNOWN_EFFECT',
    severity: AlertBinding.SeverityLevel[presentNumber(alert, 'severityLevel') ?? 1] ?? 'UNKNOWN_SEVERITY',
    header: textsOf(alert.headerText),
    description: textsOf(alert.descriptionText),
    ...(Object.keys(spokenHeader).length > 0 && { spokenHeader }),
    ...(Object.keys(spokenDescription).length > 0 && { spokenDescription }),
    url: webAddressesOf(alert.url, discard),
    activePeriods: (alert.activePeriod ?? []).map((period) => ({
      start: presentInstant(period, 'start') ?? null,
      end: presentInstant(period, 'end') ?? null,
    })),
    selectors,
  };
}
