import type { Fact } from '#shared/domain/places/fact.ts';
import { FACT_IDS, type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { fromDays, toDays } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import { Draw } from './draw.ts';
import * as words from './place-words.ts';

/** The moment at which the invented places are asked about, and its day. A Wednesday at noon, at the places. */
export const PLACES_TODAY = '2026-06-10';
export const PLACES_NOW = Date.parse(`${PLACES_TODAY}T11:00:00Z`) / 1000;

export const PLACES_ZONE = 'Europe/London';
/** The source whose places they are. */
export const PLACES_ORIGIN = 'bench';

const TOWNS = 40;
const FEWEST_FACTS = 6;
const MOST_FACTS = 35;
const DAY = toDays(PLACES_TODAY);

const inventedName = (draw: Draw) => draw.one(words.nameBeginnings) + draw.one(words.nameEndings);

const towns = Array.from({ length: TOWNS }, (_, i) => {
  const draw = new Draw(-1 - i);
  return { name: inventedName(draw), lat: 56.4 + draw.bell() * 0.25, lon: -3.6 + draw.bell() * 0.5 };
});

/** Small numbers are much more frequent: half the places lie in an eighth of the towns. */
const townOf = (draw: Draw) => towns[Math.floor(draw.random() ** 3 * TOWNS)] as (typeof towns)[number];

/** As many times as a hundred places are of it. */
const hundredKinds = words.kinds.flatMap((kind) => Array.from({ length: kind[1] }, () => kind));

/** Two to four words. */
function nameOf(draw: Draw, [en, gd]: readonly [string, string], town: string): Place['name'] {
  const proper = draw.chance(0.25) ? town : draw.chance(0.2) ? draw.one(words.people) : inventedName(draw);
  const adjective = draw.chance(0.3) ? `${draw.one(words.adjectives)} ` : '';
  const name = { en: `${adjective}${proper} ${en}` };
  return draw.chance(0.2) ? { ...name, gd: `${gd} ${proper}` } : name;
}

function openingHoursOf(draw: Draw): string {
  if (draw.chance(0.06)) return '24/7';
  return draw
    .one(words.hoursPatterns)
    .replaceAll('B', draw.one(words.beginnings))
    .replaceAll('E', draw.one(words.ends));
}

type Origin = Pick<Fact, 'source' | 'method' | 'verified' | 'reviewBy'>;

/** Most facts of a place come from one visit; the others from whoever runs it, or from a list that nobody checked. */
function originsOf(draw: Draw, url: string): Origin[] {
  const day = (method: Fact['method'], source: Fact['source']): Origin => {
    const verified = DAY - draw.int(1, 900);
    const years = draw.chance(0.7) ? 365 : 730;
    return { source, method, verified: fromDays(verified), reviewBy: fromDays(verified + years) };
  };
  return [
    day('on-site-survey', { name: 'Access survey (invented)', url: 'https://example.org/access-survey' }),
    day('operator-statement', { name: 'The place itself (invented)', url }),
    { source: { name: 'Open data (invented)' }, method: 'import' },
  ];
}

const originShares = [0, 0, 0, 0, 0, 0, 1, 1, 2] as const;

function saidOf(draw: Draw, id: FactId): Pick<Fact, 'status' | 'value'> {
  const { unit } = factDefinition(id);
  const roll = draw.random();
  if (unit) {
    if (roll < 0.08) return { status: roll < 0.03 ? 'unknown' : 'not-applicable' };
    return { status: 'yes', value: draw.int(...(words.ranges[id] ?? words.usualRange[unit])) };
  }
  const status =
    roll < 0.62
      ? 'yes'
      : roll < 0.79
        ? 'no'
        : roll < 0.89
          ? 'partial'
          : roll < 0.96
            ? 'not-applicable'
            : 'unknown';
  return { status };
}

function factsOf(draw: Draw, url: string): Place['facts'] {
  const origins = originsOf(draw, url);
  const facts: Partial<Record<FactId, Fact>> = {};
  for (const id of draw.some(FACT_IDS, draw.int(FEWEST_FACTS, MOST_FACTS))) {
    facts[id] = {
      ...saidOf(draw, id),
      ...(draw.chance(0.25) && { note: { en: draw.one(words.notes) } }),
      ...origins[draw.one(originShares)],
      ...(draw.chance(0.01) && { disputed: true }),
    };
  }
  return facts;
}

function eventOf(draw: Draw): NonNullable<Place['event']> {
  const day = DAY + draw.int(-20, 200);
  const [from, to] = [draw.int(9, 14), draw.int(15, 22)];
  const at = (on: number, hour: number) => `${fromDays(on)}T${String(hour).padStart(2, '0')}:00:00+01:00`;
  return { startDate: at(day, from), endDate: at(day + draw.int(0, 3), to) };
}

const slugOf = (name: string) =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .replaceAll(' ', '-');

/** The invented place of this number: always the same. */
export function syntheticPlace(number: number): Place {
  const draw = new Draw(number);
  const id = `bench-${String(number).padStart(6, '0')}`;
  const town = townOf(draw);
  const [kind, , names] = draw.one(hundredKinds);
  const name = nameOf(draw, draw.one(names), town.name);
  const slug = `${slugOf(name.en ?? '')}-${number}`;
  const url = `https://example.org/${slug}`;
  const spread = kind === 'attraction' ? 0.06 : 0.015;
  return {
    id,
    slug,
    kind,
    name,
    description: { en: `${name.en} in ${town.name} is made up. ${draw.some(words.notes, 2).join(' ')}` },
    lat: Math.round((town.lat + draw.bell() * spread) * 1e5) / 1e5,
    lon: Math.round((town.lon + draw.bell() * spread * 1.8) * 1e5) / 1e5,
    streetAddress: `${draw.int(1, 180)} ${draw.one(words.adjectives)} Street`,
    addressLocality: town.name,
    postalCode: `PH${draw.int(1, 50)} ${draw.int(1, 9)}XX`,
    telephone: `01632 960${draw.int(100, 999)}`,
    url,
    ...(kind === 'event'
      ? { event: eventOf(draw) }
      : draw.chance(0.85) && { openingHours: openingHoursOf(draw) }),
    ...(kind === 'eat' && { servesCuisine: draw.some(words.cuisines, draw.int(1, 3)) }),
    ...(draw.chance(0.6) && { isAccessibleForFree: draw.chance(0.6) }),
    ...(draw.chance(0.8) && { keywords: draw.some(words.keywords, draw.int(1, 8)) }),
    facts: factsOf(draw, url),
    source: { name: 'Bench data (invented)', licence: 'OGL-UK-3.0' },
    invented: true,
    dateModified: `${fromDays(DAY - draw.int(0, 400))}T12:00:00Z`,
  };
}

/** The place after its owner has told of a change: another width of the door, and a note. */
export function changedPlace(number: number, change: number): Place {
  const place = syntheticPlace(number);
  const entranceDoorWidth: Fact = {
    status: 'yes',
    value: 80 + change,
    note: { en: `Measured anew, ${change}.` },
    method: 'operator-statement',
    verified: PLACES_TODAY,
  };
  return { ...place, facts: { ...place.facts, entranceDoorWidth } };
}
