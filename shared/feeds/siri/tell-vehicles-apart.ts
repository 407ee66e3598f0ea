import { FUTURE_SECONDS, SILENT_AFTER_SECONDS } from '../../domain/transit/freshness.ts';
import type { JourneyReference, VehiclePosition } from '../../domain/transit/realtime-message.ts';
import type { EpochSeconds } from '../../domain/transit/service-day.ts';

/** Who has one name for more buses than that has it for every bus. */
const MOST_COMPARED = 20;

/**
 * Rule V8: of the activities of one vehicle the newest is where it is, but for one from a clock that is ahead (V2). Two
 * vehicles may have one VehicleRef: then it names neither, or what is known of the one would be taken for the other's.
 * @param discard told of activities that are left out, and of names
 */
export function tellVehiclesApart(
  vehicles: readonly VehiclePosition[],
  feedTimestamp: EpochSeconds | null,
  discard: (reason: string) => void,
): VehiclePosition[] {
  const latest = (feedTimestamp ?? Number.POSITIVE_INFINITY) + FUTURE_SECONDS;
  const newness = ({ timestamp = 0 }: VehiclePosition) => (timestamp > latest ? 0 : timestamp);
  const byId = new Map<string, VehiclePosition[]>();
  const nameless: VehiclePosition[] = [];
  for (const position of vehicles) {
    const id = position.vehicle?.id;
    if (id === undefined) nameless.push(position);
    else {
      const activities = byId.get(id);
      if (activities) activities.push(position);
      else byId.set(id, [position]);
    }
  }
  for (const [id, activities] of byId) {
    // Of two that are as new the later in the document counts.
    const newestFirst = activities.toReversed().sort((a, b) => newness(b) - newness(a));
    const apart: VehiclePosition[] = [];
    const said = new Set<string>();
    for (const activity of newestFirst) {
      const [newest = activity] = apart;
      const isSilent = newness(newest) - newness(activity) > SILENT_AFTER_SECONDS;
      const words = JSON.stringify(activity.journey);
      const isKnown =
        said.has(words) ||
        apart.slice(0, MOST_COMPARED).some(({ journey }) => mayBeOne(journey, activity.journey));
      said.add(words);
      if (isSilent || isKnown) discard('duplicate-vehicle');
      else apart.push(activity);
    }
    byId.set(id, apart.length > 1 ? apart.map((activity) => withoutName(activity, discard)) : apart);
  }
  return [...[...byId.values()].flat(), ...nameless];
}

/** What one of the two leaves out does not tell them apart. */
function mayBeOne(one: JourneyReference | undefined, other: JourneyReference | undefined): boolean {
  if (!one || !other) return true;
  const sayTheSame = (field: 'originRef' | 'destinationRef' | 'originDeparture') =>
    one[field] === undefined || other[field] === undefined || one[field] === other[field];
  const isOneLine =
    one.lineNames.length === 0 ||
    other.lineNames.length === 0 ||
    one.lineNames.some((name) => other.lineNames.includes(name));
  return (
    isOneLine && sayTheSame('originRef') && sayTheSame('destinationRef') && sayTheSame('originDeparture')
  );
}

function withoutName(activity: VehiclePosition, discard: (reason: string) => void): VehiclePosition {
  discard('vehicle-ref-shared');
  return { ...activity, vehicle: { ...activity.vehicle, id: undefined, label: undefined } };
}
