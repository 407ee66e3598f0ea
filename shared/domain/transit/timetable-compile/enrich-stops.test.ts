import { describe, expect, it } from 'vitest';
import type { Stop } from '../timetable.ts';
import { enrichStops, keepWords, type RegisteredStop } from './enrich-stops.ts';
import { NoticeLog } from './notice-log.ts';

const feedStop: Stop = {
  id: '6480a1',
  code: null,
  name: 'Mill St',
  indicator: null,
  lat: 56.3975,
  lon: -3.4342,
  wheelchairBoarding: 'unknown',
  parentStation: null,
  platformCode: null,
};
const registered: RegisteredStop = {
  line: 2,
  code: '73725273',
  name: 'Mill Street',
  indicator: 'Stop A',
  street: 'Mill Street',
  locality: 'Perth',
  position: { lat: 56.3976, lon: -3.4343 },
  kind: 'marked',
  isActive: true,
};

function enriched(more: Partial<RegisteredStop> = {}, stop: Partial<Stop> = {}) {
  const notices = new NoticeLog();
  const register = new Map([['6480A1', { ...registered, ...more }]]);
  const source = { stop: { ...feedStop, ...stop }, locationType: 0 as const, parent: -1 };
  const [result] = enrichStops([source], register, notices);
  return { stop: result?.stop, reasons: notices.totals.map(({ reason }) => reason) };
}

describe('a stop in the words of NaPTAN', () => {
  it('has its name, indicator, code, and where it is', () => {
    expect(enriched()).toEqual({
      stop: {
        ...feedStop,
        name: 'Mill Street',
        indicator: 'Stop A',
        code: '73725273',
        description: 'Mill Street, Perth',
      },
      reasons: [],
    });
  });

  it('keeps the code and the description that the feed gives, and what NaPTAN does not say', () => {
    const own = { code: '1', description: 'By the church', indicator: 'X' };
    expect(enriched({ name: '', indicator: '' }, own).stop).toEqual({ ...feedStop, ...own });
  });

  it('is told to have no pole', () => {
    expect(enriched({ kind: 'customary' }).stop?.description).toBe(
      'No pole at this stop. Mill Street, Perth',
    );
    expect(enriched({ kind: 'hail-and-ride', street: '', locality: '' }).stop?.description).toBe(
      'Hail and ride, no pole: signal to the driver.',
    );
    expect(enriched({ kind: 'unknown' }).stop?.description).toBe('Mill Street, Perth');
  });

  it('has the place that the feed leaves out', () => {
    expect(enriched({}, { lat: null, lon: null }).stop).toMatchObject({ lat: 56.3976, lon: -3.4343 });
  });

  it.each<[string, Partial<RegisteredStop>, string]>([
    ['is not active', { isActive: false }, 'stop-not-active'],
    ['is in another Perth', { position: { lat: -31.95, lon: 115.86 } }, 'stop-elsewhere'],
  ])('stays as it is where that stop %s, and that is told', (_, more, reason) => {
    expect(enriched(more)).toEqual({ stop: feedStop, reasons: [reason] });
  });

  it('stays as it is where NaPTAN does not have it, and that is told', () => {
    expect(enriched({}, { id: '6480b' })).toEqual({
      stop: { ...feedStop, id: '6480b' },
      reasons: ['stop-not-in-naptan'],
    });
  });

  it('of an area that has not been read is not said to be missing', () => {
    expect(enriched({}, { id: '6400a' }).reasons).toEqual(['stop-of-other-area']);
  });
});

it('words that were there before stay, and a new stop has its own', () => {
  const before = enriched().stop ?? feedStop;
  const sources = [feedStop, { ...feedStop, id: 'new' }].map((stop) => ({
    stop,
    locationType: 0 as const,
    parent: -1,
  }));
  expect(keepWords(sources, new Map([[before.id, before]])).map(({ stop }) => stop)).toEqual([
    before,
    { ...feedStop, id: 'new' },
  ]);
});
