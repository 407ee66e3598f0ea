import type { CalendarDate, FactMethod } from '../places/fact.ts';
import { FACT_IDS, type FactId } from '../places/fact-dictionary.ts';
import { refuse, type Step, type StepContext } from './editorial.ts';
import type { Listing } from './listing.ts';
import { FACT_PARTS, type Fields, isSame, partField, unitOf } from './listing-fields.ts';
import { inPublicAndDraft } from './public-step.ts';

const MARK = 'yes';

export const isDisputed = (fields: Fields, fact: FactId | null): boolean =>
  fact !== null && fields[partField(fact, 'disputed')] === MARK;

/**
 * Marks a fact as questioned, in public at once: that says less than before, so nobody else has to agree. A draft, or
 * what is in review or scheduled, carries the mark too, and otherwise goes its way.
 * @param publicFields what the public version says
 */
export function dispute(listing: Listing, publicFields: Fields, fact: FactId, context: StepContext): Step {
  if (listing.publicVersion === null) return refuse('wrong-state');
  if (publicFields[fact] === undefined) return refuse('not-said');
  if (isDisputed(publicFields, fact)) return refuse('unchanged');
  return inPublicAndDraft(listing, publicFields, 'disputed', (fields) => marked(fields, fact), context);
}

/** How somebody has made sure that what is said is right. */
export interface FactCheck {
  readonly method: FactMethod;
  readonly verified: CalendarDate;
}

/**
 * Takes the mark away: what is said has been looked at again, and is right. A draft that says something else loses the
 * mark and gets no date: that answer nobody has looked at.
 */
export function confirm(
  listing: Listing,
  publicFields: Fields,
  fact: FactId,
  check: FactCheck,
  context: StepContext,
): Step {
  if (listing.publicVersion === null) return refuse('wrong-state');
  if (!isDisputed(publicFields, fact)) return refuse('unchanged');
  const answer = answerOf(publicFields, fact);
  const settled = (fields: Fields) => {
    const unmarked = without(fields, partField(fact, 'disputed'));
    return isSame(answerOf(fields, fact), answer) ? checked(unmarked, fact, check) : unmarked;
  };
  return inPublicAndDraft(listing, publicFields, 'confirmed', settled, context);
}

/** An older version that is brought back is questioned where the public one is, and nowhere else. */
export function disputedAs(publicFields: Fields, fields: Fields): Fields {
  return FACT_IDS.reduce<Fields>(
    (said, fact) =>
      isDisputed(publicFields, fact) ? marked(said, fact) : without(said, partField(fact, 'disputed')),
    fields,
  );
}

/** Whether the version before one at work was written together with it, to be public beside it. */
export const isPublicCopyOf = (before: Listing, listing: Listing): boolean =>
  listing.state !== 'published' &&
  before.publicVersion === before.version &&
  listing.publicVersion === before.version &&
  listing.changedAt === before.changedAt;

/** Of a fact of which nothing is said there is nothing to question. */
const marked = (fields: Fields, fact: FactId): Fields =>
  fields[fact] === undefined ? fields : { ...fields, [partField(fact, 'disputed')]: MARK };

const without = (fields: Fields, field: string): Fields => {
  if (fields[field] === undefined) return fields;
  const { [field]: _, ...others } = fields;
  return others;
};

/** What is said of a fact, without how that is known. */
function answerOf(fields: Fields, fact: FactId): Fields {
  const parts = new Set(FACT_PARTS.map((part) => partField(fact, part)));
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => unitOf(name) === fact && !parts.has(name)),
  );
}

/** A day to look again that has passed would make old at once what was looked at just now. */
function checked(fields: Fields, fact: FactId, { method, verified }: FactCheck): Fields {
  const reviewBy = partField(fact, 'review_by');
  const day = fields[reviewBy];
  const dated = { ...fields, [partField(fact, 'method')]: method, [partField(fact, 'verified')]: verified };
  return day !== undefined && day <= verified ? without(dated, reviewBy) : dated;
}
