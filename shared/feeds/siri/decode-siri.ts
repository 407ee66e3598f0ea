import type { RealtimeMessage, VehiclePosition } from '../../domain/transit/realtime-message.ts';
import { DomainError } from '../../platform/domain-error.ts';
import { parseDateTime } from './parse-date-time.ts';
import { readSiriRecords, type SiriFrame } from './read-siri-records.ts';
import { readSituation, type Situation } from './read-situation-exchange.ts';
import { readVehicleActivity } from './read-vehicle-monitoring.ts';
import { tellVehiclesApart } from './tell-vehicles-apart.ts';

const records = new Set(['VehicleActivity', 'PtSituationElement']);
const deliveries = ['VehicleMonitoringDelivery', 'SituationExchangeDelivery'];

/**
 * Decodes a SIRI 2.0 document with vehicles (VM), situations (SX) or both. Records that cannot be used are counted.
 * @throws DomainError `upstream` when it is no such document, or says that it could not be delivered
 */
export function decodeSiriMessage(bytes: Uint8Array): RealtimeMessage {
  const vehicles: VehiclePosition[] = [];
  const situations: Situation[] = [];
  const discarded: Record<string, number> = {};
  const discard = (reason: string) => {
    discarded[reason] = (discarded[reason] ?? 0) + 1;
  };
  const frame = readSiriRecords(bytes, records, (record) => {
    if (record.name === 'VehicleActivity') {
      const vehicle = readVehicleActivity(record, discard);
      if (vehicle) vehicles.push(vehicle);
    } else {
      const situation = readSituation(record, discard);
      if (situation) situations.push(situation);
    }
  });
  refuseUndelivered(frame);
  const timestamp = timestampOf(frame);
  const latest = latestOfEach(situations, discard);
  return {
    timestamp,
    tripUpdates: [],
    vehicles: tellVehiclesApart(vehicles, timestamp, discard),
    alerts: latest.flatMap(({ alert }) => alert ?? []),
    closures: latest.flatMap(({ closures }) => closures),
    discarded,
  };
}

function refuseUndelivered(frame: SiriFrame): void {
  const delivered = deliveries.filter((name) => frame.has(`ServiceDelivery/${name}`));
  if (delivered.length === 0) {
    const held = [...frame.keys()].flatMap(
      (path) => /^ServiceDelivery\/(\w+Delivery)$/.exec(path)?.[1] ?? [],
    );
    throw new DomainError(
      'upstream',
      `SIRI without vehicles or situations${held.length > 0 ? `: it holds ${held[0]}` : ''}`,
    );
  }
  for (const name of ['', ...delivered.map((delivery) => `${delivery}/`)]) {
    if (frame.get(`ServiceDelivery/${name}Status`) !== 'false') continue;
    throw new DomainError('upstream', 'SIRI whose Status is false: its producer could not deliver');
  }
}

/** Null where the document has none (rule B7). */
function timestampOf(frame: SiriFrame): number | null {
  const text =
    frame.get('ServiceDelivery/ResponseTimestamp') ??
    deliveries.flatMap((name) => frame.get(`ServiceDelivery/${name}/ResponseTimestamp`) ?? [])[0];
  if (!text) return null;
  const timestamp = parseDateTime(text);
  if (timestamp === undefined)
    throw new DomainError('upstream', `SIRI whose ResponseTimestamp is no time: "${text.slice(0, 40)}"`);
  return timestamp;
}

/** A version that is over puts an end to the ones before it. */
function latestOfEach(situations: readonly Situation[], discard: (reason: string) => void): Situation[] {
  const latest = new Map<string, Situation>();
  for (const situation of situations) {
    const known = latest.get(situation.id);
    if (known) discard('duplicate-alert-id');
    if (!known || situation.version >= known.version) latest.set(situation.id, situation);
  }
  return [...latest.values()];
}
