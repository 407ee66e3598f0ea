import { expect, it } from 'vitest';
import { line, metresFromMiddle, Network, SERVICE_DATE } from '#test/builders/transit.ts';
import { serviceDateToDays } from '../transit/service-day.ts';
import { TravelTimes } from './travel-times.ts';
import { VehicleTracker } from './vehicle-tracker.ts';

const network = new Network({
  trips: [{ id: 'T1', calls: line('A B C') }],
  places: { A: [0, 0], B: [4000, 0], C: [8000, 0] },
});
const run = { number: 0, day: serviceDateToDays(SERVICE_DATE), startSeconds: null };
const at = network.at('10:00:30');

it('keeps two tracks of a run at most, however many names its vehicle is given', () => {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  for (let poll = 0; poll < 100; poll++) {
    const now = at + poll * 15;
    tracker.forgetBefore(now);
    tracker.follow(`bus ${poll}`, run, {
      position: metresFromMiddle(poll * 20, 0),
      at: now,
      bearing: undefined,
    });
    expect(tracker.forecast(`bus ${poll}`, run, now)).toBeDefined();
  }
  expect(tracker.tracks().length).toBeLessThanOrEqual(3);
});

it('P4: a bus that is off its path for an hour has not its run before it again', () => {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  const reportAt = (now: number, metres: number, north: number) => {
    tracker.forgetBefore(now);
    tracker.follow('bus', run, { position: metresFromMiddle(metres, north), at: now, bearing: undefined });
    return tracker.forecast('bus', run, now)?.filter(({ passed }) => !passed);
  };
  const left = network.at('10:00:00');
  expect(reportAt(left + 60, 500, 0)).not.toEqual([]);
  for (let now = left + 90; now < left + 7200; now += 30) {
    if (now > left + 240) expect(reportAt(now, 900, 2500)).toBeUndefined();
    else reportAt(now, 900, 2500);
  }
  tracker.forgetBefore(left + 7300);
  expect(tracker.tracks()).toEqual([]);
});

const fixAt = (now: number, metres: number, north = 0) => ({
  position: metresFromMiddle(metres, north),
  at: now,
  bearing: undefined,
});

it('P4: a run that one vehicle has begun is not to come by another that is off its path', () => {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  tracker.follow('old name', run, fixAt(at, 500));
  const later = network.at('10:07:00');
  tracker.forgetBefore(later);
  tracker.follow('new name', run, fixAt(later, 900, 2500));
  expect(tracker.forecast('new name', run, later)).toBeUndefined();
  const fresh = new VehicleTracker(network.lookup, new TravelTimes());
  fresh.follow('new name', run, fixAt(later, 900, 2500));
  expect(fresh.forecast('new name', run, later)).not.toBeUndefined();
});

it('keeps both of two vehicles that report in turn', () => {
  const tracker = new VehicleTracker(network.lookup, new TravelTimes());
  for (let poll = 0; poll < 20; poll++) {
    const now = at + poll * 15;
    tracker.forgetBefore(now);
    for (const [vehicle, ahead] of [
      ['one', 0],
      ['other', 500],
    ] as const)
      tracker.follow(vehicle, run, {
        position: metresFromMiddle(ahead + poll * 20, 0),
        at: now,
        bearing: undefined,
      });
  }
  expect(
    tracker
      .tracks()
      .map(({ vehicle }) => vehicle)
      .sort(),
  ).toEqual(['one', 'other']);
});
