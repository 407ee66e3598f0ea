import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stepBy } from '#test/builders/listing-steps.ts';
import { writer } from '#test/builders/listings.ts';
import {
  approve,
  archive,
  changeOwners,
  edit,
  newListing,
  publishScheduled,
  reopen,
  type Step,
  type StepContext,
  sendBack,
  submit,
  unpublishScheduled,
} from './editorial.ts';
import type { Listing } from './listing.ts';
import { changedUnits, type Fields } from './listing-fields.ts';

/** What somebody who only watches knows of a listing. */
interface Watched {
  readonly twoPersons: boolean;
  /** Minutes. */
  now: number;
  fields: Fields;
  /** Who has changed what it says since it last became public. */
  authors: Set<string>;
  /** Who has let out what is scheduled; null: nothing is. */
  approval: { readonly by: string; readonly from: number; readonly until: number | null } | null;
  /** What visitors see, and until when; null: nothing. */
  shown: { readonly fields: Fields; readonly until: number | null } | null;
  isArchived: boolean;
  /** What each version said that ever became public. */
  readonly published: Map<number, Fields>;
}
interface Real {
  listing: Listing;
}

const instant = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 12, minutes)).toISOString();
const orNull = (minutes: number | null) => (minutes === null ? null : instant(minutes));

class Taken implements fc.Command<Watched, Real> {
  private readonly label: string;
  private readonly person: string;
  private readonly stepFrom: (listing: Listing, context: StepContext, watched: Watched) => Step;
  private readonly watch: (watched: Watched, person: string, next: Listing) => void;

  constructor(label: string, person: string, stepFrom: Taken['stepFrom'], watch: Taken['watch']) {
    this.label = label;
    this.person = person;
    this.stepFrom = stepFrom;
    this.watch = watch;
  }

  check = () => true;
  toString = () => `${this.person} ${this.label}`;

  run(watched: Watched, real: Real): void {
    const { listing: before } = real;
    const context = stepBy({ subject: this.person, name: this.person }, instant(watched.now));
    const step = this.stepFrom(before, context, watched);
    if ('refused' in step) return;
    const { listing } = step;
    expect(listing.version).toBe(before.version + 1);
    expect([listing.changedBy, listing.changedAt, listing.id]).toEqual([
      context.actor,
      context.now,
      before.id,
    ]);
    real.listing = listing;
    this.watch(watched, this.person, listing);
    agree(watched, listing);
  }
}

/** Time passes, and the timer does what has become due. */
class Waited implements fc.Command<Watched, Real> {
  private readonly minutes: number;

  constructor(minutes: number) {
    this.minutes = minutes;
  }

  check = () => true;
  toString = () => `${this.minutes} minutes pass`;

  run(watched: Watched, real: Real): void {
    watched.now += this.minutes;
    const { approval } = watched;
    if (approval && approval.from <= watched.now) becomePublic(watched, real.listing.version + 1, approval);
    if (watched.shown && watched.shown.until !== null && watched.shown.until <= watched.now) {
      watched.shown = null;
      if (real.listing.state === 'published' || approval !== watched.approval) watched.isArchived = true;
    }
    const context = stepBy({ subject: 'timer', name: 'timer' }, instant(watched.now));
    for (const take of [publishScheduled, unpublishScheduled]) {
      const step = take(real.listing, context);
      if (!('refused' in step)) real.listing = step.listing;
    }
    agree(watched, real.listing);
  }
}

function becomePublic(
  watched: Watched,
  version: number,
  { by, until }: { by: string; until: number | null },
) {
  if (watched.twoPersons) expect([...watched.authors]).not.toContain(by);
  watched.published.set(version, watched.fields);
  Object.assign(watched, { authors: new Set(), approval: null, shown: { fields: watched.fields, until } });
}

function agree(watched: Watched, listing: Listing): void {
  expect(listing.fields).toEqual(watched.fields);
  const { publicVersion, state } = listing;
  const isShown = publicVersion !== null;
  expect(isShown).toBe(watched.shown !== null);
  if (isShown) expect(watched.published.get(publicVersion)).toEqual(watched.shown?.fields);
  expect(state === 'archived').toBe(watched.isArchived);
  if (state === 'archived')
    expect([publicVersion, listing.publishAt, listing.unpublishAt]).toEqual([null, null, null]);
  expect(listing.publishAt).toBe(watched.approval && instant(watched.approval.from));
  expect(listing.publishUntil).toBe(watched.approval && orNull(watched.approval.until));
  expect(listing.unpublishAt).toBe(watched.shown && orNull(watched.shown.until));
}

const person = fc.constantFrom('ann', 'ben', 'cat');
const someFields = fc.dictionary(
  fc.constantFrom('name_en', 'name_gd', 'telephone', 'lift', 'lift_note_en', 'aisleWidth_cm'),
  fc.constantFrom('a', 'b'),
  { noNullPrototype: true },
);
const soon = fc.integer({ min: -5, max: 60 });
/** An end comes after its beginning: the form takes no other. */
const later = fc.integer({ min: 1, max: 60 });

const commands = fc.commands(
  [
    fc.tuple(person, someFields).map(
      ([by, fields]) =>
        new Taken(
          `writes ${JSON.stringify(fields)}`,
          by,
          (at, context) => edit(at, fields, context),
          (watched, who) => {
            expect(changedUnits(watched.fields, fields)).not.toEqual([]);
            watched.fields = fields;
            watched.authors.add(who);
            watched.approval = null;
          },
        ),
    ),
    person.map((by) => new Taken('submits', by, submit, () => undefined)),
    fc.tuple(person, fc.option(soon), fc.option(later)).map(([by, from, until]) => {
      const endOf = (now: number) => (until === null ? null : now + Math.max(0, from ?? 0) + until);
      return new Taken(
        `approves from ${from} until ${until}`,
        by,
        (at, context, { now, twoPersons }) => {
          const publishAt = from === null ? null : instant(now + from);
          return approve(at, { publishAt, unpublishAt: orNull(endOf(now)) }, twoPersons, context);
        },
        (watched, who, next) => {
          const approval = { by: who, from: watched.now + (from ?? 0), until: endOf(watched.now) };
          if (from !== null && from > 0) watched.approval = approval;
          else becomePublic(watched, next.version, approval);
        },
      );
    }),
    person.map(
      (by) =>
        new Taken(
          'sends it back',
          by,
          (at, context) => sendBack(at, 'No.', context),
          (watched) => {
            watched.approval = null;
          },
        ),
    ),
    person.map(
      (by) =>
        new Taken('archives', by, archive, (watched) => {
          Object.assign(watched, { approval: null, shown: null, isArchived: true });
        }),
    ),
    person.map(
      (by) =>
        new Taken('reopens', by, reopen, (watched) => {
          watched.isArchived = false;
        }),
    ),
    fc.tuple(person, fc.subarray(['a@x.example', 'b@x.example'])).map(
      ([by, owners]) =>
        new Taken(
          `sets ${owners.length} owners`,
          by,
          (at, context) => changeOwners(at, owners, context),
          () => undefined,
        ),
    ),
    fc.integer({ min: 0, max: 90 }).map((minutes) => new Waited(minutes)),
  ],
  { maxCommands: 60 },
);

it('whatever people do in whatever order, what is public was let out by somebody who has not written it', () => {
  fc.assert(
    fc.property(fc.boolean(), commands, (twoPersons, ways) => {
      fc.modelRun(() => {
        const fields = { name_en: 'Mill' };
        const listing = newListing('mill', fields, stepBy(writer, instant(0)));
        const authors = new Set([writer.subject]);
        const model: Watched = {
          ...{ twoPersons, now: 0, fields, authors, approval: null, shown: null, isArchived: false },
          published: new Map(),
        };
        return { model, real: { listing } };
      }, ways);
    }),
    { numRuns: 300 },
  );
});
