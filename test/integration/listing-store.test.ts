import { randomBytes } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approve, archive, edit, type Step, sendBack, submit } from '#shared/domain/listings/editorial.ts';
import type { Listing } from '#shared/domain/listings/listing.ts';
import { rowOf } from '#shared/domain/listings/listing-row.ts';
import { loadAudit, writeAudit } from '#shared/store/audit-store.ts';
import { loadDue, removeDue } from '#shared/store/due-listings.ts';
import type { AuditEvent } from '#shared/store/listing-schema.ts';
import {
  HISTORY_PAGE,
  type ListingStore,
  loadHistory,
  loadListing,
  loadListingRows,
  loadListingVersion,
  writeListing,
} from '#shared/store/listing-store.ts';
import { auditTable, listingsTable } from '#shared/store/tables.ts';
import { listing, reviewer, writer } from '#test/builders/listings.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

/** Listings at work as they lie in the real engine. */

let engine: LocalStore;
let store: ListingStore;
let number = 0;
const newId = () => `mill-${++number}`;
const by = (actor = reviewer, now = '2026-11-22T12:00:00Z') => ({ actor, now });
const atOnce = { publishAt: null, unpublishAt: null };

beforeAll(async () => {
  engine = await openLocalStore(listingsTable);
  store = { client: engine.client, tableName: listingsTable.name, auditTableName: auditTable.name };
});
afterAll(() => engine.stop());

const created = async (more: Partial<Listing> = {}): Promise<Listing> => {
  const first = listing(newId(), more);
  expect(await writeListing(store, first, 'created')).toBe('written');
  return first;
};
async function take(step: Step): Promise<Listing> {
  if ('refused' in step) throw new Error(step.refused);
  expect(await writeListing(store, step.listing, step.action)).toBe('written');
  return step.listing;
}
const renamed = (at: Listing, name: string) => edit(at, { ...at.fields, name_en: name }, by(writer));
const november = async () => (await loadAudit(engine.table(auditTable), '2026-11')).events;
/** All that is known of a listing, from everywhere. */
const told = async (id: string) => ({
  current: await loadListing(store, id),
  versions: (await loadHistory(store, id)).map(({ version, action }) => [version, action]),
  row: (await loadListingRows(store)).find((row) => row.id === id),
  audit: (await november())
    .filter((event) => event.listingId === id)
    .map((e) => [e.version, e.action])
    .sort(),
  due: (await loadDue(store, '9999')).filter((due) => due.id === id).map(({ at }) => at),
});

describe('a listing that is written', () => {
  it('is there with its version, its row and its entry in the audit', async () => {
    const first = await created();
    expect(await told(first.id)).toEqual({
      current: first,
      versions: [[1, 'created']],
      row: rowOf(first),
      audit: [[1, 'created']],
      due: [],
    });
  });

  it('keeps every version as it was, and lists them latest first', async () => {
    const first = await created();
    let at = first;
    for (let version = 2; version <= 12; version++) at = await take(renamed(at, `Name ${version}`));
    const history = await loadHistory(store, first.id);
    expect(history.map(({ version }) => version)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(history[0]).toEqual({
      version: 12,
      action: 'edited',
      actor: writer,
      at: at.changedAt,
      comment: null,
    });
    expect(await loadListingVersion(store, first.id, 1)).toEqual(first);
    expect((await loadListingVersion(store, first.id, 7))?.fields.name_en).toBe('Name 7');
    for (const none of [0, -1, 13, 1e21])
      expect(await loadListingVersion(store, first.id, none)).toBeUndefined();
  });

  it('has a history that is read a page at a time', async () => {
    let at = await created();
    while (at.version < HISTORY_PAGE + 10) at = await take(renamed(at, `Name ${at.version}`));
    const numbers = (notes: readonly { version: number }[]) => notes.map(({ version }) => version);
    const latest = numbers(await loadHistory(store, at.id));
    expect(latest).toEqual(Array.from({ length: HISTORY_PAGE }, (_, i) => at.version - i));
    expect(numbers(await loadHistory(store, at.id, 11))).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(numbers(await loadHistory(store, at.id, 1))).toEqual([]);
    expect(numbers(await loadHistory(store, at.id, 1e21))).toEqual(latest);
  });

  it('keeps a comment with the step that it was made with', async () => {
    const first = await created();
    const back = await take(sendBack(await take(submit(first, by(writer))), 'Name the owner.', by()));
    await take(renamed(back, 'Other'));
    const comments = (await loadHistory(store, first.id)).map(({ action, comment }) => [action, comment]);
    expect(comments).toEqual([
      ['edited', null],
      ['sent-back', 'Name the owner.'],
      ['submitted', null],
      ['created', null],
    ]);
  });

  it('is found whole by who reads right after it was written', async () => {
    const asked: (boolean | undefined)[] = [];
    const client = engine.client;
    client.middlewareStack.add(
      (next) => (command) => {
        if ('ConsistentRead' in command.input) asked.push(command.input.ConsistentRead as boolean);
        else asked.push(undefined);
        return next(command);
      },
      { step: 'initialize', name: 'watch' },
    );
    await loadListing(store, 'any');
    await loadListingVersion(store, 'any', 1);
    client.middlewareStack.remove('watch');
    // DynamoDB otherwise answers what was there a moment ago; the engine on one machine never does.
    expect(asked).toEqual([true, true]);
  });
});

describe('two who write at once', () => {
  it('the first is written, the other is told, and nothing is half written', async () => {
    const first = await created();
    const outcomes = await Promise.all(
      ['A', 'B', 'C', 'D', 'E'].map(async (name) => {
        const step = renamed(first, name);
        if ('refused' in step) throw new Error(step.refused);
        return [name, await writeListing(store, step.listing, step.action)] as const;
      }),
    );
    const written = outcomes.filter(([, outcome]) => outcome === 'written');
    expect(written).toHaveLength(1);
    expect(outcomes.filter(([, outcome]) => outcome === 'conflict')).toHaveLength(4);
    const { current, versions, row, audit } = await told(first.id);
    const name = written[0]?.[0];
    expect(current?.fields.name_en).toBe(name);
    expect((await loadListingVersion(store, first.id, 2))?.fields.name_en).toBe(name);
    expect(row).toMatchObject({ name, version: 2 });
    expect(versions).toEqual([
      [2, 'edited'],
      [1, 'created'],
    ]);
    expect(audit).toEqual([
      [1, 'created'],
      [2, 'edited'],
    ]);
  });

  it('cannot both make the same listing', async () => {
    const id = newId();
    const both = ['A', 'B'].map((name) => listing(id, { fields: { name_en: name } }));
    const outcomes = await Promise.all(both.map((each) => writeListing(store, each, 'created')));
    expect(outcomes.sort()).toEqual(['conflict', 'written']);
    expect((await told(id)).audit).toEqual([[1, 'created']]);
  });

  it.each([
    ['an older version', 2],
    ['a version that leaves one out', 5],
    ['a first version', 1],
  ])('%s is not written over a newer one', async (_, version) => {
    const first = await created();
    const third = await take(renamed(await take(renamed(first, 'Second')), 'Third'));
    const before = await told(first.id);
    const late = { ...third, version, state: 'archived', fields: { name_en: 'Late' } } as const;
    expect(await writeListing(store, late, 'archived')).toBe('conflict');
    expect(await told(first.id)).toEqual(before);
  });
});

describe('texts that are too long', () => {
  const random = (length: number) => randomBytes(length).toString('base64').slice(0, length);
  it.each([
    ['a name of 5 MB', () => ({ name_en: 'x'.repeat(5_000_000) })],
    ['a description of 10,001 letters', () => ({ description_en: 'x'.repeat(10_001) })],
    [
      'many texts that are too long together',
      () =>
        Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [
            `description_${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}`,
            random(9_000),
          ]),
        ),
    ],
  ])('%s: refused with a word on what to do, and nothing is written', async (_, fields) => {
    const first = await created();
    const before = await told(first.id);
    const second = { ...first, version: 2, fields: { ...first.fields, ...fields() } };
    await expect(writeListing(store, second, 'edited')).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('too long'),
    });
    expect(await told(first.id)).toEqual(before);
  });

  it('the longest that is taken fits its row and the audit, too', async () => {
    const first = await created();
    const names = { name_en: '\u{1F3F0}'.repeat(5_000), description_en: '語'.repeat(10_000) };
    const second = { ...first, version: 2, fields: { ...first.fields, ...names } };
    expect(await writeListing(store, second, 'edited')).toBe('written');
    expect((await told(first.id)).current).toEqual(second);
    expect((await told(first.id)).row?.name).toBe('\u{1F3F0}'.repeat(200));
  });
});

describe('what is due', () => {
  const submitted = async () => take(submit(await created(), by(writer)));

  it('is what becomes public at once, and what is planned for its time', async () => {
    const now = await take(approve(await submitted(), atOnce, true, by()));
    expect((await told(now.id)).due).toEqual(['2026-11-22T12:00:00Z']);
    const plan = { publishAt: '2026-12-01T00:00:00Z', unpublishAt: '2026-12-24T00:00:00Z' };
    const planned = await take(approve(await submitted(), plan, true, by()));
    expect((await told(planned.id)).due).toEqual([plan.publishAt]);
    await take(archive(planned, by(reviewer, '2026-11-23T00:00:00Z')));
    expect((await told(planned.id)).due).toEqual(['2026-11-23T00:00:00Z', plan.publishAt]);
  });

  it('is answered up to a time and with it, earliest first', async () => {
    for (const publishAt of ['2030-01-03T00:00:00Z', '2030-01-01T00:00:00Z', '2030-01-02T00:00:00Z'])
      await take(approve(await submitted(), { publishAt, unpublishAt: null }, true, by()));
    const from2030 = async (now: string) =>
      (await loadDue(store, now)).map(({ at }) => at.slice(0, 10)).filter((at) => at.startsWith('2030'));
    expect(await from2030('2029-12-31T23:59:59Z')).toEqual([]);
    expect(await from2030('2030-01-02T00:00:00Z')).toEqual(['2030-01-01', '2030-01-02']);
    expect(await from2030('2030-01-01T23:59:59Z')).toEqual(['2030-01-01']);
  });

  it('stays due when somebody has done more in the same second', async () => {
    const published = await take(approve(await submitted(), atOnce, true, by()));
    const [seen] = (await loadDue(store, '9999')).filter(({ id }) => id === published.id);
    await take(archive(published, by()));
    if (seen) await removeDue(store, seen, published.version);
    const due = (await loadDue(store, '9999')).filter(({ id }) => id === published.id);
    expect(due).toHaveLength(1);
    for (const item of due) await removeDue(store, item, published.version + 1);
    expect((await told(published.id)).due).toEqual([]);
  });
});

describe('the audit', () => {
  const event = (at: string, what: string): AuditEvent => ({
    ...{ at, actor: writer, action: 'signed-in', listingId: null, version: null, what },
  });
  const audit = () => engine.table(auditTable);

  it('answers a month, latest first and page by page, and loses nothing that happens in one second', async () => {
    const all = Array.from({ length: 230 }, (_, i) => String(i));
    for (const what of all) await writeAudit(audit(), event(`2027-02-01T00:00:${what.length}0Z`, what));
    await writeAudit(audit(), event('2027-03-01T00:00:00Z', 'March'));
    const seen: string[] = [];
    const times: string[] = [];
    let before: string | undefined;
    do {
      const page = await loadAudit(audit(), '2027-02', before);
      expect(page.events.length).toBeLessThanOrEqual(100);
      seen.push(...page.events.map(({ what }) => what));
      times.push(...page.events.map(({ at }) => at));
      before = page.next ?? undefined;
    } while (before);
    expect(seen.sort()).toEqual(all.sort());
    expect(times).toEqual([...times].sort().reverse());
  });

  it('has no item that a second event could overwrite', async () => {
    const same = event('2027-04-01T00:00:00Z', 'same');
    await Promise.all(Array.from({ length: 20 }, () => writeAudit(audit(), same)));
    expect((await loadAudit(audit(), '2027-04')).events).toEqual(Array(20).fill(same));
  });
});

it('the list of all knows of each what the listing says', async () => {
  const rows = await loadListingRows(store);
  for (const row of rows) {
    const current = await loadListing(store, row.id);
    expect(current && rowOf(current)).toEqual(row);
    const key = { pk: { S: `LISTING#${row.id}` }, sk: { S: 'CURRENT#000' } };
    const { Item } = await engine.client.send(new GetItemCommand({ TableName: store.tableName, Key: key }));
    expect(Item?.version?.N).toBe(String(row.version));
  }
  expect(rows.length).toBeGreaterThan(10);
});
