import { describe, expect, it } from 'vitest';
import { intervalsOn } from '../../domain/places/opening-calendar.ts';
import { openAt } from '../../domain/places/opening-table.ts';
import { readOpeningHours } from './read-opening-hours.ts';

function calendar(text: string, firstDay = '2026-12-21', days = 20) {
  const read = readOpeningHours(text, firstDay, days);
  if ('problem' in read) throw new Error(read.problem);
  return read.calendar;
}
const at = (date: string, time: string) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minutes: hours * 60 + minutes };
};

describe('opening hours', () => {
  it('follow weekdays, seasons and days off', () => {
    const museum = calendar(
      'Apr-Oct Mo-Su 10:00-17:00; Nov-Mar We-Su 10:00-16:00; Dec 25,26 off; Jan 1,2 off',
    );
    expect(openAt(museum, at('2026-12-21', '11:00'))).toBe('no'); // a Monday in winter
    expect(openAt(museum, at('2026-12-23', '11:00'))).toBe('yes');
    expect(openAt(museum, at('2026-12-23', '16:00'))).toBe('no');
    expect(openAt(museum, at('2026-12-25', '11:00'))).toBe('no');
    expect(openAt(museum, at('2027-01-02', '11:00'))).toBe('no');
    expect(openAt(museum, at('2027-01-03', '11:00'))).toBe('yes');
  });

  it('know the public holidays of Scotland', () => {
    const office = calendar('Mo-Fr 09:00-17:00; PH off', '2026-12-29', 10);
    expect(openAt(office, at('2026-12-31', '10:00'))).toBe('yes');
    expect(openAt(office, at('2027-01-01', '10:00'))).toBe('no');
    expect(openAt(office, at('2027-01-04', '10:00'))).toBe('no'); // 2 January falls on a Saturday
  });

  it('run past midnight', () => {
    const bar = calendar('Fr-Sa 18:00-01:00', '2026-12-07');
    expect(openAt(bar, at('2026-12-11', '23:59'))).toBe('yes');
    expect(openAt(bar, at('2026-12-12', '00:59'))).toBe('yes');
    expect(openAt(bar, at('2026-12-12', '01:00'))).toBe('no');
    expect(intervalsOn(bar, '2026-12-11')).toEqual([{ from: 1080, to: 1500 }]);
  });

  it('cover whole days, one after the other', () => {
    const always = calendar('24/7');
    for (const time of ['00:00', '12:00', '23:59'])
      expect(openAt(always, at('2026-12-31', time))).toBe('yes');
    expect(intervalsOn(always, '2026-12-31')).toEqual([{ from: 0, to: 1440 }]);
  });

  it('that are not certain are neither yes nor no', () => {
    const garden = calendar('Sa 10:00-16:00 unknown "if the weather is dry"');
    expect(openAt(garden, at('2026-12-26', '11:00'))).toBe('unknown');
    expect(openAt(garden, at('2026-12-26', '17:00'))).toBe('no');
  });

  it('are unknown before the first day, after the last, and where there are none', () => {
    const shop = calendar('Mo-Su 09:00-17:00', '2026-12-21', 10);
    expect(openAt(shop, at('2026-12-20', '10:00'))).toBe('unknown');
    expect(openAt(shop, at('2026-12-31', '10:00'))).toBe('unknown');
    expect(openAt(null, at('2026-12-31', '10:00'))).toBe('unknown');
  });

  it('on a night when the clocks change are those on the wall', () => {
    const bar = calendar('Sa 20:00-01:30', '2026-03-27', 5);
    expect(intervalsOn(bar, '2026-03-28')).toEqual([{ from: 1200, to: 1530 }]);
    const market = calendar('Su 01:00-02:00', '2026-03-27', 5);
    expect(intervalsOn(market, '2026-03-29')).toEqual([{ from: 60, to: 120 }]);
  });

  it('are not evaluated by a process whose own clock changes', () => {
    process.env.TZ = 'Europe/London';
    try {
      expect(() => calendar('24/7')).toThrow('TZ is UTC');
    } finally {
      process.env.TZ = 'UTC';
    }
  });

  it('are not certain on a holiday that they do not mention', () => {
    const office = calendar('Mo-Fr 09:00-17:00');
    expect(openAt(office, at('2026-12-25', '10:00'))).toBe('unknown');
    expect(openAt(office, at('2026-12-24', '10:00'))).toBe('yes');
    expect(openAt(calendar('Mo-Fr 09:00-17:00; Dec 25 10:00-12:00'), at('2026-12-25', '11:00'))).toBe('yes');
  });

  it('that would take long to evaluate are left alone', () => {
    const times = Array.from({ length: 80 }, (_, i) => `${10 + (i % 10)}:0${i % 9}-${10 + (i % 10)}:59`);
    expect(readOpeningHours(`Mo-Su ${times.join(',')}`, '2026-12-21', 10)).toHaveProperty('problem');
  });

  it.each([
    'nonsense',
    '',
    'Mo-Fr 25:99',
    'SH off; Mo-Fr 09:00-17:00',
    'sunrise-sunset',
    'Sunrise-Sunset',
    'Mo-Fr 10-4',
  ])('that cannot be read say so: %j', (text) => {
    expect(readOpeningHours(text, '2026-12-21', 10)).toEqual({ problem: expect.stringMatching(/\w/) });
  });
});
