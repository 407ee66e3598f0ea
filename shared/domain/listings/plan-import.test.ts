import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_IDS, type FactId, factDefinition } from '../places/fact-dictionary.ts';
import type { ImportRow } from './import-row.ts';
import {
  changedUnits,
  type Fields,
  fieldsByUnit,
  noteField,
  partField,
  valueField,
} from './listing-fields.ts';
import type { KnownListing } from './match-rows.ts';
import { type PlannedRow, planImport } from './plan-import.ts';

const today = '2026-07-11';
const mill: KnownListing = {
  id: 'mill',
  fields: { name_en: 'The Mill', slug: 'the-mill', kind: 'attraction', telephone: '01738 000000' },
};
const row = (fields: Fields, more: Partial<ImportRow> = {}): ImportRow => ({ line: 2, fields, ...more });
const plan = (rows: readonly ImportRow[], known: readonly KnownListing[] = [mill]) =>
  planImport(rows, known, today);
const planOne = (fields: Fields, known?: readonly KnownListing[]) => plan([row(fields)], known)[0];

/** What is there once the plan is carried out. */
function carriedOut(known: readonly KnownListing[], planned: readonly PlannedRow[]): KnownListing[] {
  const listings = new Map(known.map((listing) => [listing.id, listing]));
  for (const each of planned) {
    if (each.action === 'create' && listings.has(each.id)) throw new Error(`${each.id} is there already`);
    if ('fields' in each) listings.set(each.id, { id: each.id, fields: each.fields });
  }
  return [...listings.values()];
}

describe('a row', () => {
  it('that is new becomes a listing with an address made of its name', () => {
    expect(planOne({ name_en: 'Cafè Bràigh' })).toEqual({
      action: 'create',
      line: 2,
      id: 'cafe-braigh',
      name: 'Cafè Bràigh',
      fields: { name_en: 'Cafè Bràigh', slug: 'cafe-braigh' },
      kept: [],
    });
  });

  it('names what it changes, and against what', () => {
    expect(planOne({ slug: 'the-mill', name_en: 'The Mill', telephone: '01738 111111' })).toEqual({
      action: 'update',
      line: 2,
      id: 'mill',
      name: 'The Mill',
      before: mill.fields,
      fields: { ...mill.fields, telephone: '01738 111111' },
      changed: ['telephone'],
      kept: [],
    });
  });

  it.each([
    ['repeats what is questioned', {}, 'yes'],
    ['repeats it with the same date', { lift_verified: '2026-01-01' }, 'yes'],
    ['has looked again since', { lift_verified: '2026-05-01' }, 'no'],
  ])('that %s takes a question away only by looking again', (_, more, mark) => {
    const fields = { ...mill.fields, lift: 'yes', lift_verified: '2026-01-01', lift_disputed: 'yes' };
    const said = { slug: 'the-mill', lift: 'yes', lift_disputed: 'no', telephone: '01738 111111', ...more };
    expect(planOne(said, [{ id: 'mill', fields }])).toMatchObject({ fields: { lift_disputed: mark } });
  });

  it.each([
    { slug: 'the-mill' },
    { name_en: 'The Mill' },
    { name_en: 'THE MILL', slug: 'THE-MILL', telephone: '' },
  ])('means a listing by address or name: %j', (fields) => {
    expect(planOne(fields)).toMatchObject({ id: 'mill' });
  });

  it('takes nothing away with a blank, or with the word unknown', () => {
    const fields = {
      name_en: 'The Mill',
      telephone: '',
      kind: 'unknown',
      email: ' Unknown ',
      lift: 'unknown',
    };
    expect(planOne(fields)).toMatchObject({ action: 'unchanged' });
    const known = { ...mill, fields: { ...mill.fields, lift: 'yes', lift_verified: '2026-01-01' } };
    expect(planOne({ ...fields, lift: 'unknown' }, [known])).toMatchObject({ action: 'unchanged', kept: [] });
    expect(planOne({ ...fields, lift_verified: '2026-06-01' }, [known])).toMatchObject({
      action: 'unchanged',
      kept: [{ unit: 'lift', field: 'lift' }],
    });
  });

  it('may be of a namesake in another town', () => {
    const perth = { ...mill, fields: { ...mill.fields, address_locality: 'Perth' } };
    const crieff = { name_en: 'The Mill', address_locality: 'Crieff' };
    expect(planOne(crieff, [perth])).toMatchObject({ action: 'create', id: 'the-mill-crieff' });
    expect(planOne(crieff, [mill])).toMatchObject({ action: 'update', id: 'mill' });
  });

  it('may be of an event that was there last year', () => {
    const fair = {
      id: 'fair',
      fields: { name_en: 'Fair', slug: 'fair', event_start: '2025-07-05T10:00:00+01:00' },
    };
    const next = { name_en: 'Fair', event_start: '2026-07-04 10:00' };
    expect(planOne(next, [fair])).toMatchObject({ action: 'create', id: 'fair-2026-07-04' });
    expect(planOne({ ...next, event_start: '5/7/2025 11:00' }, [fair])).toMatchObject({
      action: 'update',
      id: 'fair',
    });
  });

  it.each([
    [{}, 'name_en'],
    [{ telephone: '01738 000000' }, 'name_en'],
    [{ name_en: '日本' }, 'slug'],
    [{ name_en: 'New', slug: 'New Place' }, 'slug'],
    [{ name_en: 'New', kind: 'castle' }, 'kind'],
    [{ name_en: 'New', latitude: 'north' }, 'latitude'],
    [{ name_en: 'New', longitude: '181' }, 'longitude'],
    [{ name_en: 'New', lift: 'perhaps' }, 'lift'],
    [{ name_en: 'New', entranceDoorWidth_cm: 'wide' }, 'entranceDoorWidth_cm'],
    [{ name_en: 'New', entranceDoorWidth_cm: '-1' }, 'entranceDoorWidth_cm'],
    [{ name_en: 'New', lift_verified: '31/2/2026' }, 'lift_verified'],
    [{ name_en: 'New', lift_verified: '2062-05-01' }, 'lift_verified'],
    [{ name_en: 'New', lift_method: 'hearsay' }, 'lift_method'],
    [{ name_en: 'New', free_of_charge: 'sometimes' }, 'free_of_charge'],
    [{ name_en: 'New', event_start: 'tomorrow' }, 'event_start'],
    [{ name_en: 'New', description_en: 'x'.repeat(5_001) }, 'description_en'],
  ] as [Fields, string][])('is refused with field and reason: %j', (fields, field) => {
    expect(planOne(fields)).toMatchObject({
      action: 'refused',
      line: 2,
      faults: [{ field, reason: expect.any(String) }],
    });
  });

  it('names everything that is wrong with it', () => {
    const fields = { name_en: 'New', kind: 'castle', latitude: 'north' };
    expect(planOne(fields)).toMatchObject({ faults: [{ field: 'kind' }, { field: 'latitude' }] });
  });

  it('is not held to account for what is there already, word for word', () => {
    const draft = { id: 'mill', fields: { ...mill.fields, latitude: 'north', lift: 'perhaps' } };
    expect(planOne({ ...draft.fields, lift: 'yes' }, [draft])).toMatchObject({ changed: ['lift'] });
  });

  it('may be written as people and spreadsheets write', () => {
    const fields = {
      name_en: 'New',
      kind: 'Scooter hire',
      lift: 'Yes',
      hearingLoop: 'TRUE',
      radarKey: 'not applicable',
      lift_verified: '27/03/2026',
      free_of_charge: 'N',
      entranceDoorWidth_cm: '90.0',
      event_start: '04/07/2026 9:30',
      event_end: '2026-07-04T18:00:00',
    };
    expect(planOne(fields)).toMatchObject({
      fields: {
        kind: 'scooter-hire',
        lift: 'yes',
        hearingLoop: 'yes',
        radarKey: 'not-applicable',
        lift_verified: '2026-03-27',
        free_of_charge: 'no',
        entranceDoorWidth: 'yes',
        entranceDoorWidth_cm: '90.0',
        event_start: '2026-07-04 09:30',
        event_end: '2026-07-04 18:00',
      },
    });
  });

  it('changes nothing where it means the same in other words', () => {
    const known = { id: 'mill', fields: { ...mill.fields, latitude: '56.40', lift: 'yes' } };
    const same = { name_en: 'The Mill', latitude: '56.4', lift: 'YES', lift_disputed: 'no', invented: 'no' };
    expect(planOne(same, [known])).toMatchObject({ action: 'unchanged' });
  });
});

describe('a fact', () => {
  const checked = {
    lift: 'yes',
    lift_verified: '2026-05-01',
    lift_method: 'on-site-survey',
    lift_note_en: 'Goods lift',
  };
  const known = { id: 'mill', fields: { ...mill.fields, ...checked } };
  const planFact = (said: Fields) => planOne({ slug: 'the-mill', ...said }, [known]);

  it.each([
    [{ lift: 'no' }, 'lift', 'not dated'],
    [{ lift: 'no', lift_verified: '2026-04-30' }, 'lift', '2026-04-30'],
    [{ lift: 'yes', lift_verified: '2026-04-30' }, 'lift_verified', 'older'],
    [{ lift_verified: '2026-04-30', lift_note_en: 'Big' }, 'lift_verified', 'older'],
  ] as [Fields, string, string][])('gives way to none that is older: %j', (said, field, reason) => {
    expect(planFact(said)).toMatchObject({
      action: 'unchanged',
      kept: [{ unit: 'lift', field, reason: expect.stringContaining(reason) }],
    });
  });

  it('with another answer takes nothing of the old one along', () => {
    expect(planFact({ lift: 'no', lift_verified: '2026-06-01' })).toMatchObject({
      changed: ['lift'],
      fields: { ...mill.fields, lift: 'no', lift_verified: '2026-06-01' },
    });
    expect(planFact({ lift: 'no', lift_verified: '2026-06-01' })).not.toHaveProperty('fields.lift_method');
  });

  it('that is confirmed keeps what is known of it', () => {
    expect(planFact({ lift: 'yes', lift_verified: '2026-06-01' })).toMatchObject({
      fields: { ...mill.fields, ...checked, lift_verified: '2026-06-01' },
    });
  });

  it('that is measured is there', () => {
    const measured = { entranceDoorWidth_cm: '85' };
    expect(planFact(measured)).toMatchObject({ fields: { entranceDoorWidth: 'yes', ...measured } });
  });
});

describe('rows that mean one listing', () => {
  it.each([
    [[{ fields: { name_en: 'Fair' } }, { fields: { name_en: 'FAIR' } }]],
    [[{ fields: { slug: 'the-mill' } }, { id: 'mill', fields: {} }]],
    [[{ fields: { name_en: 'Fair', slug: 'x' } }, { fields: { name_en: 'Market', slug: 'x' } }]],
    [
      [
        { id: 'a', fields: { name_en: 'Fair' } },
        { id: 'a', fields: { name_en: 'Market' } },
      ],
    ],
    [[{ fields: { name_en: 'Fair', kind: 'castle' } }, { fields: { name_en: 'Fair' } }]],
  ])('are one: the second is refused with the line of the first', (rows) => {
    const [, second] = plan(rows.map((each, i) => ({ line: i + 2, ...each })));
    expect(second).toMatchObject({
      action: 'refused',
      faults: [{ reason: expect.stringContaining('line 2') }],
    });
  });

  it('are two when the file calls them by two ids', () => {
    const rows = ['a1', 'a2'].map((id, line) => ({ line, id, fields: { name_en: 'Costa' } }));
    expect(plan(rows)).toMatchObject([
      { action: 'create', id: 'a1', fields: { slug: 'costa' } },
      { action: 'create', id: 'a2', fields: { slug: 'costa-a2' } },
    ]);
  });

  it('cannot take an address from one another', () => {
    const bridge = { id: 'bridge', fields: { name_en: 'Bridge', slug: 'bridge' } };
    const [planned] = plan([row({ slug: 'bridge' }, { id: 'mill' })], [mill, bridge]);
    expect(planned).toMatchObject({ action: 'refused', faults: [{ field: 'slug' }] });
  });
});

const text = fc.constantFrom('', 'unknown', 'a', 'b', 'A b', '80', '80.0', 'no', 'x'.repeat(5_001));
const status = fc.constantFrom('', 'yes', 'no', 'partial', 'unknown', 'Yes', 'perhaps');
const date = fc.constantFrom('', '2025-01-01', '1/1/2026', '2026-06-01', 'soon', '2062-01-01');
const name = fc.constantFrom('The Mill', 'Fair', 'fair', 'Market', '日本', '');
const slug = fc.constantFrom('the-mill', 'fair', 'fair-perth', 'fair-a', 'market', 'x', 'Bad one');
const town = fc.constantFrom('Perth', 'Crieff', '');
const id = fc.constantFrom('a', 'b', 'mill', 'fair', 'fair-perth', 'Not an id');
const fields = fc.record(
  {
    name_en: name,
    name_gd: name,
    slug,
    address_locality: town,
    event_start: fc.constantFrom('', '4/7/2026 10:00', '2027-07-04 10:00'),
    telephone: text,
    latitude: text,
    invented: text,
    lift: status,
    lift_verified: date,
    lift_note_en: text,
    lift_disputed: fc.constantFrom('yes', 'no', ''),
    aisleWidth: status,
    aisleWidth_cm: text,
    aisleWidth_verified: date,
  },
  { requiredKeys: [], noNullPrototype: true },
);
const rows = fc
  .array(fc.record({ id, fields }, { requiredKeys: ['fields'], noNullPrototype: true }), { maxLength: 8 })
  .map((list) => list.map((each, index): ImportRow => ({ line: index + 2, ...each })));
const listings = fc
  .uniqueArray(fc.record({ id, fields }, { noNullPrototype: true }), {
    maxLength: 5,
    selector: ({ id }) => id,
  })
  .map((list) =>
    list.map(({ id, fields }): KnownListing => {
      const said = Object.entries(fields).filter(([, value]) => value !== '');
      return { id, fields: { ...Object.fromEntries(said), slug: `${fields.slug ?? 'own'}-${id}` } };
    }),
  );

describe('an import', () => {
  it('that is carried out changes nothing when it comes again', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(rows, listings, (file, known) => {
        const once = plan(file, known);
        const after = carriedOut(known, once);
        const slugs = after.map(({ fields }) => fields.slug);
        expect(new Set(slugs).size).toBe(slugs.length);
        for (const again of plan(file, after)) {
          expect([again.line, again.action]).toEqual([
            again.line,
            expect.stringMatching(/unchanged|refused/),
          ]);
          const before = once.find(({ line }) => line === again.line);
          if (again.action === 'refused') expect(before?.action).toBe('refused');
          else expect(before?.id).toBe(again.id);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('never makes known unknown', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(rows, listings, (file, known) => {
        const after = new Map(carriedOut(known, plan(file, known)).map(({ id, fields }) => [id, fields]));
        for (const { id, fields } of known) {
          const now = after.get(id) ?? {};
          for (const unit of fieldsByUnit(fields).keys()) {
            if (fields[unit] === 'unknown') continue;
            const isAnswered = fields[unit] !== undefined;
            expect(isAnswered ? now[unit] : fieldsByUnit(now).get(unit)).toBeDefined();
            if (isAnswered) expect(now[unit]).not.toBe('unknown');
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('lets no older check stand over a newer one', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(rows, listings, (file, known) => {
        for (const planned of plan(file, known)) {
          if (planned.action !== 'update') continue;
          expect(planned.changed).toEqual(changedUnits(planned.before, planned.fields));
          const [before, after] = [planned.before.lift_verified, planned.fields.lift_verified];
          const isChecked = planned.before.lift !== undefined && planned.before.lift !== 'unknown';
          if (isChecked && before && /^\d{4}-/.test(before)) expect((after ?? '') >= before).toBe(true);
        }
      }),
    );
  });

  it('of a thousand rows of all facts, fifty of them broken, is planned in less than a second', {
    timeout: 60_000,
  }, () => {
    const factsOf = (answer: string) =>
      Object.fromEntries(
        FACT_IDS.flatMap((fact: FactId) => {
          const value = valueField(fact);
          const isMeasure = factDefinition(fact).unit !== undefined;
          return [
            [fact, isMeasure ? 'yes' : answer],
            ...(value ? [[value, '80']] : []),
            [partField(fact, 'verified'), '2026-05-01'],
            [noteField(fact, 'en'), 'Ask at the desk'],
          ];
        }),
      );
    const file = Array.from({ length: 1_000 }, (_, i) =>
      row(
        { name_en: `Place ${i}`, ...factsOf('yes'), latitude: i % 20 === 0 ? 'north' : '56.4' },
        { line: i + 2 },
      ),
    );
    const known = carriedOut([], plan(file, []));
    const started = process.cpuUsage();
    const planned = plan(
      file.map((each) => ({ ...each, fields: { ...each.fields, ...factsOf('no') } })),
      known,
    );
    // Of the processor, which others use as well.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1_000);
    expect(planned.filter(({ action }) => action === 'refused')).toHaveLength(50);
    expect(planned.filter(({ action }) => action === 'update')).toHaveLength(950);
  });
});
