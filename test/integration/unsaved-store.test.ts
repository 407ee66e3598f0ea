import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListingStore } from '#shared/store/listing-store.ts';
import { auditTable, listingsTable } from '#shared/store/tables.ts';
import { loadUnsaved, removeUnsaved, type Unsaved, writeUnsaved } from '#shared/store/unsaved-store.ts';
import {
  loadWaitingImport,
  type WaitingImport,
  writeWaitingImport,
} from '#shared/store/waiting-import-store.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';

let engine: LocalStore;
let store: ListingStore;
beforeAll(async () => {
  engine = await openLocalStore(listingsTable);
  store = { client: engine.client, tableName: listingsTable.name, auditTableName: auditTable.name };
});
afterAll(() => engine.stop());

const unsaved = (section: string, name = 'Typed'): Unsaved => ({
  version: 3,
  section,
  fields: { name_en: name },
  at: '2026-11-22T12:00:00Z',
});

describe('what somebody has typed and not saved', () => {
  it('is kept for who has typed it, and for nobody else', async () => {
    // Some providers have signs in their names for people that separate parts of a key.
    const people = ['ann', 'ann#000', 'ann#basics', 'an', '', 'basics'];
    for (const person of people) await writeUnsaved(store, 'mill', person, unsaved('basics', `by ${person}`));
    for (const person of people)
      expect((await loadUnsaved(store, 'mill', person, 'basics'))?.fields).toEqual({
        name_en: `by ${person}`,
      });
    for (const person of ['ben', 'ann#', 'ann#000#000'])
      expect(await loadUnsaved(store, 'mill', person, 'basics')).toBeUndefined();
    expect(await loadUnsaved(store, 'mill-2', 'ann', 'basics')).toBeUndefined();
  });

  it('is the last that was typed', async () => {
    await writeUnsaved(store, 'mill', 'cat', unsaved('basics', 'First'));
    await writeUnsaved(store, 'mill', 'cat', unsaved('basics', 'Second'));
    expect(await loadUnsaved(store, 'mill', 'cat', 'basics')).toEqual(unsaved('basics', 'Second'));
  });

  it('is kept for each page of the form, whatever becomes of the others', async () => {
    await writeUnsaved(store, 'mill', 'dan', unsaved('basics', 'Basics'));
    await writeUnsaved(store, 'mill', 'dan', unsaved('contact', 'Contact'));
    await removeUnsaved(store, 'mill', 'dan', 'contact');
    expect(await loadUnsaved(store, 'mill', 'dan', 'contact')).toBeUndefined();
    expect(await loadUnsaved(store, 'mill', 'dan', 'basics')).toEqual(unsaved('basics', 'Basics'));
    await removeUnsaved(store, 'mill', 'dan', 'contact');
  });

  it('is refused when it is more than can be kept, and what was kept before stays', async () => {
    await writeUnsaved(store, 'mill', 'eve', unsaved('basics', 'Short'));
    const random = randomBytes(600_000).toString('base64');
    for (const long of [random, 'x'.repeat(5_000_000)])
      await expect(writeUnsaved(store, 'mill', 'eve', unsaved('basics', long))).rejects.toMatchObject({
        kind: 'invalid-input',
        message: expect.stringContaining('too long'),
      });
    expect(await loadUnsaved(store, 'mill', 'eve', 'basics')).toEqual(unsaved('basics', 'Short'));
  });
});

describe('a file that waits to be taken in', () => {
  const waiting = (subject: string, rows = 2): WaitingImport => ({
    subject,
    fileName: 'listings.csv',
    rows: Array.from({ length: rows }, (_, line) => ({
      line,
      fields: { name_en: `Name ${line}`, description_en: randomBytes(300).toString('hex') },
    })),
    rejected: [{ line: 9, id: null, field: 'latitude', reason: 'is no number' }],
    unknownColumns: [],
    leftOut: ['source_licence'],
    format: 'csv',
    encoding: 'windows-1252',
  });

  it('is kept for who has sent it, and for nobody else', async () => {
    const sent = waiting('ann');
    await writeWaitingImport(store, 'id-1', sent, 1_800_000_000);
    expect(await loadWaitingImport(store, 'id-1', 'ann')).toEqual(sent);
    for (const other of ['ben', '', 'ANN', 'ann '])
      expect(await loadWaitingImport(store, 'id-1', other)).toBeUndefined();
    for (const id of ['id', 'id-2', '']) expect(await loadWaitingImport(store, id, 'ann')).toBeUndefined();
  });

  it('may be larger than an item', async () => {
    const sent = waiting('ann', 4_000);
    await writeWaitingImport(store, 'large', sent, 1_800_000_000);
    expect(await loadWaitingImport(store, 'large', 'ann')).toEqual(sent);
    expect(await loadWaitingImport(store, 'large', 'ben')).toBeUndefined();
  });
});
