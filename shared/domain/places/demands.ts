import type { FactStatus } from './fact.ts';
import { type FactGroup, type FactId, factDefinition } from './fact-dictionary.ts';
import type { FactColumn, FactTable, Standing } from './fact-table.ts';
import { type AidSize, USUAL_SIZE, type VisitorNeeds } from './visitor-needs.ts';

export type Answer = 'met' | 'not-met' | 'unknown' | 'partial' | 'not-applicable';

/** What a visitor's needs ask of a fact. */
export interface Demand {
  readonly column: FactColumn;
  readonly needed?: number;
  /** undefined where nothing is asked of what stands so. */
  readonly answer: (standing: Standing) => Answer | undefined;
  /** Whether it is asked of the place in that row at all; of every one where this is not given. */
  readonly arises?: (row: number) => boolean;
}

const byStatus = ({ status }: Standing): Answer => {
  if (status === 'yes') return 'met';
  return status === 'no' ? 'not-met' : status;
};

const need = (column: FactColumn): Demand => ({ column, answer: byStatus });

/** Most places say nothing of the way there; one that does is believed. */
const said = (column: FactColumn): Demand => ({
  column,
  answer: (standing) => (standing.status === 'unknown' ? undefined : byStatus(standing)),
});

/** A measure that must be at least what is needed. */
function atLeast(column: FactColumn, needed: number): Demand {
  const answer: Demand['answer'] = ({ status, value }) => {
    if (value === undefined) return status === 'not-applicable' ? status : 'unknown';
    return value >= needed ? 'met' : 'not-met';
  };
  return { column, needed, answer };
}

function atMost(column: FactColumn, needed: number): Demand {
  const answer: Demand['answer'] = ({ value }) => {
    if (value === undefined) return 'unknown';
    return value <= needed ? 'met' : 'not-met';
  };
  return { column, needed, answer };
}

/** Only counts against a place where it is said; most say nothing of it. */
function limit(column: FactColumn, needed: number): Demand {
  const { answer } = atLeast(column, needed);
  return {
    column,
    needed,
    answer: (standing) => (standing.value === undefined ? undefined : answer(standing)),
  };
}

/** A place without a toilet has none that suits. */
function toilet(column: FactColumn): Demand {
  const answer: Demand['answer'] = (standing) =>
    standing.status === 'not-applicable' ? 'not-met' : byStatus(standing);
  return { column, answer };
}

/** Of places at which a fact stands so, and no others. */
const where = (column: FactColumn, statuses: readonly FactStatus[], demand: Demand): Demand => ({
  ...demand,
  arises: column.ask(({ status }) => statuses.includes(status)),
});

/** The way in: level or ramped; else one step, or for who walks several, that the visitor manages. */
function* entrance(facts: FactTable, { aid, stepFree, maxStep = 0 }: VisitorNeeds): Generator<Demand> {
  const column = facts.of('stepFreeEntrance');
  if (stepFree || maxStep === 0) return yield need(column);
  const hasSteps = ['no', 'partial', 'unknown'] as const;
  yield where(column, ['yes', 'not-applicable'], need(column));
  yield where(column, hasSteps, atMost(facts.of('entranceStepHeight'), maxStep));
  if (aid) yield where(column, hasSteps, atMost(facts.of('entranceStepCount'), 1));
}

/** A lift that is there must be large enough; of one that nobody mentions, only what is said counts. */
function* lift(facts: FactTable, { width, length }: AidSize): Generator<Demand> {
  const column = facts.of('lift');
  const [isThere, mayBeThere] = [
    ['yes', 'partial'],
    ['no', 'unknown'],
  ] as const;
  yield where(column, isThere, need(column));
  for (const [fact, needed] of [
    ['liftDoorWidth', width],
    ['liftCabinLength', length],
  ] as const) {
    yield where(column, isThere, atLeast(facts.of(fact), needed));
    yield where(column, mayBeThere, limit(facts.of(fact), needed));
  }
}

function* demandsOf(facts: FactTable, needs: VisitorNeeds): Generator<Demand> {
  const { aid } = needs;
  if (aid || needs.stepFree || needs.maxStep !== undefined) {
    yield* entrance(facts, needs);
    yield need(facts.of('stepFreeInside'));
    yield said(facts.of('stepFreeApproach'));
  }
  if (aid) {
    yield atLeast(facts.of('entranceDoorWidth'), aid.width);
    yield atLeast(facts.of('aisleWidth'), aid.width);
    yield atLeast(facts.of('turningSpace'), aid.turning);
    yield* lift(facts, aid);
  }
  if (aid?.kind === 'scooter') {
    yield need(facts.of('scootersIndoors'));
    yield limit(facts.of('scooterMaxWidth'), aid.width);
    yield limit(facts.of('scooterMaxLength'), aid.length);
  }
  if (needs.toilet === 'changing-places') yield toilet(facts.of('changingPlaces'));
  if (needs.toilet === 'accessible') {
    yield toilet(facts.of('accessibleToilet'));
    if (aid) {
      yield atLeast(facts.of('toiletDoorWidth'), aid.width);
      // Nobody turns a scooter in a toilet; a wheelchair's space is what there must be.
      yield limit(facts.of('toiletTurningSpace'), Math.min(aid.turning, USUAL_SIZE.wheelchair.turning));
    }
  }
  if (needs.hearing) yield need(facts.of('hearingLoop'));
  if (needs.vision) yield need(facts.of('audioDescription'));
  if (needs.quiet) yield need(facts.of('quietSpace'));
  if (needs.dog) yield need(facts.of('assistanceDogs'));
}

/** In these groups a fact is a thing that a place has; in the others, one that is in nobody's way where it is not. */
const FACILITIES: ReadonlySet<FactGroup> = new Set(['toilets', 'eating', 'senses', 'staff-and-tickets']);
const PARKING: ReadonlySet<FactId> = new Set(['blueBadgeParking', 'scooterParking', 'scooterCharging']);

/** Whether a place is without what is asked for by name. A measure is never refused: it is no yes or no. */
export function lacks(id: FactId, { status }: Pick<Standing, 'status'>): boolean {
  const { group, unit } = factDefinition(id);
  if (unit !== undefined) return false;
  return status === 'no' || (status === 'not-applicable' && (FACILITIES.has(group) || PARKING.has(id)));
}

const isAsked = ({ answer, arises, column }: Demand, row: number): boolean =>
  arises?.(row) !== false && answer(column.at(row)) !== undefined;

/** What is asked for by name, at places where no need has asked for it already. */
function named(column: FactColumn, already: readonly Demand[]): Demand {
  const same = already.filter((demand) => demand.column === column);
  return {
    column,
    answer: (standing) => (lacks(column.fact, standing) ? 'not-met' : byStatus(standing)),
    arises: (row) => !same.some((demand) => isAsked(demand, row)),
  };
}

/** Everything that is asked, in the order in which a visitor meets it. */
export function allDemands(facts: FactTable, needs: VisitorNeeds, access: readonly FactId[]): Demand[] {
  const demands = [...demandsOf(facts, needs)];
  for (const fact of access) demands.push(named(facts.of(fact), demands));
  return demands;
}
