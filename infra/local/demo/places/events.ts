import type { EventTimes, Place } from '#shared/domain/places/place.ts';
import {
  type EpochSeconds,
  isoWithOffset,
  localDays,
  serviceDayStart,
  weekday,
} from '#shared/domain/transit/service-day.ts';
import { demoTimeZone } from '../network/demo-calendar.ts';
import {
  disputed,
  known,
  listing,
  measure,
  no,
  notApplicable,
  partial,
  stated,
  surveyed,
  yes,
} from './listing.ts';

const SATURDAY = 5;

/** A clock time, such as 19.5 for half past seven, of a local day. */
const clock = (day: number, hour: number): string =>
  isoWithOffset(serviceDayStart(day, demoTimeZone) + hour * 3600, demoTimeZone);

const times = (firstDay: number, from: number, lastDay: number, to: number): EventTimes => ({
  startDate: clock(firstDay, from),
  endDate: clock(lastDay, to),
});

/** Events that are on at `now` or lie before it by some days or weeks, whenever that is. */
export function eventsAt(now: EpochSeconds): readonly Place[] {
  const today = localDays(now, demoTimeZone);
  /** The first Saturday after `day`. */
  const saturdayAfter = (day: number) => day + 1 + ((SATURDAY - weekday(day + 1) + 7) % 7);
  const saturday = saturdayAfter(today);
  const storyDay = saturdayAfter(today + 16);

  return [
    listing({
      slug: 'example-craft-market',
      kind: 'event',
      name: 'Example Craft Market',
      description: 'Forty stalls with pottery, wool and wood. Next Saturday, in the open air.',
      at: [56.39675, -3.4308],
      streetAddress: 'Example Square',
      url: 'https://example.org/craft-market',
      event: times(saturday, 10, saturday, 16),
      isAccessibleForFree: true,
      keywords: ['market', 'crafts', 'shopping', 'outdoors'],
      nearestStopId: '64801011',
      facts: known(stated('2026-10-20'), {
        stepFreeApproach: yes(),
        smoothApproach: partial('Slabs in the middle. Cobbles along the east side.'),
        stepFreeEntrance: notApplicable(),
        entranceDoorWidth: notApplicable(),
        aisleWidth: measure(200, 'Between the stalls.'),
        turningSpace: measure(250),
        scooterHire: no('The nearest is the Demo Scooter Hire Centre.'),
        accessibleToilet: yes('A hired cabin beside stall 1.'),
        quietTimes: yes('No music before noon.'),
      }),
      changed: '2026-10-20',
    }),
    listing({
      slug: 'evening-of-fiddles',
      kind: 'event',
      name: 'Demo Evening of Fiddles',
      description: 'Six players and a singer. There is a break of 20 minutes.',
      at: [56.39775, -3.42955],
      streetAddress: '2 Sample Hall Lane',
      telephone: '01632 960182',
      email: 'fiddles@example.com',
      url: 'https://example.org/fiddles',
      event: times(today + 1, 19.5, today + 1, 22),
      isAccessibleForFree: false,
      keywords: ['music', 'concert', 'evening'],
      nearestStopId: '64800271',
      facts: {
        ...known(surveyed('2026-05-20'), {
          stepFreeEntrance: yes(),
          entranceDoorWidth: measure(140),
          stepFreeInside: yes(),
          aisleWidth: measure(110),
          turningSpace: measure(170),
          accessibleToilet: yes(),
          toiletDoorWidth: measure(90),
          wheelchairSpaces: measure(6),
        }),
        ...known(stated('2026-10-12'), {
          scootersIndoors: partial('In the foyer. Not in the hall.'),
          hearingLoop: disputed(yes()),
          companionTicket: yes(),
          assistanceDogs: yes(),
        }),
      },
      changed: '2026-10-25',
    }),
    listing({
      slug: 'sample-story-weekend',
      kind: 'event',
      name: 'Sample Story Weekend',
      description: 'Storytellers for young and old, on two days. Come and go as you like.',
      at: [56.39905, -3.43105],
      url: 'https://example.org/stories',
      event: times(storyDay, 11, storyDay + 1, 17),
      keywords: ['stories', 'books', 'children', 'families'],
      facts: known(stated('2026-09-30'), {
        stepFreeEntrance: yes(),
        signLanguage: yes('In every session in the large room.'),
        quietSpace: yes('A room with cushions and low light.'),
        assistanceDogs: yes(),
      }),
      changed: '2026-09-30',
    }),
    listing({
      slug: 'lantern-parade',
      kind: 'event',
      name: 'Demo Lantern Parade',
      description: 'A slow parade with paper lanterns. It is cancelled this time.',
      at: [56.40085, -3.43045],
      event: { ...times(today + 9, 18, today + 9, 20), cancelled: true },
      isAccessibleForFree: true,
      keywords: ['parade', 'lights', 'evening', 'families', 'outdoors'],
      facts: known(stated(), {
        stepFreeApproach: yes(),
        quietSpace: no('There are drums all the way.'),
      }),
      changed: '2026-10-29',
    }),
    listing({
      slug: 'example-map-exhibition',
      kind: 'event',
      name: 'Example Exhibition of Maps',
      description: 'Old and new maps of places that do not exist. It lasts some weeks.',
      at: [56.39515, -3.44155],
      streetAddress: '77 Demo Terrace',
      telephone: '01632 960185',
      event: times(today - 10, 10, today + 18, 17),
      isAccessibleForFree: true,
      keywords: ['maps', 'exhibition', 'art', 'indoors'],
      facts: {
        ...known(surveyed('2025-06-17'), {
          stepFreeEntrance: yes(),
          entranceDoorWidth: measure(80),
          lift: yes(),
          liftDoorWidth: measure(75),
          liftCabinLength: measure(100),
          accessibleToilet: yes(),
        }),
        ...known(stated('2026-10-05'), {
          scootersIndoors: no('The lift is too small for a scooter.'),
          audioDescription: partial('Of ten maps, on your own telephone.'),
        }),
      },
      changed: '2026-10-05',
    }),
  ];
}
