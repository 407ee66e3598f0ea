import type { VehicleTracker } from '#shared/domain/prediction/vehicle-tracker.ts';
import type { Board, Departure, FeedBoard } from '#shared/domain/transit/board.ts';
import { prepareLive, prepareStop } from '#shared/domain/transit/board-sources.ts';
import { compileBoard } from '#shared/domain/transit/compile-board.ts';
import type {
  RealtimeMessage,
  StopTimeUpdate,
  TripDescriptor,
  TripUpdate,
  VehiclePosition,
} from '#shared/domain/transit/realtime-message.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import { compileServiceDates } from '#shared/domain/transit/service-dates.ts';
import { parseGtfsTime, serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import type { SourceMessage, SourceOutcome } from '#shared/domain/transit/source-message.ts';
import type {
  CallPattern,
  FrequencyWindow,
  PickupType,
  Route,
  RouteLine,
  ScheduledCall,
  Stop,
  StopTimetable,
  TripIndex,
  Tristate,
} from '#shared/domain/transit/timetable.ts';
import { TripLookup } from '#shared/domain/transit/trip-lookup.ts';
import { withUntrackedRuns } from '#shared/domain/transit/untracked-runs.ts';

/** A network small enough to be read in a test: every trip is written as its calls. */

export interface CallSpec {
  readonly stop: string;
  /** HH:MM:SS of the departure; the arrival too unless `arrival` is given. */
  readonly time: string;
  readonly arrival?: string;
  readonly sequence?: number;
  readonly timepoint?: 0 | 1;
  readonly pickupType?: PickupType;
  readonly headsign?: string;
}

export interface TripSpec {
  readonly id: string;
  /** Route id; also the line. */
  readonly route?: string;
  readonly calls: readonly CallSpec[];
  /** Service dates on which it runs. */
  readonly dates?: readonly string[];
  readonly headsign?: string;
  readonly directionId?: 0 | 1;
  readonly wheelchair?: Tristate;
  readonly frequencies?: readonly FrequencyWindow[];
  /** Trips of one number are one vehicle's. */
  readonly block?: number;
  /** Points of its shape, in metres as in `places`; none where it goes from stop to stop. */
  readonly shape?: readonly (readonly [number, number])[];
}

export interface NetworkSpec {
  readonly timeZone?: string;
  readonly trips: readonly TripSpec[];
  /** What of a route is to be otherwise than its id says, by route id. */
  readonly routes?: Readonly<Record<string, Partial<Route>>>;
  readonly routeTypes?: Readonly<Record<string, number>>;
  /** Child stop → parent station. */
  readonly parents?: Readonly<Record<string, string>>;
  readonly platformCodes?: Readonly<Record<string, string>>;
  readonly areas?: Readonly<Record<string, number>>;
  /** Metres east and north of the middle of the network; a stop without has no position for the ingest. */
  readonly places?: Readonly<Record<string, readonly [number, number]>>;
}

const MIDDLE = { lat: 56.39, lon: -3.43 };
const METRES_PER_DEGREE = 111_195;

/** Where that is, so many metres east and north of the middle of the network. */
export const metresFromMiddle = (east: number, north: number) => ({
  lat: MIDDLE.lat + north / METRES_PER_DEGREE,
  lon: MIDDLE.lon + east / (METRES_PER_DEGREE * Math.cos((MIDDLE.lat * Math.PI) / 180)),
});

const seconds = (text: string): number => {
  const value = parseGtfsTime(text);
  if (value === undefined) throw new Error(`not a GTFS time: ${text}`);
  return value;
};

export const SERVICE_DATE = '20260610';

function stopOf(id: string, spec: NetworkSpec): Stop {
  return {
    id,
    code: null,
    name: `Stop ${id}`,
    indicator: null,
    lat: 56.39,
    lon: -3.43,
    wheelchairBoarding: 'unknown',
    parentStation: spec.parents?.[id] ?? null,
    platformCode: spec.platformCodes?.[id] ?? null,
  };
}

const placeOf = ({ places }: NetworkSpec, id: string) => {
  const place = places?.[id];
  return place ? metresFromMiddle(...place) : null;
};

export class Network {
  readonly index: TripIndex;
  readonly lookup: TripLookup;
  private readonly spec: NetworkSpec;

  constructor(spec: NetworkSpec) {
    this.spec = spec;
    const stopIds = [
      ...new Set([
        ...spec.trips.flatMap((trip) => trip.calls.map((call) => call.stop)),
        ...Object.values(spec.parents ?? {}),
      ]),
    ];
    const routeIds = [...new Set(spec.trips.map((trip) => trip.route ?? 'R'))];
    this.index = {
      feedId: 'test',
      version: 'v1',
      timeZone: spec.timeZone ?? 'Europe/London',
      stops: stopIds.map((id) => ({
        id,
        name: `Stop ${id}`,
        parentStation: spec.parents?.[id] ?? null,
        area: spec.areas?.[id] ?? 0,
        position: placeOf(spec, id),
      })),
      routes: routeIds.map((routeId) => ({
        routeId,
        line: routeId,
        routeType: spec.routeTypes?.[routeId] ?? 3,
        agencyId: 'A',
        operator: 'Test Buses',
        ...spec.routes?.[routeId],
      })),
      services: spec.trips.map((trip) =>
        compileServiceDates((trip.dates ?? [SERVICE_DATE]).map(serviceDateToDays)),
      ),
      patterns: spec.trips.map((trip) => patternOf(trip, stopIds)),
      trips: spec.trips.map((trip, i) => ({
        tripId: trip.id,
        pattern: i,
        firstDepartureSeconds: seconds(trip.calls[0]?.time ?? ''),
        service: i,
        route: routeIds.indexOf(trip.route ?? 'R'),
        directionId: trip.directionId ?? 0,
        headsign: trip.headsign ?? `Stop ${trip.calls.at(-1)?.stop}`,
        wheelchair: trip.wheelchair ?? 'unknown',
        shape: trip.shape ? i : -1,
        block: trip.block ?? -1,
        ...(trip.frequencies && { frequencies: trip.frequencies }),
      })),
      areaCount: 1 + Math.max(0, ...Object.values(spec.areas ?? {})),
    };
    this.lookup = new TripLookup(this.index);
  }

  /** Shapes by their number, as they are stored. */
  get shapes(): ReadonlyMap<number, RouteLine> {
    const stored = (degrees: number) => Math.round(degrees * 1e5);
    return new Map(
      this.spec.trips.flatMap(({ shape }, i) => {
        const points = shape?.map((point) => metresFromMiddle(...point));
        if (!points) return [];
        return [
          [i, { lats: points.map(({ lat }) => stored(lat)), lons: points.map(({ lon }) => stored(lon)) }],
        ];
      }),
    );
  }

  stop(stopId: string): StopTimetable {
    const children = Object.entries(this.spec.parents ?? {}).flatMap(([child, parent]) =>
      parent === stopId ? [child] : [],
    );
    const parent = this.spec.parents?.[stopId];
    const ids = [stopId, ...children];
    const calls: ScheduledCall[] = [];
    this.spec.trips.forEach((trip, number) => {
      trip.calls.forEach((call, callIndex) => {
        const stop = ids.indexOf(call.stop);
        if (stop < 0) return;
        const first = seconds(trip.calls[0]?.time ?? '');
        calls.push({
          trip: number,
          tripId: trip.id,
          route: this.index.trips[number]?.route ?? 0,
          service: number,
          directionId: trip.directionId ?? 0,
          headsign: call.headsign ?? this.index.trips[number]?.headsign ?? '',
          wheelchair: trip.wheelchair ?? 'unknown',
          callIndex,
          stop,
          departureSeconds: seconds(call.time),
          pickupType: call.pickupType ?? 0,
          isLast: callIndex === trip.calls.length - 1,
          ...(trip.frequencies && {
            frequencies: { offsetSeconds: seconds(call.time) - first, windows: trip.frequencies },
          }),
        });
      });
    });
    return {
      feedId: 'test',
      version: 'v1',
      timeZone: this.index.timeZone,
      stop: stopOf(stopId, this.spec),
      stops: ids.map((id) => stopOf(id, this.spec)),
      siblings: Object.entries(this.spec.parents ?? {}).flatMap(([child, of]) =>
        of === parent && child !== stopId ? [child] : [],
      ),
      area: this.spec.areas?.[stopId] ?? 0,
      routes: this.index.routes,
      services: this.index.services,
      calls: calls.sort((a, b) => a.departureSeconds - b.departureSeconds),
    };
  }

  /** Instant of a GTFS time on a service date, by the rule under test elsewhere (T1). */
  at(time: string, date = SERVICE_DATE): number {
    return this.lookup.dayStart(serviceDateToDays(date)) + seconds(time);
  }

  resolve(
    sources: readonly SourceMessage[],
    now: number,
  ): { trips: ReturnType<typeof resolveLive>['snapshot']; outcomes: readonly SourceOutcome[] } {
    const { snapshot, outcomes } = resolveLive(sources, this.lookup, now);
    return { trips: snapshot, outcomes };
  }

  board(
    stopId: string,
    now: number,
    sources: readonly SourceMessage[] = [],
    {
      limit = 50,
      horizonMinutes = 120,
      boardNow = now,
      withOverdue = false,
      tracker,
    }: {
      readonly limit?: number;
      readonly horizonMinutes?: number;
      readonly boardNow?: number;
      readonly withOverdue?: boolean;
      readonly tracker?: VehicleTracker;
    } = {},
  ): FeedBoard {
    const { snapshot } = resolveLive(sources, this.lookup, now, new Set(), tracker);
    const known = withUntrackedRuns(snapshot, this.lookup, now);
    return compileBoard(prepareStop(this.stop(stopId)), prepareLive(known), {
      now: boardNow,
      limit,
      horizonSeconds: horizonMinutes * 60,
      withOverdue,
    });
  }
}

function patternOf(trip: TripSpec, stopIds: readonly string[]): CallPattern {
  const first = seconds(trip.calls[0]?.time ?? '');
  return {
    stops: trip.calls.map((call) => stopIds.indexOf(call.stop)),
    stopSequences: trip.calls.map((call, i) => call.sequence ?? i + 1),
    arrivalOffsets: trip.calls.map((call) => seconds(call.arrival ?? call.time) - first),
    departureOffsets: trip.calls.map((call) => seconds(call.time) - first),
    timepoints: trip.calls.map((call) => call.timepoint ?? 0),
    pickupTypes: trip.calls.map((call) => call.pickupType ?? 0),
  };
}

/** Calls one minute apart at the named stops: "A B C" from 10:00:00. */
export function line(stops: string, from = '10:00:00', minutesApart = 5): CallSpec[] {
  const start = seconds(from);
  const pad = (n: number) => String(n).padStart(2, '0');
  return stops.split(' ').map((stop, i) => {
    const at = start + i * minutesApart * 60;
    return { stop, time: `${pad(Math.floor(at / 3600))}:${pad(Math.floor(at / 60) % 60)}:${pad(at % 60)}` };
  });
}

export function message(content: Partial<RealtimeMessage>): RealtimeMessage {
  return {
    timestamp: null,
    tripUpdates: [],
    vehicles: [],
    alerts: [],
    closures: [],
    discarded: {},
    ...content,
  };
}

export function source(feedTimestamp: number, content: Partial<RealtimeMessage>, id = 'rt'): SourceMessage {
  return {
    id,
    kinds: ['trip-updates', 'vehicle-positions', 'alerts'],
    feedTimestamp,
    message: message(content),
  };
}

export function tripUpdate(
  trip: Partial<TripDescriptor>,
  stopTimeUpdates: readonly Partial<StopTimeUpdate>[],
  more: Partial<TripUpdate> = {},
): TripUpdate {
  return {
    entityId: `entity-${trip.tripId ?? ''}`,
    trip: { relationship: 'SCHEDULED', startDate: SERVICE_DATE, ...trip },
    stopTimeUpdates: stopTimeUpdates.map((update) => ({ relationship: 'SCHEDULED', ...update })),
    ...more,
  };
}

export function vehiclePosition(
  trip: Partial<TripDescriptor>,
  more: Partial<VehiclePosition> = {},
): VehiclePosition {
  return { trip: { relationship: 'SCHEDULED', startDate: SERVICE_DATE, ...trip }, ...more };
}

/** "R 10:05 +60 live": what a row says, short enough to compare at a glance. */
export function summary(board: Board, network: Network): string[] {
  const clock = (instant: number | null) => {
    if (instant === null) return '-';
    const local = instant - network.at('00:00:00');
    const pad = (n: number) => String(n).padStart(2, '0');
    const day = Math.floor(local / 86_400);
    const rest = local - day * 86_400;
    const text = `${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}`;
    return `${text}${rest % 60 ? `:${pad(rest % 60)}` : ''}${day ? `${day > 0 ? '+' : ''}${day}d` : ''}`;
  };
  return board.departures.map((row: Departure) =>
    [
      row.tripId,
      clock(row.scheduled),
      row.delaySeconds === null
        ? row.expected === null
          ? ''
          : `at ${clock(row.expected)}`
        : `${row.delaySeconds >= 0 ? '+' : ''}${row.delaySeconds}`,
      row.status,
      row.extra ? 'extra' : '',
      row.headwaySeconds === undefined ? '' : `every ${row.headwaySeconds}`,
      row.startTime ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );
}
