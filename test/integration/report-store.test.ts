import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Decision, decided, keptUntil, type Report } from '#shared/domain/reports/report.ts';
import { MOST_A_DAY, mostWaiting } from '#shared/domain/reports/report-limits.ts';
import { addReport } from '#shared/store/add-report.ts';
import { loadAudit } from '#shared/store/audit-store.ts';
import { loadOpenReports, loadReport, type ReportStore, writeDecision } from '#shared/store/report-store.ts';
import { auditTable, reportsTable } from '#shared/store/tables.ts';
import { type LocalStore, openLocalStore } from '#test/builders/local-store.ts';
import { report } from '#test/builders/reports.ts';

/** Reports as they lie in the real engine. */

let engine: LocalStore;
let store: ReportStore;
beforeEach(async () => {
  engine = await openLocalStore(reportsTable);
  store = { client: engine.client, tableName: reportsTable.name, auditTableName: auditTable.name };
});
afterEach(() => engine.stop());

const today = '2026-11-22';
const add = (each: Report, day = today) => addReport(store, each, day);
const by = { subject: 'mo', name: 'Mo' };
function next(before: Report, decision: Decision, reason: string | null = null): Report {
  const after = decided(before, { decision, by, at: '2026-11-23T09:00:00Z', reason });
  if (!after) throw new Error(`${decision} is not possible`);
  return after;
}
const ttlOf = async (pk: string, sk: string) => {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const { Item } = await engine.client.send(new GetItemCommand({ TableName: store.tableName, Key }));
  return Item?.ttl?.N && Number(Item.ttl.N);
};

describe('a report', () => {
  it('is kept whole, and stands among those that are not closed', async () => {
    const [one, other] = [
      report(),
      report({ placeId: 'mill-house', fact: null, words: null, visited: null, said: null }),
    ];
    expect([await add(one), await add(other)]).toEqual(['added', 'added']);
    expect(await loadReport(store, one.id)).toEqual(one);
    expect(await loadReport(store, other.id)).toEqual(other);
    expect((await loadOpenReports(store)).map(({ id }) => id).sort()).toEqual([one.id, other.id].sort());
    const { words: _, said: __, version: ___, decisions: ____, ...row } = one;
    // A place whose id begins like that of another has none of its reports.
    expect(await loadOpenReports(store, 'mill')).toEqual([row]);
    expect(await loadReport(store, 'f'.repeat(32))).toBeUndefined();
  });

  it('sent twice is one, also by two at once, and also when no more are taken', async () => {
    const one = report();
    const outcomes = await Promise.all([add(one), add(one), add(one)]);
    expect(outcomes.sort()).toEqual(['added', 'known', 'known']);
    for (let i = 1; i < mostWaiting('lift'); i++) expect(await add(report())).toBe('added');
    expect(await add(report())).toBe('enough-waiting');
    expect(await add(one)).toBe('known');
    expect(await loadOpenReports(store)).toHaveLength(mostWaiting('lift'));
  });

  it('is deleted when its time has come, with its row', async () => {
    const one = report();
    await add(one);
    expect(await ttlOf(`REPORT#${one.id}`, 'REPORT')).toBe(keptUntil(one));
    expect(await ttlOf('OPEN', `mill#${one.id}`)).toBe(keptUntil(one));
    expect(await ttlOf('LIMITS', 'WAITING#mill#lift')).toBe(keptUntil(one));
    const closed = next(one, 'dismissed', 'Spam.');
    await writeDecision(store, closed);
    expect(await ttlOf(`REPORT#${one.id}`, 'REPORT')).toBe(keptUntil(closed));
    expect(keptUntil(closed)).toBeLessThan(keptUntil(one));
  });
});

describe('of too many', () => {
  it('no more wait about one fact than may, however many come at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => add(report())));
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(mostWaiting('lift'));
    expect(new Set(outcomes)).toEqual(new Set(['added', 'enough-waiting']));
    expect(await loadOpenReports(store)).toHaveLength(mostWaiting('lift'));
    expect(await add(report({ fact: 'seating' }))).toBe('added');
    expect(await add(report({ placeId: 'museum' }))).toBe('added');
    expect(await add(report({ fact: null }))).toBe('added');
  });

  it('more are taken once somebody has looked at one, and not again for the decisions after that', async () => {
    const all = Array.from({ length: mostWaiting('lift') }, () => report());
    for (const each of all) await add(each);
    const [first] = all;
    if (!first) throw new Error('none');
    const forwarded = next(first, 'forwarded');
    await writeDecision(store, forwarded);
    expect(await add(report())).toBe('added');
    expect(await add(report())).toBe('enough-waiting');
    await writeDecision(store, next(forwarded, 'done'));
    expect(await add(report())).toBe('enough-waiting');
  });

  it('no more come about a place in a day than may, whatever they are about', async () => {
    const facts = ['lift', 'seating', 'hearingLoop', 'quietSpace', 'radarKey'] as const;
    for (let i = 0; i < MOST_A_DAY; i++)
      expect(await add(report({ fact: facts[i % 5] ?? null }))).toBe('added');
    expect(await add(report({ fact: null }))).toBe('enough-today');
    expect(await add(report({ fact: null, placeId: 'museum' }))).toBe('added');
    expect(await add(report({ fact: null }), '2026-11-23')).toBe('added');
  });

  it('what is refused leaves nothing behind', async () => {
    for (let i = 0; i < mostWaiting('lift'); i++) await add(report());
    const refused = report();
    expect(await add(refused)).toBe('enough-waiting');
    expect(await loadReport(store, refused.id)).toBeUndefined();
    // It has not counted towards the day.
    const more = MOST_A_DAY - mostWaiting('lift');
    for (let i = 0; i < more; i++) {
      expect(await add(report({ fact: i < 10 ? null : i < 15 ? 'seating' : 'radarKey' }))).toBe('added');
    }
  });
});

describe('a decision', () => {
  it('is kept with the report and told to the audit, without a word of the visitor', async () => {
    const one = report();
    await add(one);
    const closed = next(one, 'dismissed', 'Means another place.');
    expect(await writeDecision(store, closed)).toBe('written');
    expect(await loadReport(store, one.id)).toEqual(closed);
    expect(await loadOpenReports(store)).toEqual([]);
    const { events } = await loadAudit(engine.table(auditTable), '2026-11');
    expect(events).toEqual([
      {
        at: '2026-11-23T09:00:00Z',
        actor: by,
        action: 'report-dismissed',
        listingId: 'mill',
        version: null,
        what: 'The mill: lift',
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('stands still');
  });

  it('that gives it to the editors leaves it open', async () => {
    const one = report();
    await add(one);
    await writeDecision(store, next(one, 'forwarded'));
    expect(await loadOpenReports(store, 'mill')).toMatchObject([{ id: one.id, state: 'with-editors' }]);
  });

  it('of two who decide at once is that of the first, and the other changes nothing', async () => {
    const one = report();
    await add(one);
    const outcomes = await Promise.all([
      writeDecision(store, next(one, 'dismissed', 'No.')),
      writeDecision(store, next(one, 'forwarded')),
    ]);
    expect(outcomes.sort()).toEqual(['conflict', 'written']);
    expect((await loadReport(store, one.id))?.decisions).toHaveLength(1);
    expect((await loadAudit(engine.table(auditTable), '2026-11')).events).toHaveLength(1);
  });

  it('is none where nothing was decided', async () => {
    await expect(writeDecision(store, report())).rejects.toThrow('nothing was decided');
  });
});

it('a report about a fact that is no longer in the dictionary is about the place', async () => {
  const old = report({ fact: 'escalator' as never });
  await add(old);
  expect((await loadReport(store, old.id))?.fact).toBeNull();
  expect((await loadOpenReports(store))[0]?.fact).toBeNull();
});
