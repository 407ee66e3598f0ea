import { expect, it } from 'vitest';
import { neighbours, SlotTimes, slotAt, slotOf, TravelTimes } from './travel-times.ts';

const NOW = 1_780_000_000;
/** With the slots of eight and nine loaded, and nothing learned in them. */
function withSlots(): TravelTimes {
  const times = new TravelTimes();
  for (const slot of [8, 9]) times.add(slot, new SlotTimes());
  return times;
}
const leg = (seconds: number, more = {}) => ({
  from: 'A',
  to: 'B',
  left: NOW - 600,
  seconds,
  scheduledSeconds: 100,
  ...more,
});

it('a leg takes what the timetable says until something was learned', () => {
  expect(withSlots().leg(8, 'A', 'B', 100).seconds).toBe(100);
});

it('what was learned weighs by how often it was seen, and comes to what is', () => {
  const times = withSlots();
  times.learn(8, leg(200));
  const once = times.leg(8, 'A', 'B', 100).seconds;
  expect(once).toBe(125);
  for (let i = 0; i < 40; i++) times.learn(8, leg(200));
  expect(times.leg(8, 'A', 'B', 100).seconds).toBe(180);
  for (let i = 0; i < 40; i++) times.learn(8, leg(60));
  expect(times.leg(8, 'A', 'B', 100).seconds).toBeLessThan(75);
});

it('the hours beside say something, other hours and the way back nothing', () => {
  const times = withSlots();
  times.learn(8, leg(200));
  expect(times.leg(9, 'A', 'B', 100).seconds).toBeGreaterThan(100);
  expect(times.leg(11, 'A', 'B', 100).seconds).toBe(100);
  expect(times.leg(8, 'B', 'A', 100).seconds).toBe(100);
});

it('a breakdown, or a clock that went back, teaches nothing', () => {
  const times = withSlots();
  times.learn(8, leg(3000));
  times.learn(8, leg(-5));
  expect(times.leg(8, 'A', 'B', 100).seconds).toBe(100);
  expect(times.changed()).toEqual([]);
});

it('one bus that broke down is not how long a leg takes', () => {
  const times = withSlots();
  times.learn(8, leg(421)); // more than three times the timetable's, and two minutes
  expect(times.leg(8, 'A', 'B', 100).seconds).toBe(100);
  for (let i = 0; i < 6; i++) times.learn(8, leg(90));
  times.learn(8, leg(400));
  expect(times.slot(8).get('A', 'B')?.seconds).toBeCloseTo((6 * 90 + 270) / 7);
});

it('the pace of the day is that of the last hour, and of no few legs', () => {
  const times = withSlots();
  times.learn(8, leg(150));
  expect(times.pace(NOW)).toBeCloseTo(1, 2);
  for (let i = 0; i < 900; i++) times.learn(8, leg(150));
  expect(times.pace(NOW)).toBeCloseTo(1.375, 2);
  expect(times.pace(NOW + 7200)).toBe(1);
});

it('a day that goes otherwise than those before moves what was learned, by half of it', () => {
  const times = withSlots();
  const learnAll = (seconds: number, left: number) => {
    for (let i = 0; i < 400; i++) times.learn(8, leg(seconds, { from: `${i}`, to: `${i + 1}`, left }));
  };
  for (let day = 5; day > 0; day--) learnAll(100, NOW - day * 86_400);
  expect(times.todayPace(NOW)).toBe(1);
  const usual = times.leg(8, '1', '2', 100).seconds;
  learnAll(80, NOW - 600);
  const pace = times.todayPace(NOW);
  expect(pace).toBeGreaterThan(0.9);
  expect(pace).toBeLessThan(0.96);
  expect(times.leg(8, '1', '2', 100, pace).seconds).toBeLessThan(usual - 4);
  expect(times.todayPace(NOW + 7200)).toBe(1);
});

it('slots are hours on the clocks of the place, of three kinds of day', () => {
  const at = (iso: string) => slotAt(Date.parse(iso) / 1000, 'Europe/London');
  expect(at('2026-07-01T07:30:00Z')).toBe(8); // a Wednesday in summer
  expect(at('2026-12-02T07:30:00Z')).toBe(7);
  expect(at('2026-07-04T22:59:59Z')).toBe(24 + 23); // a Saturday
  expect(at('2026-07-04T23:00:00Z')).toBe(48); // Sunday by now
  expect(slotOf(4, 23)).toBe(23);
  expect(neighbours(0)).toEqual([23, 1]);
  expect(neighbours(47)).toEqual([46, 24]);
});

it('what is stored of an hour that was not loaded is not written over', () => {
  const times = withSlots();
  times.learn(23, leg(200));
  expect(times.changed()).toEqual([]);
});

it('hours that are over are let go of once they are stored', () => {
  const times = withSlots();
  times.learn(8, leg(90));
  times.keepOnly(new Set([10]));
  expect([times.has(8), times.has(9)]).toEqual([true, false]);
  for (const [, slot] of times.changed()) slot.changed = false;
  times.keepOnly(new Set([10]));
  expect(times.has(8)).toBe(false);
});
