import { type CalendarDate, type Fact, freshnessOf } from './fact.ts';
import { type FactGroup, type FactId, factDefinition } from './fact-dictionary.ts';
import { factOf, type Place } from './place.ts';
import { USUAL_SIZE, type VisitorNeeds } from './visitor-needs.ts';

export const VERDICTS = ['confirmed', 'unconfirmed', 'unsuitable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why a fact stands in the way, or does not. */
export const REASON_CODES = [
  /** It is said to be so. */
  'met',
  /** It is said not to be so, or to be too small. */
  'not-met',
  /** Nobody has said. */
  'unknown',
  /** So in part; the note says where. */
  'partial',
  /** It was so when somebody last looked, long ago. */
  'old',
  /** It is said to be so, and nobody has said when that was checked. */
  'unchecked',
  /** A visitor has said otherwise. */
  'disputed',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

export interface FitReason {
  readonly fact: FactId;
  readonly code: ReasonCode;
  /** The place's measure, in the unit of the fact. */
  readonly value?: number;
  /** The visitor's. */
  readonly needed?: number;
}

export interface Fit {
  readonly verdict: Verdict;
  /** Worst first. */
  readonly reasons: readonly FitReason[];
}

type Answer = 'met' | 'not-met' | 'unknown' | 'partial' | 'not-applicable';

interface Check {
  readonly fact: FactId;
  readonly answer: Answer;
  readonly needed?: number;
}

const byStatus = ({ status }: Fact): Answer => {
  if (status === 'yes') return 'met';
  return status === 'no' ? 'not-met' : status;
};

/** A measure that must be at least what is needed. */
function atLeast({ status, value }: Fact, needed: number): Answer {
  if (value === undefined) return status === 'not-applicable' ? status : 'unknown';
  return value >= needed ? 'met' : 'not-met';
}

/** The way in: level or ramped; else one step, or for who walks several, that the visitor manages. */
function entrance(facts: Place['facts'], needs: VisitorNeeds): Check[] {
  const { aid } = needs;
  const maxStep = needs.stepFree ? 0 : (needs.maxStep ?? 0);
  const stepFree = factOf(facts, 'stepFreeEntrance');
  if (stepFree.status === 'yes' || stepFree.status === 'not-applicable' || maxStep === 0)
    return [{ fact: 'stepFreeEntrance', answer: byStatus(stepFree) }];
  const { value: height } = factOf(facts, 'entranceStepHeight');
  const { value: count } = factOf(facts, 'entranceStepCount');
  const checks: Check[] = [
    {
      fact: 'entranceStepHeight',
      answer: height === undefined ? 'unknown' : height <= maxStep ? 'met' : 'not-met',
      needed: maxStep,
    },
  ];
  if (aid) {
    const answer = count === undefined ? 'unknown' : count <= 1 ? 'met' : 'not-met';
    checks.push({ fact: 'entranceStepCount', answer, needed: 1 });
  }
  return checks;
}

function checksOf(facts: Place['facts'], needs: VisitorNeeds): Check[] {
  const checks: Check[] = [];
  const need = (fact: FactId) => checks.push({ fact, answer: byStatus(factOf(facts, fact)) });
  const measure = (fact: FactId, needed: number) =>
    checks.push({ fact, answer: atLeast(factOf(facts, fact), needed), needed });
  /** Only counts against a place where it is said; most say nothing of it. */
  const limit = (fact: FactId, needed: number) => {
    if (factOf(facts, fact).value !== undefined) measure(fact, needed);
  };
  /** Most places say nothing of the way there; one that does is believed. */
  const said = (fact: FactId) => {
    if (factOf(facts, fact).status !== 'unknown') need(fact);
  };
  const { aid } = needs;
  if (aid || needs.stepFree || needs.maxStep !== undefined) {
    checks.push(...entrance(facts, needs));
    need('stepFreeInside');
    said('stepFreeApproach');
  }
  if (aid) {
    measure('entranceDoorWidth', aid.width);
    measure('aisleWidth', aid.width);
    measure('turningSpace', aid.turning);
    const lift = factOf(facts, 'lift').status;
    // A lift that is there must be large enough; of one that nobody mentions, only what is said counts.
    const ask = lift === 'yes' || lift === 'partial' ? measure : limit;
    if (lift === 'yes' || lift === 'partial') need('lift');
    if (lift !== 'not-applicable') {
      ask('liftDoorWidth', aid.width);
      ask('liftCabinLength', aid.length);
    }
  }
  if (aid?.kind === 'scooter') {
    need('scootersIndoors');
    limit('scooterMaxWidth', aid.width);
    limit('scooterMaxLength', aid.length);
  }
  if (needs.toilet) {
    const fact = needs.toilet === 'accessible' ? 'accessibleToilet' : 'changingPlaces';
    const answer = byStatus(factOf(facts, fact));
    // A place without a toilet has none that suits.
    checks.push({ fact, answer: answer === 'not-applicable' ? 'not-met' : answer });
    if (aid && needs.toilet === 'accessible') {
      measure('toiletDoorWidth', aid.width);
      // Nobody turns a scooter in a toilet; a wheelchair's space is what there must be.
      limit('toiletTurningSpace', Math.min(aid.turning, USUAL_SIZE.wheelchair.turning));
    }
  }
  if (needs.hearing) need('hearingLoop');
  if (needs.vision) need('audioDescription');
  if (needs.quiet) need('quietSpace');
  if (needs.dog) need('assistanceDogs');
  return checks;
}

/** In these groups a fact is a thing that a place has; in the others, one that is in nobody's way where it is not. */
const FACILITIES: ReadonlySet<FactGroup> = new Set(['toilets', 'eating', 'senses', 'staff-and-tickets']);
const PARKING: ReadonlySet<FactId> = new Set(['blueBadgeParking', 'scooterParking', 'scooterCharging']);

/** Whether a place is without what is asked for by name. A measure is never refused: it is no yes or no. */
export function lacks(facts: Place['facts'], id: FactId): boolean {
  const { group, unit } = factDefinition(id);
  const { status } = factOf(facts, id);
  if (unit !== undefined) return false;
  return status === 'no' || (status === 'not-applicable' && (FACILITIES.has(group) || PARKING.has(id)));
}

/** Whether what speaks for a place can be relied on. */
function doubtOf(id: FactId, fact: Fact, today: CalendarDate): ReasonCode {
  if (fact.disputed) return 'disputed';
  if (!factDefinition(id).critical) return 'met';
  const freshness = freshnessOf(fact, today);
  return freshness === 'current' ? 'met' : freshness === 'old' ? 'old' : 'unchecked';
}

/** What an answer is worth, given how old it is and whether anybody disputes it. */
function reasonOf(
  { fact: id, answer, needed }: Check,
  facts: Place['facts'],
  today: CalendarDate,
): FitReason {
  const fact = factOf(facts, id);
  const code = answer === 'met' || answer === 'not-applicable' ? doubtOf(id, fact, today) : answer;
  return {
    fact: id,
    code,
    ...(fact.value !== undefined && { value: fact.value }),
    ...(needed !== undefined && { needed }),
  };
}

const rank: Readonly<Record<ReasonCode, number>> = {
  'not-met': 0,
  disputed: 1,
  unknown: 2,
  partial: 3,
  unchecked: 4,
  old: 5,
  met: 6,
};

/**
 * Whether a place suits a visitor. Unsuitable when a fact says that it does not; confirmed when facts say of every
 * need that it does; else unconfirmed. A larger aid never gets a better verdict, and what is unknown never counts for
 * a place.
 * @param access facts that are asked for by name
 */
export function fitOf(
  facts: Place['facts'],
  needs: VisitorNeeds,
  today: CalendarDate,
  access: readonly FactId[] = [],
): Fit {
  const checks = checksOf(facts, needs);
  for (const fact of access) {
    if (checks.some((check) => check.fact === fact)) continue;
    checks.push({ fact, answer: lacks(facts, fact) ? 'not-met' : byStatus(factOf(facts, fact)) });
  }
  const reasons = checks
    .map((check) => reasonOf(check, facts, today))
    .sort((a, b) => rank[a.code] - rank[b.code]);
  const has = (...codes: ReasonCode[]) => reasons.some(({ code }) => codes.includes(code));
  const verdict = has('not-met')
    ? 'unsuitable'
    : has('disputed', 'unknown', 'partial', 'unchecked', 'old')
      ? 'unconfirmed'
      : 'confirmed';
  return { verdict, reasons };
}
