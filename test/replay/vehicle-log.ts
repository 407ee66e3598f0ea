import { parse } from 'csv-parse/sync';
import GtfsRealtimeBindings from 'gtfs-realtime-bindings';
import * as z from 'zod/mini';

const { FeedMessage } = GtfsRealtimeBindings.transit_realtime;

const numeric = z.coerce.number();
/** A row for each vehicle and poll, under the names that GTFS-realtime has for them. Empty: not said. */
const rowSchema = z.object({
  feed_timestamp: numeric,
  entity_id: z.string(),
  vehicle_id: z.string(),
  route_id: z.string(),
  trip_id: z.string(),
  trip_start_date: z.string(),
  trip_start_time: z.string(),
  stop_id: z.string(),
  current_stop_sequence: z.string(),
  current_status: z.string(),
  vehicle_timestamp: numeric,
  lat: z.string(),
  lon: z.string(),
  bearing: z.string(),
});
type LogRow = z.infer<typeof rowSchema>;

const given = (text: string) => (text === '' ? undefined : text);
const number = (text: string) => (text === '' ? undefined : Number(text));

function entityOf(row: LogRow) {
  const [lat, lon] = [number(row.lat), number(row.lon)];
  return {
    id: row.entity_id,
    vehicle: {
      ...(row.trip_id !== '' && {
        trip: {
          tripId: row.trip_id,
          routeId: given(row.route_id),
          startDate: given(row.trip_start_date),
          startTime: given(row.trip_start_time),
        },
      }),
      vehicle: { id: row.vehicle_id },
      ...(lat !== undefined &&
        lon !== undefined && { position: { latitude: lat, longitude: lon, bearing: number(row.bearing) } }),
      stopId: given(row.stop_id),
      currentStopSequence: number(row.current_stop_sequence),
      currentStatus: number(row.current_status),
      timestamp: row.vehicle_timestamp,
    },
  };
}

/** The vehicle messages that a log of them was made from. A row that is none is named by its line. */
export function* vehicleLogMessages(csv: Uint8Array): Generator<{ at: number; bytes: Uint8Array }> {
  const records: unknown[] = parse(Buffer.from(csv), { columns: true, bom: true });
  const byTime = new Map<number, LogRow[]>();
  records.forEach((record, i) => {
    const row = z.safeParse(rowSchema, record);
    if (!row.success) throw new Error(`line ${i + 2}: ${row.error.issues[0]?.path.join('.')} cannot be read`);
    byTime.set(row.data.feed_timestamp, [...(byTime.get(row.data.feed_timestamp) ?? []), row.data]);
  });
  for (const [at, rows] of [...byTime].sort(([a], [b]) => a - b)) {
    const message = FeedMessage.fromObject({
      header: { gtfsRealtimeVersion: '2.0', incrementality: 0, timestamp: at },
      entity: rows.map(entityOf),
    });
    yield { at, bytes: FeedMessage.encode(message).finish() };
  }
}
