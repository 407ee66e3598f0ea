import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { TripUpdate } from '#shared/domain/transit/realtime-message.ts';
import { runsOn } from '#shared/domain/transit/service-dates.ts';
import { daysToServiceDate, formatGtfsTime } from '#shared/domain/transit/service-day.ts';
import type { TripIndex } from '#shared/domain/transit/timetable.ts';
import type { Item } from '#shared/store/packed-item.ts';
import type { TransitStore } from '#shared/store/timetable-store.ts';

/**
 * The design that suggests itself, to hold ours against: one small item for each prediction and one for each
 * stop_time, in the order in which a board asks for them.
 */

/** One item for each stop time update, as a poll would write it. */
export function* predictionItems(updates: readonly TripUpdate[], now: number): Generator<Item> {
  for (const { trip, stopTimeUpdates } of updates) {
    for (const { stopId = '', stopSequence, arrival, departure, relationship } of stopTimeUpdates) {
      yield {
        pk: { S: `PREDICTIONS#${stopId}` },
        sk: { S: `${trip.startDate}#${trip.tripId}#${stopSequence}` },
        relationship: { S: relationship },
        ...(arrival?.time !== undefined && { arrival: { N: String(arrival.time) } }),
        ...(departure?.time !== undefined && { departure: { N: String(departure.time) } }),
        ...(departure?.delay !== undefined && { delay: { N: String(departure.delay) } }),
        ttl: { N: String(now + 3600) },
      };
    }
  }
}

const stopTimesKey = (stopId: string, day: number) => `STOP_TIMES#${stopId}#${daysToServiceDate(day)}`;

/** One item for each stop_time of one service day, with what a board row shows. */
export function* stopTimeItems(index: TripIndex, day: number): Generator<Item> {
  for (const trip of index.trips) {
    const pattern = index.patterns[trip.pattern];
    const route = index.routes[trip.route];
    if (!pattern || !route || !runsOn(index.services[trip.service], day)) continue;
    for (const [callIndex, stop] of pattern.stops.entries()) {
      const departure = trip.firstDepartureSeconds + (pattern.departureOffsets[callIndex] ?? 0);
      yield {
        pk: { S: stopTimesKey(index.stops[stop]?.id ?? '', day) },
        sk: { S: `${formatGtfsTime(departure)}#${trip.tripId}#${callIndex}` },
        routeId: { S: route.routeId },
        line: { S: route.line },
        operator: { S: route.operator },
        headsign: { S: trip.headsign },
        wheelchair: { S: trip.wheelchair },
        sequence: { N: String(pattern.stopSequences[callIndex] ?? 0) },
        pickupType: { N: String(pattern.pickupTypes[callIndex] ?? 0) },
      };
    }
  }
}

async function queryUnits(
  store: TransitStore,
  pk: string,
  between?: readonly [string, string],
): Promise<number> {
  const answer = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      KeyConditionExpression: between ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
      ExpressionAttributeValues: {
        ':pk': { S: pk },
        ...(between && { ':from': { S: between[0] }, ':to': { S: between[1] } }),
      },
      ReturnConsumedCapacity: 'TOTAL',
    }),
  );
  return answer.ConsumedCapacity?.CapacityUnits ?? 0;
}

export interface NaiveRead {
  /** All stop_times of the stop on the day, and its predictions. */
  readonly day: number;
  /** Only those of the next two hours, and its predictions. */
  readonly twoHours: number;
}

/** What one board costs, in read units. Each board costs it: there is nothing to keep between two. */
export async function naiveBoardUnits(
  store: TransitStore,
  stopId: string,
  day: number,
  secondsOfDay: number,
): Promise<NaiveRead> {
  const pk = stopTimesKey(stopId, day);
  const window = [formatGtfsTime(secondsOfDay), formatGtfsTime(secondsOfDay + 7200)] as const;
  const predictions = await queryUnits(store, `PREDICTIONS#${stopId}`);
  return {
    day: predictions + (await queryUnits(store, pk)),
    twoHours: predictions + (await queryUnits(store, pk, window)),
  };
}
