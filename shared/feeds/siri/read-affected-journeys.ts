import type { JourneyReference, SkippedStop } from '../../domain/transit/realtime-message.ts';
import { hasZone, parseDateTime } from './parse-date-time.ts';
import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';
import { conditionsOf } from './situation-words.ts';

/** SIRI's ServiceCondition; the third is of SIRI 2.1. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['cancelled', 'noService', 'tripCancellation']);
/** SIRI's RoutePointType with its numbers in TPEG (pti15), its CallStatus, and the word that the UK's profile adds. */
const NOT_SERVED: ReadonlySet<string> = new Set([
  'notStopping',
  'pti15_5',
  'temporarilyNotStopping',
  'pti15_7',
  'cancelled',
]);
const SERVED: ReadonlySet<string> = new Set([
  ...['startPoint', 'pti15_1', 'origin', 'destination', 'pti15_2', 'stop', 'pti15_3', 'intermediate'],
  ...[
    'via',
    'pti15_4',
    'temporaryStop',
    'pti15_6',
    'exceptionalStop',
    'pti15_8',
    'additionalStop',
    'pti15_9',
  ],
  ...['requestStop', 'pti15_10'],
]);

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
    { holder: situation, conditions: ofAll.flatMap((each) => conditionsOf(each, 'Condition')) },
    ...consequences.map((holder) => ({ holder, conditions: conditionsOf(holder, 'Condition') })),
  ];
  return scopes.flatMap(({ holder, conditions }) =>
    allNamed(childAt(holder, 'Affects', 'VehicleJourneys'), 'AffectedVehicleJourney').flatMap((affected) => {
      const journey = referenceOf(affected);
      if (journey.lineNames.length === 0 || journey.originDeparture === undefined) {
        discard('affected-journey-incomplete');
        return [];
      }
      const own = conditionsOf(affected, 'JourneyCondition');
      const said = own.length === 0 ? conditions : own;
      const calls = allNamed(childAt(affected, 'Calls'), 'Call');
      const unread = calls
        .flatMap(conditionsOfCall)
        .filter((word) => !NOT_SERVED.has(word) && !SERVED.has(word));
      for (const _ of unread) discard('call-condition-not-read');
      return [
        {
          journey,
          // Of some calls something is said that nobody here can read: it may be all that is to be said.
          isCalledOff: unread.length === 0 && said.length > 0 && said.every((word) => NOT_RUNNING.has(word)),
          skipped: calls.flatMap(skippedStop),
        },
      ];
    }),
  );
}

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

const conditionsOfCall = (call: XmlElement): string[] => conditionsOf(call, 'CallCondition');

function skippedStop(call: XmlElement): SkippedStop[] {
  const stopRef = textAt(call, 'StopPointRef');
  const isServed = textAt(call, 'DepartureStatus') !== 'cancelled';
  if (stopRef === undefined || (isServed && !conditionsOfCall(call).some((word) => NOT_SERVED.has(word))))
    return [];
  const aimed = textAt(call, 'AimedDepartureTime') ?? textAt(call, 'AimedArrivalTime');
  return [{ stopRef, aimed: parseDateTime(aimed) }];
}
