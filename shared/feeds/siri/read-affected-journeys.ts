import type { JourneyReference, SkippedStop } from '../../domain/transit/realtime-message.ts';
import { hasZone, parseDateTime } from './parse-date-time.ts';
import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';

/** SIRI's ServiceCondition. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['cancelled', 'noService']);
/** SIRI's RoutePointType, and the word that the UK's profile adds. */
const NOT_SERVED: ReadonlySet<string> = new Set(['notStopping', 'cancelled']);

/** An AffectedVehicleJourney of SIRI-SX 2.0. */
export interface AffectedJourney {
  readonly journey: JourneyReference;
  readonly isCalledOff: boolean;
  /** Stops that it leaves out, where it names them. */
  readonly skipped: readonly SkippedStop[];
}

/** @param discard told why a journey is left out */
export function readAffectedJourneys(
  situation: XmlElement,
  consequences: readonly XmlElement[],
  discard: (reason: string) => void,
): AffectedJourney[] {
  // A consequence that says itself what it affects is of that alone.
  const ofAll = consequences.filter((consequence) => !childAt(consequence, 'Affects'));
  const scopes = [
    { holder: situation, conditions: conditionsOf(ofAll) },
    ...consequences.map((holder) => ({ holder, conditions: conditionsOf([holder]) })),
  ];
  return scopes.flatMap(({ holder, conditions }) =>
    allNamed(childAt(holder, 'Affects', 'VehicleJourneys'), 'AffectedVehicleJourney').flatMap((affected) => {
      const journey = referenceOf(affected);
      if (journey.lineNames.length === 0 || journey.originDeparture === undefined) {
        discard('affected-journey-incomplete');
        return [];
      }
      const own = textAt(affected, 'JourneyCondition');
      const said = own === undefined ? conditions : [own];
      return [
        {
          journey,
          isCalledOff: said.length > 0 && said.every((condition) => NOT_RUNNING.has(condition)),
          skipped: allNamed(childAt(affected, 'Calls'), 'Call').flatMap(skippedStop),
        },
      ];
    }),
  );
}

const conditionsOf = (consequences: readonly XmlElement[]): string[] =>
  consequences.flatMap((consequence) => textAt(consequence, 'Condition') ?? []);

function referenceOf(affected: XmlElement): JourneyReference {
  const endOf = (name: string) => allNamed(childAt(affected, name), 'StopPointRef')[0]?.text || undefined;
  const departure = textAt(affected, 'OriginAimedDepartureTime');
  return {
    operatorRef: textAt(affected, 'Operator', 'OperatorRef'),
    lineNames: [...new Set(['PublishedLineName', 'LineRef'].flatMap((name) => textAt(affected, name) ?? []))],
    originRef: endOf('Origins'),
    destinationRef: endOf('Destinations'),
    originDeparture: parseDateTime(departure),
    destinationArrival: parseDateTime(textAt(affected, 'DestinationAimedArrivalTime')),
    ...(departure !== undefined && !hasZone(departure) && { isOfUnknownZone: true }),
  };
}

function skippedStop(call: XmlElement): SkippedStop[] {
  const stopRef = textAt(call, 'StopPointRef');
  if (stopRef === undefined || !NOT_SERVED.has(textAt(call, 'CallCondition') ?? '')) return [];
  const aimed = textAt(call, 'AimedDepartureTime') ?? textAt(call, 'AimedArrivalTime');
  return [{ stopRef, aimed: parseDateTime(aimed) }];
}
