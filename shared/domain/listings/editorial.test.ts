import { describe, expect, it } from 'vitest';
import { NOON as now, stepBy, taken as takenStep } from '#test/builders/listing-steps.ts';
import { listing, reviewer, writer } from '#test/builders/listings.ts';
import {
  approve,
  archive,
  changeOwners,
  edit,
  newListing,
  publishScheduled,
  reopen,
  type Step,
  sendBack,
  submit,
  unpublishScheduled,
} from './editorial.ts';
import { LISTING_STATES, type Listing, type ListingState } from './listing.ts';

const earlier = '2026-11-22T11:59:59Z';
const later = '2026-11-22T12:00:01Z';
const by = stepBy(reviewer);
const atOnce = { publishAt: null, unpublishAt: null };
const other = { name_en: 'Other' };

/** Every step, taken by somebody who has written nothing of it. */
const steps = {
  edit: (at) => edit(at, other, by),
  submit: (at) => submit(at, by),
  'send back': (at) => sendBack(at, 'Not yet.', by),
  approve: (at) => approve(at, atOnce, true, by),
  'approve for later': (at) => approve(at, { publishAt: later, unpublishAt: null }, true, by),
  'approve alone': (at) => approve(at, atOnce, false, by),
  'publish as planned': (at) => publishScheduled({ ...at, publishAt: at.publishAt && now }, by),
  'publish before its time': (at) => publishScheduled({ ...at, publishAt: at.publishAt && later }, by),
  'take out as planned': (at) => unpublishScheduled({ ...at, unpublishAt: now }, by),
  'take out before its time': (at) => unpublishScheduled({ ...at, unpublishAt: later }, by),
  archive: (at) => archive(at, by),
  reopen: (at) => reopen(at, by),
  'change owners': (at) => changeOwners(at, ['vic@example.org'], by),
} satisfies Readonly<Record<string, (at: Listing) => Step>>;

const states: Readonly<Record<ListingState, Partial<Listing>>> = {
  draft: {},
  'in-review': {},
  scheduled: { publishAt: later },
  published: { version: 4, publicVersion: 4, editors: [] },
  archived: {},
};

const taken = (step: Step): Listing => takenStep(step).listing;

type Outcome = ListingState | 'wrong-state';
/** What comes of it, of a listing that was never public before. */
const outcomes: Readonly<Record<keyof typeof steps, readonly Outcome[]>> = {
  // biome-ignore-start format: a table
  //                          draft          in-review      scheduled      published      archived
  edit: ['draft', 'draft', 'draft', 'draft', 'wrong-state'],
  submit: ['in-review', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'],
  'send back': ['wrong-state', 'draft', 'draft', 'wrong-state', 'wrong-state'],
  approve: ['wrong-state', 'published', 'wrong-state', 'wrong-state', 'wrong-state'],
  'approve for later': ['wrong-state', 'scheduled', 'wrong-state', 'wrong-state', 'wrong-state'],
  'approve alone': ['published', 'published', 'wrong-state', 'wrong-state', 'wrong-state'],
  'publish as planned': ['wrong-state', 'wrong-state', 'published', 'wrong-state', 'wrong-state'],
  'publish before its time': ['wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'],
  'take out as planned': ['wrong-state', 'wrong-state', 'wrong-state', 'archived', 'wrong-state'],
  'take out before its time': ['wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'wrong-state'],
  archive: ['archived', 'archived', 'archived', 'archived', 'wrong-state'],
  reopen: ['wrong-state', 'wrong-state', 'wrong-state', 'wrong-state', 'draft'],
  'change owners': ['draft', 'in-review', 'scheduled', 'published', 'archived'],
  // biome-ignore-end format: a table
};

describe.each(LISTING_STATES.map((state, column) => ({ state, column })))(
  'from $state',
  ({ state, column }) => {
    const from = listing('mill', { version: 4, state, ...states[state] });

    it.each(Object.keys(steps) as (keyof typeof steps)[])('%s', (name) => {
      const step = steps[name](from);
      const outcome = outcomes[name][column];
      if ('refused' in step) {
        expect(step.refused).toBe(outcome);
        return;
      }
      expect(step.listing).toMatchObject({ state: outcome, version: 5, changedBy: reviewer, changedAt: now });
      const publishes = step.action === 'published' ? 5 : from.publicVersion;
      expect(step.listing.publicVersion).toBe(outcome === 'archived' ? null : publishes);
    });
  },
);

describe('two persons', () => {
  const submitted = listing('mill', { state: 'in-review', editors: [writer.subject] });
  const byWriter = stepBy(writer);

  it('are needed, unless one is enough', () => {
    expect(approve(submitted, atOnce, true, byWriter)).toEqual({ refused: 'own-work' });
    expect(approve(submitted, { ...atOnce, publishAt: later }, true, byWriter)).toEqual({
      refused: 'own-work',
    });
    expect(taken(approve(submitted, atOnce, true, by)).state).toBe('published');
    expect(taken(approve(submitted, atOnce, false, byWriter)).state).toBe('published');
  });

  it('are needed of whoever has written a part of it, also before it was submitted, sent back or archived', () => {
    let at = taken(edit(submitted, other, by));
    at = taken(submit(at, byWriter));
    at = taken(sendBack(at, 'No.', byWriter));
    at = taken(reopen(taken(archive(at, by)), by));
    at = taken(submit(at, by));
    for (const context of [by, byWriter])
      expect(approve(at, atOnce, true, context)).toEqual({ refused: 'own-work' });
  });

  it('are asked anew after each publication', () => {
    const published = taken(approve(submitted, atOnce, true, by));
    const edited = taken(submit(taken(edit(published, other, by)), by));
    expect(edited.editors).toEqual([reviewer.subject]);
    expect(taken(approve(edited, atOnce, true, byWriter)).state).toBe('published');
  });
});

describe('a plan', () => {
  const submitted = (more: Partial<Listing> = {}) => listing('mill', { state: 'in-review', ...more });

  it('for what has passed is for now', () => {
    expect(taken(approve(submitted(), { publishAt: earlier, unpublishAt: null }, true, by))).toMatchObject({
      state: 'published',
      publishAt: null,
    });
    expect(taken(approve(submitted(), { publishAt: now, unpublishAt: null }, true, by)).state).toBe(
      'published',
    );
  });

  it('holds from publication on', () => {
    const scheduled = taken(
      approve(submitted(), { publishAt: later, unpublishAt: '2027-01-01T00:00:00Z' }, true, by),
    );
    expect(scheduled).toMatchObject({ publicVersion: null, publishAt: later });
    const published = taken(publishScheduled(scheduled, { ...by, now: later }));
    expect(published).toMatchObject({
      publicVersion: published.version,
      unpublishAt: '2027-01-01T00:00:00Z',
      publishAt: null,
    });
  });

  it.each([
    ['edited', (at: Listing) => edit(at, other, by)],
    ['sent back', (at: Listing) => sendBack(at, 'No.', by)],
  ])('is withdrawn when the listing is %s, and what is public stays as it was planned', (_, change) => {
    for (const unpublishAt of [null, '2026-12-01T00:00:00Z']) {
      const at = submitted({ version: 7, publicVersion: 3, unpublishAt });
      const scheduled = taken(
        approve(at, { publishAt: later, unpublishAt: '2027-01-01T00:00:00Z' }, true, by),
      );
      const withdrawn = taken(change(scheduled));
      expect(withdrawn).toMatchObject({ state: 'draft', publicVersion: 3, publishAt: null, unpublishAt });
      expect(publishScheduled(withdrawn, { ...by, now: '2099-01-01T00:00:00Z' })).toEqual({
        refused: 'wrong-state',
      });
      const published = taken(approve(taken(submit(withdrawn, by)), atOnce, false, by));
      expect(published.unpublishAt).toBeNull();
    }
  });

  it('for the next version does not keep this one public beyond its time', () => {
    const at = submitted({ publicVersion: 3, unpublishAt: '2026-12-01T00:00:00Z' });
    const scheduled = taken(approve(at, { publishAt: '2027-01-01T00:00:00Z', unpublishAt: null }, true, by));
    const december = taken(unpublishScheduled(scheduled, { ...by, now: '2026-12-01T00:00:00Z' }));
    expect(december).toMatchObject({
      state: 'scheduled',
      publicVersion: null,
      publishAt: '2027-01-01T00:00:00Z',
    });
    const january = taken(publishScheduled(december, { ...by, now: '2027-01-01T00:00:00Z' }));
    expect(january).toMatchObject({ state: 'published', publicVersion: january.version, unpublishAt: null });
  });

  it('to take out leaves alone what is being written', () => {
    const at = listing('mill', { version: 5, publicVersion: 3, unpublishAt: now });
    expect(taken(unpublishScheduled(at, by))).toMatchObject({
      state: 'draft',
      publicVersion: null,
      fields: at.fields,
    });
  });

  it('ends with the archive', () => {
    const planned = { publishAt: later, publishUntil: later, unpublishAt: later };
    const archived = taken(
      archive(listing('mill', { state: 'scheduled', publicVersion: 1, ...planned }), by),
    );
    expect(archived).toMatchObject({
      publicVersion: null,
      publishAt: null,
      publishUntil: null,
      unpublishAt: null,
    });
    expect(taken(reopen(archived, by))).toMatchObject({ state: 'draft', publicVersion: null });
  });
});

describe('what changes nothing', () => {
  it('makes no version', () => {
    const at = listing('mill', { owners: ['a@example.org', 'b@example.org'] });
    const same = { ...at.fields, name_en: '  The mill\r\n', telephone: ' ', 'no field': 'x' };
    expect(edit(at, same, by)).toEqual({ refused: 'unchanged' });
    expect(changeOwners(at, ['b@example.org', 'a@example.org', 'b@example.org'], by)).toEqual({
      refused: 'unchanged',
    });
  });
});

it('a new listing is a draft of whoever has written it', () => {
  expect(newListing('mill', { name_en: ' Mill ', kind: '' }, by)).toEqual(
    listing('mill', {
      fields: { name_en: 'Mill' },
      editors: [reviewer.subject],
      changedBy: reviewer,
      changedAt: now,
    }),
  );
});
