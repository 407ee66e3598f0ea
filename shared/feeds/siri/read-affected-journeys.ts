import type { JourneyReference, StopTimeUpdate, TripUpdate } from '../../domain/transit/realtime-message.ts';
import { parseDateTime } from './parse-date-time.ts';
import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';

/** SIRI's ServiceCondition. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['cancelled', 'noService']);
/** SIRI's RoutePointType, and the word that the UK's profile adds. */
const NOT_SERVED: ReadonlySet<string> = new Set(['notStopping', 'cancelled']);

/**
 * An AffectedVehicleJourney of SIRI-SX 2.0, and what the situation says of it where that is that it does not run
 * (CANCELED), or not to some of its stops (SKIPPED).
 */
export interface AffectedJourney {
  readonly journey: JourneyReference;
  readonly update: TripUpdate | undefined;
}

/** @param entityId of the situation */
export function readAffectedJourneys(
  situation: XmlElement,
  consequences: readonly XmlElement[],
  entityId: string,
  discard: (reason: string) => void,
): AffectedJourney[] {
  return [situation, ...consequences].flatMap((holder) => {
    const conditions = (holder === situation ? consequences : [holder]).flatMap(
      (consequence) => textAt(consequence, 'Condition') ?? [],
    );
    const journeys = allNamed(childAt(holder, 'Affects', 'VehicleJourneys'), 'AffectedVehicleJourney');
    return journeys.flatMap((affected) => {
      const journey = referenceOf(affected);
      if (journey.lineNames.length === 0 || journey.originDeparture === undefined) {
        discard('affected-journey-incomplete');
        return [];
      }
      return [{ journey, update: updateOf(affected, conditions, journey, entityId) }];
    });
  });
}

function referenceOf(affected: XmlElement): JourneyReference {
  const endOf = (name: string) => allNamed(childAt(affected, name), 'StopPointRef')[0]?.text || undefined;
  return {
    operatorRef: textAt(affected, 'Operator', 'OperatorRef'),
    lineNames: [...new Set(['PublishedLineName', 'LineRef'].flatMap((name) => textAt(affected, name) ?? []))],
    originRef: endOf('Origins'),
    destinationRef: endOf('Destinations'),
    originDeparture: parseDateTime(textAt(affected, 'OriginAimedDepartureTime')),
    destinationArrival: parseDateTime(textAt(affected, 'DestinationAimedArrivalTime')),
  };
}

/** What the journey says itself counts more than what its situation says of all of them. */
function updateOf(
  affected: XmlElement,
  ofSituation: readonly string[],
  journey: JourneyReference,
  entityId: string,
): TripUpdate | undefined {
  const own = textAt(affected, 'JourneyCondition');
  const conditions = own === undefined ? ofSituation : [own];
  const skipped = allNamed(childAt(affected, 'Calls'), 'Call').flatMap(skippedCall);
  if (skipped.length > 0)
    return { entityId, journey, trip: { relationship: 'SCHEDULED' }, stopTimeUpdates: skipped };
  return conditions.some((condition) => NOT_RUNNING.has(condition))
    ? { entityId, journey, trip: { relationship: 'CANCELED' }, stopTimeUpdates: [] }
    : undefined;
}

function skippedCall(call: XmlElement): StopTimeUpdate[] {
  const stopId = textAt(call, 'StopPointRef');
  const isServed = !NOT_SERVED.has(textAt(call, 'CallCondition') ?? '');
  return isServed || stopId === undefined ? [] : [{ stopId, relationship: 'SKIPPED' }];
}
