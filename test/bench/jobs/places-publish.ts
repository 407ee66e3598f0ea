import { fromDays, toDays } from '#shared/domain/places/opening-calendar.ts';
import { type PlaceSummary, summaryOf } from '#shared/domain/places/place-summary.ts';
import { digestOf } from '#shared/store/place-revisions.ts';
import { writeSnapshot } from '#shared/store/place-snapshot.ts';
import { publishPlaces } from '#shared/store/publish-places.ts';
import { answerWith } from '../measured-process.ts';
import { meteredPlaces, type PlaceUnits } from '../metered-places.ts';
import { timedCalendars } from '../place-calendars.ts';
import { type Cost, startMeasuring } from '../samples.ts';
import { PLACES_NOW, PLACES_ORIGIN, PLACES_TODAY, syntheticPlace } from '../synthetic-places.ts';

export interface PlacesPublishJob {
  readonly endpoint: string;
  readonly prefix: string;
  readonly count: number;
  /** Without revisions, and with each text of opening hours evaluated once. */
  readonly snapshotOnly: boolean;
}

export interface FirstPublication extends Cost {
  readonly units: PlaceUnits;
  readonly calendarMilliseconds: number;
}

/** As publishPlaces names it: the day before, of which intervals may reach into today. */
const calendarsFrom = fromDays(toDays(PLACES_TODAY) - 1);
const CALENDAR_DAYS = 430;

answerWith(async ({ endpoint, prefix, count, snapshotOnly }: PlacesPublishJob): Promise<FirstPublication> => {
  const store = meteredPlaces(endpoint, prefix);
  const calendars = timedCalendars(snapshotOnly);
  const places = function* () {
    for (let number = 0; number < count; number++) yield syntheticPlace(number);
  };
  const publishAll = async () => {
    const put = [...places()];
    const cost = startMeasuring();
    await publishPlaces(store, () => ({ put, remove: [] }), calendars.context);
    return cost();
  };
  const publishSnapshot = async () => {
    const cost = startMeasuring();
    const summaries: PlaceSummary[] = [];
    for (const place of places()) {
      const hours = place.openingHours;
      const opening =
        hours === undefined ? null : calendars.context.calendarOf(hours, calendarsFrom, CALENDAR_DAYS);
      const revision = { number: 1, digest: digestOf(place) };
      summaries.push(summaryOf(place, { revision, origin: PLACES_ORIGIN, opening }));
    }
    await writeSnapshot(store, undefined, summaries, { now: PLACES_NOW, calendarsFrom });
    return cost();
  };
  const spent = await (snapshotOnly ? publishSnapshot() : publishAll());
  store.client.destroy();
  return { ...spent, units: store.take(), calendarMilliseconds: calendars.milliseconds() };
});
