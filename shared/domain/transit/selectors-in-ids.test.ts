import { describe, expect, it } from 'vitest';
import { line, Network } from '#test/builders/transit.ts';
import type { MessageSelector } from './realtime-message.ts';
import { selectorsInIds } from './selectors-in-ids.ts';

const { lookup } = new Network({
  trips: ['7 in', '7 out', '8', '7 of others'].map((route) => ({
    id: route,
    route,
    calls: line('0A B', '10:00:00'),
  })),
  routes: {
    '7 in': { line: '7', agencyId: 'OP49', operatorCode: 'PBUS' },
    '7 out': { line: '7', agencyId: 'OP49', operatorCode: 'PBUS' },
    '8': { agencyId: 'OP49', operatorCode: 'PBUS' },
    '7 of others': { line: '7', agencyId: '50' },
  },
});
const inIds = (selector: MessageSelector) => selectorsInIds(selector, lookup);

describe('A6: whom an alert concerns', () => {
  it('is a line of an operator: every route of that name', () => {
    expect(inIds({ operatorRef: 'pbus', lineNames: ['7'] })).toEqual([
      { routeId: '7 in' },
      { routeId: '7 out' },
    ]);
  });

  it('is an operator', () => {
    expect(inIds({ operatorRef: 'PBUS' })).toEqual([{ agencyId: 'OP49' }]);
  });

  it.each<[string, MessageSelector]>([
    ['line of an operator that the timetable does not have', { operatorRef: 'SCMN', lineNames: ['7'] }],
    ['operator that the timetable does not have', { operatorRef: 'SCMN' }],
    ['line that its operator does not have', { operatorRef: 'PBUS', lineNames: ['9'] }],
  ])('is nobody here, for a %s', (_, selector) => {
    expect(inIds(selector)).toEqual([]);
  });

  it('is an agency with or without the OP before its number', () => {
    expect(inIds({ agencyId: '49' })).toEqual([{ agencyId: 'OP49' }]);
    expect(inIds({ agencyId: 'OP50', routeId: '7 of others' })).toEqual([
      { agencyId: '50', routeId: '7 of others' },
    ]);
    expect(inIds({ agencyId: 'OP49' })).toEqual([{ agencyId: 'OP49' }]);
    expect(inIds({ agencyId: '51' })).toEqual([{ agencyId: '51' }]);
  });

  it('is a stop in any case, and nobody here for a stop or a route that is not', () => {
    expect(inIds({ stopId: 'b' })).toEqual([{ stopId: 'B' }]);
    expect(inIds({ routeId: '8', stopId: '0a' })).toEqual([{ routeId: '8', stopId: '0A' }]);
    expect(inIds({ stopId: 'A' })).toEqual([]); // exact, but for its case
    for (const selector of [{ stopId: 'nowhere' }, { routeId: '9' }, { routeId: '8', stopId: 'nowhere' }])
      expect(inIds(selector)).toEqual([]);
  });

  it('is a stop, whatever case and zeros its reference has lost', () => {
    expect(inIds({ stopRef: 'a' })).toEqual([{ stopId: '0A' }]);
    expect(inIds({ stopRef: 'nowhere' })).toEqual([]);
  });
});
