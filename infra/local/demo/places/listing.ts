import type { CalendarDate, Fact } from '#shared/domain/places/fact.ts';
import type { Place } from '#shared/domain/places/place.ts';

/** Where facts come from and when somebody last made sure. */
export type Origin = Pick<Fact, 'source' | 'method' | 'verified' | 'reviewBy'>;

const yearsAfter = (day: CalendarDate, years: number): CalendarDate =>
  `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

const origin =
  (name: string, method: Fact['method'], url?: string) =>
  (day?: CalendarDate, years = 1): Origin => ({
    source: { name, ...(url && { url }) },
    method,
    ...(day && { verified: day, reviewBy: yearsAfter(day, years) }),
  });

/** Each takes the day and the years after which it counts as old. Without a day nobody has made sure. */
export const surveyed = origin(
  'Demo access survey (invented)',
  'on-site-survey',
  'https://example.org/access-survey',
);
export const stated = origin('The place itself (invented)', 'operator-statement');
export const reported = origin('A visitor (invented)', 'visitor-report');
export const pictured = origin('Demo photo collection (invented)', 'photo', 'https://example.org/photos');
export const imported = origin('Demo open data (invented)', 'import', 'https://example.org/open-data');

const said = (note?: string) => (note ? { note: { en: note } } : {});

export const yes = (note?: string): Fact => ({ status: 'yes', ...said(note) });
export const no = (note: string): Fact => ({ status: 'no', ...said(note) });
export const partial = (note: string): Fact => ({ status: 'partial', ...said(note) });
export const unknown = (note: string): Fact => ({ status: 'unknown', ...said(note) });
export const notApplicable = (note?: string): Fact => ({ status: 'not-applicable', ...said(note) });
/** In the unit that the dictionary gives for the fact. */
export const measure = (value: number, note?: string): Fact => ({ status: 'yes', value, ...said(note) });
export const disputed = (fact: Fact): Fact => ({ ...fact, disputed: true });

/** Facts that came to be known together. */
export const known = (from: Origin, facts: Place['facts']): Place['facts'] =>
  Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, { ...from, ...fact }]));

type Derived = 'id' | 'name' | 'description' | 'lat' | 'lon' | 'source' | 'invented' | 'dateModified';

export interface Entry extends Omit<Place, Derived> {
  readonly name: string;
  readonly description: string;
  /** Latitude and longitude. */
  readonly at: readonly [number, number];
  readonly changed: CalendarDate;
}

/** An invented place, in Perth unless it says otherwise. */
export function listing({ name, description, at: [lat, lon], changed, ...entry }: Entry): Place {
  return {
    id: `demo-${entry.slug}`,
    addressLocality: 'Perth',
    ...entry,
    name: { en: name },
    description: { en: description },
    lat,
    lon,
    source: { name: 'Demo data (invented)', licence: 'OGL-UK-3.0' },
    invented: true,
    dateModified: `${changed}T12:00:00Z`,
  };
}
