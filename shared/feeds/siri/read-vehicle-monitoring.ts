import type { Occupancy } from '../../domain/transit/live-snapshot.ts';
import type { VehicleDescriptor, VehiclePosition } from '../../domain/transit/realtime-message.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';
import { parseDateTime } from './parse-date-time.ts';
import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';

const DAY_SECONDS = 86_400;
/** A bus is not that far from its departure: the date is wrong, not the time. */
const WRONG_DAY_SECONDS = 20 * 3600;

/** What a spare ticket machine calls whatever bus it is on. */
const SPARE_MACHINE = 'TMP';

/** SIRI 2.0 and 2.1. A word that is none of these is not known, not "seats available". */
const occupancies: ReadonlyMap<string, Occupancy> = new Map([
  ['empty', 'EMPTY'],
  ['seatsavailable', 'MANY_SEATS_AVAILABLE'],
  ['manyseatsavailable', 'MANY_SEATS_AVAILABLE'],
  ['fewseatsavailable', 'FEW_SEATS_AVAILABLE'],
  ['standingavailable', 'STANDING_ROOM_ONLY'],
  ['standingroomonly', 'STANDING_ROOM_ONLY'],
  ['crushedstandingroomonly', 'CRUSHED_STANDING_ROOM_ONLY'],
  ['full', 'FULL'],
  ['notacceptingpassengers', 'NOT_ACCEPTING_PASSENGERS'],
]);

/**
 * One VehicleActivity of SIRI-VM 2.0.
 * @param discard told why the record, or a part of it, is left out
 * @returns undefined for a record that cannot be used
 */
export function readVehicleActivity(
  activity: XmlElement,
  discard: (reason: string) => void,
): VehiclePosition | undefined {
  const journey = childAt(activity, 'MonitoredVehicleJourney');
  if (!journey) {
    discard('vehicle-without-journey');
    return undefined;
  }
  const timestamp = parseDateTime(textAt(activity, 'RecordedAtTime'));
  if (timestamp === undefined) {
    // The feed's own time would make an old position new.
    discard('vehicle-without-time');
    return undefined;
  }
  const location = childAt(journey, 'VehicleLocation');
  const lat = textAt(location, 'Latitude');
  const lon = textAt(location, 'Longitude');
  const bearing = Number(textAt(journey, 'Bearing') ?? Number.NaN);
  return {
    vehicle: vehicleOf(activity, journey, discard),
    journey: {
      operatorRef: textAt(journey, 'OperatorRef'),
      lineNames: [
        ...new Set(['PublishedLineName', 'LineRef'].flatMap((name) => textAt(journey, name) ?? [])),
      ],
      originRef: textAt(journey, 'OriginRef'),
      destinationRef: textAt(journey, 'DestinationRef'),
      originDeparture: departureOf(journey, timestamp, discard),
    },
    position: lat !== undefined && lon !== undefined ? { lat: Number(lat), lon: Number(lon) } : undefined,
    bearing: bearing > 0 && bearing <= 360 ? bearing : undefined,
    timestamp,
    occupancy: occupancies.get(textAt(journey, 'Occupancy')?.toLowerCase() ?? ''),
  };
}

/** A VehicleRef is unique within its operator, and some producers put the operator before it. */
function vehicleOf(
  activity: XmlElement,
  journey: XmlElement,
  discard: (reason: string) => void,
): VehicleDescriptor | undefined {
  const ref = textAt(journey, 'VehicleRef');
  if (ref === undefined) return undefined;
  const prefix = `${textAt(journey, 'OperatorRef') ?? ''}-`;
  const own = prefix !== '-' && ref.startsWith(prefix) ? ref.slice(prefix.length) : ref;
  // An extension of the UK's profile. 0 may be a default; a space that is counted is there.
  const spaces = Number(allNamed(activity, 'WheelchairCapacity')[0]?.text ?? 0);
  const wheelchair = spaces > 0 ? ('yes' as const) : undefined;
  if (own.toUpperCase() === SPARE_MACHINE) {
    discard('vehicle-ref-shared');
    return { wheelchair };
  }
  return { id: prefix === '-' ? own : prefix + own, label: own.replaceAll('_', ' '), wheelchair };
}

function departureOf(
  journey: XmlElement,
  recordedAt: EpochSeconds,
  discard: (reason: string) => void,
): EpochSeconds | undefined {
  const text = textAt(journey, 'OriginAimedDepartureTime');
  const given = parseDateTime(text);
  if (given === undefined) {
    if (text !== undefined) discard('departure-time-invalid');
    return undefined;
  }
  const ahead = given - recordedAt;
  if (Math.abs(ahead) <= WRONG_DAY_SECONDS) return given;
  const shifted = given - Math.sign(ahead) * DAY_SECONDS;
  if (Math.abs(shifted - recordedAt) <= WRONG_DAY_SECONDS) return shifted;
  discard('departure-time-implausible');
  return undefined;
}
