import { clockTime } from '#displays/kit/clock-time.ts';
import { type DepartureView, departuresAt } from '#displays/kit/departure-view.ts';
import { translatedName } from '#displays/kit/translation.ts';
import { type Language, type Speaker, speakerOf } from '#displays/kit/words/speaker.tsx';
import type { NearestStop } from '#displays/places/place-view.ts';
import { distanceMetres } from '#shared/domain/places/find-places.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { Stop } from '#shared/domain/transit/timetable.ts';
import type { TransitReader } from '#shared/store/transit-reader.ts';

/** As far as one can be expected to go from a stop. */
const NEAR_METRES = 600;
const DEPARTURES = 4;
const HORIZON_MINUTES = 180;

/** The stop that the place names, else the nearest; with what leaves there next. null when there is none near. */
export async function nearestStop(
  place: Place,
  reader: TransitReader,
  now: EpochSeconds,
  language: Language,
): Promise<NearestStop | null> {
  const named = place.nearestStopId === undefined ? undefined : await reader.stop(place.nearestStopId);
  const stop = named ?? (await nearest(place, reader));
  if (!stop) return null;
  const board = await reader.board(stop.id, { now, limit: 20, horizonMinutes: HORIZON_MINUTES });
  const speaker = speakerOf(language);
  const views = board ? departuresAt(board, now).filter(runs).slice(0, DEPARTURES) : [];
  return {
    id: stop.id,
    name: translatedName(stop.name, stop.names, language).text,
    distanceMetres: distanceOf(place, stop),
    position: positionOf(stop),
    departures: views.map(({ departure, state, time }) => ({
      line: departure.line,
      headsign: departure.headsign,
      time: timeText(time, speaker, board?.timeZone ?? 'UTC'),
      live: state === 'live',
      wheelchair: departure.wheelchair,
    })),
  };
}

async function nearest(place: Place, reader: TransitReader): Promise<Stop | undefined> {
  const [found] = await reader.findStops({ near: place, radiusMetres: NEAR_METRES }, 1);
  return found;
}

const positionOf = ({ lat, lon }: Stop) => (lat === null || lon === null ? null : { lat, lon });

function distanceOf(place: Place, stop: Stop): number | null {
  const position = positionOf(stop);
  return position && Math.round(distanceMetres(place, position));
}

const runs = ({ state }: DepartureView) => state === 'live' || state === 'timetable';

function timeText(time: DepartureView['time'], speaker: Speaker, timeZone: string): string {
  switch (time?.kind) {
    case 'due':
      return speaker.text('due');
    case 'minutes':
      return `${time.minutes} ${speaker.text('minutesShort')}`;
    case 'headway':
      return `${speaker.text('every')} ${time.minutes} ${speaker.text('minutesShort')}`;
    case 'clock':
      return clockTime(time.at, timeZone);
    default:
      return '';
  }
}
