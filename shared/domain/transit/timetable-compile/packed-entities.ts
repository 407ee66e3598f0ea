import * as z from 'zod/mini';
import type { FrequencyWindow, Route, ServiceDates, Stop, Translations, Tristate } from '../timetable.ts';

/**
 * Stored shapes of the small entities: tuples without field names, so that an item is mostly content.
 * Every `pack…` has its `unpack…`; both are exact inverses for values that the import makes.
 */
const tristates = ['unknown', 'yes', 'no'] as const satisfies readonly Tristate[];

export const packTristate = (value: Tristate): number => tristates.indexOf(value);
export const unpackTristate = (code: number): Tristate => tristates[code] ?? 'unknown';

const text = z.nullable(z.string());
const translationsSchema = z.record(z.string(), z.string());

export const packedStopSchema = z.tuple([
  z.string(), // id
  text, // code
  z.string(), // name
  text, // indicator
  z.nullable(z.number()), // lat
  z.nullable(z.number()), // lon
  z.number(), // wheelchairBoarding
  text, // parentStation
  text, // platformCode
  z.nullable(translationsSchema), // names
  text, // description
]);
export type PackedStop = z.infer<typeof packedStopSchema>;

export function packStop(stop: Stop): PackedStop {
  return [
    stop.id,
    stop.code,
    stop.name,
    stop.indicator,
    stop.lat,
    stop.lon,
    packTristate(stop.wheelchairBoarding),
    stop.parentStation,
    stop.platformCode,
    stop.names ?? null,
    stop.description ?? null,
  ];
}

export function unpackStop(packed: PackedStop): Stop {
  const [id, code, name, indicator, lat, lon, wheelchair, parentStation, platformCode, names, description] =
    packed;
  return {
    id,
    code,
    name,
    ...(names && { names }),
    ...(description && { description }),
    indicator,
    lat,
    lon,
    wheelchairBoarding: unpackTristate(wheelchair),
    parentStation,
    platformCode,
  };
}

export const packedRouteSchema = z.tuple([
  z.string(), // routeId
  z.string(), // line
  z.number(), // routeType
  z.string(), // agencyId
  z.string(), // operator
  z.optional(z.string()), // operatorCode
]);
export type PackedRoute = z.infer<typeof packedRouteSchema>;

export function packRoute(route: Route): PackedRoute {
  const { routeId, line, routeType, agencyId, operator, operatorCode } = route;
  return operatorCode === undefined
    ? [routeId, line, routeType, agencyId, operator]
    : [routeId, line, routeType, agencyId, operator, operatorCode];
}

export const unpackRoute = ([
  routeId,
  line,
  routeType,
  agencyId,
  operator,
  operatorCode,
]: PackedRoute): Route => ({
  routeId,
  line,
  routeType,
  agencyId,
  operator,
  ...(operatorCode !== undefined && { operatorCode }),
});

export const packedServiceSchema = z.tuple([z.number(), z.string()]);
export type PackedService = z.infer<typeof packedServiceSchema>;

export const packService = (service: ServiceDates): PackedService => [service.firstDay, service.bits];
export const unpackService = ([firstDay, bits]: PackedService): ServiceDates => ({ firstDay, bits });

/** A headsign and, where the feed has them, its translations. */
export interface Headsign {
  readonly text: string;
  readonly translations: Translations | null;
}
export const packedHeadsignSchema = z.tuple([z.string(), z.nullable(translationsSchema)]);
export type PackedHeadsign = z.infer<typeof packedHeadsignSchema>;

export const packHeadsign = (headsign: Headsign): PackedHeadsign => [headsign.text, headsign.translations];
export const unpackHeadsign = ([headsign, translations]: PackedHeadsign): Headsign => ({
  text: headsign,
  translations,
});

export const packedWindowSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type PackedWindow = z.infer<typeof packedWindowSchema>;

export const packWindow = (window: FrequencyWindow): PackedWindow => [
  window.startSeconds,
  window.endSeconds,
  window.headwaySeconds,
  window.exactTimes ? 1 : 0,
];

export const unpackWindow = ([startSeconds, endSeconds, headwaySeconds, exact]: PackedWindow) => ({
  startSeconds,
  endSeconds,
  headwaySeconds,
  exactTimes: exact === 1,
});
