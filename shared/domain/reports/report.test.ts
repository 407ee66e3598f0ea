import { describe, expect, it } from 'vitest';
import { grouped } from './group-reports.ts';
import { DECISIONS, type Decision, decided, keptUntil, type Report, type ReportState } from './report.ts';
import { lettersOf, sentWords } from './sent-words.ts';
import { visitMonths } from './visit-months.ts';

const report = (more: Partial<Report> = {}): Report => ({
  id: 'a',
  placeId: 'mill',
  placeName: 'Old Mill',
  fact: 'lift',
  finding: 'not-there',
  words: null,
  visited: null,
  said: { status: 'yes' },
  at: '2026-01-31T10:00:00Z',
  state: 'waiting',
  version: 1,
  decisions: [],
  ...more,
});
const by = (decision: Decision, at = '2026-02-01T10:00:00Z') => ({
  decision,
  at,
  by: { subject: 'mo', name: 'Mo' },
  reason: null,
});
const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

describe('a report', () => {
  const allowed: Readonly<Record<ReportState, Partial<Record<Decision, ReportState>>>> = {
    waiting: {
      questioned: 'with-editors',
      forwarded: 'with-editors',
      dismissed: 'closed',
      confirmed: 'closed',
    },
    'with-editors': {
      questioned: 'with-editors',
      dismissed: 'closed',
      confirmed: 'closed',
      done: 'closed',
    },
    closed: {},
  };
  it.each(Object.keys(allowed) as ReportState[])('that is %s takes these decisions and no other', (state) => {
    const taken = DECISIONS.flatMap((decision) => {
      const next = decided(report({ state }), by(decision));
      return next ? [[decision, next.state]] : [];
    });
    expect(Object.fromEntries(taken)).toEqual(allowed[state]);
  });

  it('keeps every decision, and counts them', () => {
    const first = decided(report(), by('forwarded'));
    const second = first && decided(first, by('done'));
    expect(second?.decisions.map(({ decision }) => decision)).toEqual(['forwarded', 'done']);
    expect(second?.version).toBe(3);
  });

  it('is kept for 18 months after it was closed, and for three years at most', () => {
    expect(day(keptUntil(report()))).toBe('2029-01-30');
    const closed = (at: string) => decided(report(), by('dismissed', at)) ?? report();
    expect(day(keptUntil(closed('2026-03-01T00:00:00Z')))).toBe('2027-08-30');
    expect(day(keptUntil(closed('2028-12-31T00:00:00Z')))).toBe('2029-01-30');
  });
});

it('reports of one fact of a place stand together, the group that has waited longest first', () => {
  const at = (id: string, minute: number, more: Partial<Report> = {}) =>
    report({ id, at: `2026-01-01T10:0${minute}:00Z`, ...more });
  const groups = grouped([
    at('d', 4),
    at('b', 2, { fact: null }),
    at('a', 1, { placeId: 'museum' }),
    at('c', 3),
    at('e', 5, { fact: null, placeId: 'museum' }),
  ]);
  expect(groups.map(({ placeId, fact, reports }) => [placeId, fact, reports.map(({ id }) => id)])).toEqual([
    ['museum', 'lift', ['a']],
    ['mill', null, ['b']],
    ['mill', 'lift', ['c', 'd']],
    ['museum', null, ['e']],
  ]);
});

describe('words', () => {
  it.each([
    ['  The lift\r\nis shut. ', 'The lift\nis shut.'],
    ['a\tb', 'a b'],
    [' \r\n\t', null],
    ['', null],
    // Pasted from an address book, and from a terminal.
    ['\u202a+44 1738 000000\u202c', '+44 1738 000000'],
    ['\u001b[31mred', '[31mred'],
    ['<b>no</b> & “yes” 🛗👩‍🦽', '<b>no</b> & “yes” 🛗👩‍🦽'],
  ])('%j are kept as %j', (typed, kept) => {
    expect(sentWords(typed)).toBe(kept);
  });

  it('are counted as a person counts letters', () => {
    expect(lettersOf('aé🛗')).toBe(3);
  });
});

it('a visit may have been in the last twelve months', () => {
  const months = visitMonths('2026-02-28');
  expect(months).toHaveLength(12);
  expect(months.slice(0, 3)).toEqual(['2026-02', '2026-01', '2025-12']);
  expect(months.at(-1)).toBe('2025-03');
});
