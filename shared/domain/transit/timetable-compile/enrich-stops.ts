import { distanceMetres } from '../find-stops.ts';
import type { Stop } from '../timetable.ts';
import type { NoticeLog } from './notice-log.ts';
import type { SourceStop } from './timetable-source.ts';

/** What the national register of stops (NaPTAN) says of one. Texts are '' where it says nothing. */
export interface RegisteredStop {
  readonly line: number;
  /** What passengers send by SMS. */
  readonly code: string;
  readonly name: string;
  readonly indicator: string;
  readonly street: string;
  readonly locality: string;
  readonly position: { readonly lat: number; readonly lon: number } | null;
  /** `customary` and `hail-and-ride` stops have no pole. */
  readonly kind: 'marked' | 'customary' | 'hail-and-ride' | 'unknown';
  readonly isActive: boolean;
}

/** Further apart than this, the same id means two places. */
const SAME_PLACE_METRES = 1000;

const withoutPole: Partial<Record<RegisteredStop['kind'], string>> = {
  customary: 'No pole at this stop.',
  'hail-and-ride': 'Hail and ride, no pole: signal to the driver.',
};

export const NAPTAN_FILE = 'NaPTAN';

/** An ATCO code begins with its administrative area: the register is given out by area. */
const areaOf = (atcoCode: string) => atcoCode.slice(0, 3);

/** Stops in the words of the register, by their ids. Those that it does not know, or no longer has, stay as they are. */
export function enrichStops(
  stops: readonly SourceStop[],
  register: ReadonlyMap<string, RegisteredStop>,
  notices: NoticeLog,
): SourceStop[] {
  const areas = new Set([...register.keys()].map(areaOf));
  return stops.map((source) => {
    const { stop } = source;
    const registered = register.get(stop.id.toUpperCase());
    const place = { file: NAPTAN_FILE, line: registered?.line ?? null };
    if (!registered && !areas.has(areaOf(stop.id))) {
      notices.warning(
        place,
        'stop-of-other-area',
        () => `What was read of NaPTAN has no stop of the area of "${stop.id}".`,
      );
      return source;
    }
    if (!registered) {
      notices.warning(place, 'stop-not-in-naptan', () => `NaPTAN does not have stop "${stop.id}".`);
      return source;
    }
    if (!registered.isActive) {
      const message = () => `NaPTAN says that stop "${stop.id}" is not active; its words are not used.`;
      notices.warning({ ...place, field: 'Status' }, 'stop-not-active', message);
      return source;
    }
    const apart = metresApart(stop, registered);
    if (apart > SAME_PLACE_METRES) {
      const message = () => `Stop "${stop.id}" is ${Math.round(apart)} m from where NaPTAN has it.`;
      notices.warning({ ...place, field: 'Latitude' }, 'stop-elsewhere', message);
      return source;
    }
    return { ...source, stop: enriched(stop, registered) };
  });
}

function metresApart({ lat, lon }: Stop, { position }: RegisteredStop): number {
  return lat === null || lon === null || !position ? 0 : distanceMetres({ lat, lon }, position);
}

function enriched(stop: Stop, registered: RegisteredStop): Stop {
  const { code, name, indicator, street, locality, position, kind } = registered;
  const where = stop.description ?? [street, locality].filter((part) => part !== '').join(', ');
  const description = [withoutPole[kind] ?? '', where].filter((part) => part !== '').join(' ');
  return {
    ...stop,
    name: name || stop.name,
    code: stop.code ?? (code || null),
    indicator: indicator || stop.indicator,
    ...(description !== '' && { description }),
    lat: stop.lat ?? position?.lat ?? null,
    lon: stop.lon ?? position?.lon ?? null,
  };
}

/** Stops as an import before had them: while the register does not answer, nothing changes its name for a night. */
export function keepWords(
  stops: readonly SourceStop[],
  before: ReadonlyMap<string, Stop>,
): readonly SourceStop[] {
  return stops.map((source) => {
    const known = before.get(source.stop.id);
    if (!known) return source;
    const { name, code, indicator, description } = known;
    const { stop } = source;
    const lat = stop.lat ?? known.lat;
    const lon = stop.lon ?? known.lon;
    return {
      ...source,
      stop: { ...stop, name, code, indicator, ...(description && { description }), lat, lon },
    };
  });
}
