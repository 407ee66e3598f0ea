import { createHash } from 'node:crypto';
import type { ImportFile, ImportRow, RejectedRow } from '../../domain/listings/import-row.ts';
import { nameIn } from '../../domain/listings/match-rows.ts';
import { slugify } from '../../domain/listings/slugify.ts';
import { type EpochSeconds, isoWithOffset } from '../../domain/transit/service-day.ts';
import { decodeUtf8 } from '../listing-rows/decode-text.ts';
import { MOST_ROWS, tooManyRows } from '../listing-rows/limits.ts';
import type { CalendarTime } from './calendar-time.ts';
import { type Occurrence, occurrencesOf, type Series } from './expand-series.ts';
import { zoneFinder } from './find-zone.ts';
import { type CalendarEvent, identityOf, readEvent } from './read-event.ts';
import { PropertyFault } from './read-property.ts';
import type { DayBudget } from './recurring-days.ts';
import { splitComponents } from './split-components.ts';

export interface CalendarContext {
  /** Of the places; times without a zone are meant in it. */
  readonly timeZone: string;
  readonly now: EpochSeconds;
  /** Where events are that do not say where they are. */
  readonly place?: { readonly lat: number; readonly lon: number } | undefined;
  /** false: an event that does not say where it is is a row without a place. */
  readonly isPlaceNeeded?: boolean;
}

/** Of all rules of a calendar together: thousands of series of many years. */
const MOST_DAYS = 2_000_000;
const MOST_UID = 32;

/**
 * Reads listings out of an iCalendar (RFC 5545): a row for each event that is not over, and of a series for each of its
 * next times. `line` is where the event begins. What is no event is not looked at.
 * @throws DomainError `invalid-input` when the whole is no calendar
 */
export function readListingCalendar(bytes: Uint8Array, context: CalendarContext): ImportFile {
  const components = splitComponents(decodeUtf8(bytes));
  const zoneOf = zoneFinder(components, context.timeZone);
  const rejected: RejectedRow[] = [];
  const reject = (line: number, id: string | null, { field, message }: PropertyFault) =>
    rejected.push({ line, id, field, reason: message });
  const events = new Map<string, { readonly read: CalendarEvent[]; readonly unreadable: CalendarTime[] }>();
  const ofUid = (uid: string) => {
    const known = events.get(uid) ?? { read: [], unreadable: [] };
    events.set(uid, known);
    return known;
  };
  for (const component of components) {
    if (component.name !== 'VEVENT') continue;
    const read = attempt(() => readEvent(component, zoneOf));
    if (!(read instanceof PropertyFault)) {
      ofUid(read.uid).read.push(read);
      continue;
    }
    const { uid, instead } = identityOf(component, zoneOf);
    reject(component.line, uid ? `${idOf(uid)}${instead ? dayInId(instead.date) : ''}` : null, read);
    if (uid && instead) ofUid(uid).unreadable.push(instead);
  }
  const rows: ImportRow[] = [];
  const budget: DayBudget = { left: MOST_DAYS };
  const slugs = new Set<string>();
  for (const [uid, { read, unreadable }] of events) {
    const { series, superseded } = seriesOf(read, unreadable);
    for (const [event, by] of superseded)
      reject(event.line, idOf(uid), new PropertyFault('uid', `is that of line ${by.line} as well`));
    const found = attempt(() => occurrencesOf(series, context.now, budget));
    if (found instanceof PropertyFault) {
      reject(series.main?.line ?? 0, idOf(uid), found);
      continue;
    }
    for (const row of rowsOf(found, slugs, context)) {
      if ('fields' in row) rows.push(row);
      else rejected.push(row);
    }
    if (rows.length > MOST_ROWS) throw tooManyRows();
  }
  return { rows, rejected, unknownColumns: [] };
}

function attempt<T>(read: () => T): T | PropertyFault {
  try {
    return read();
  } catch (error) {
    if (error instanceof PropertyFault) return error;
    throw error;
  }
}

/** Of several that say the same, the latest version counts, and of equals the first. */
function seriesOf(versions: readonly CalendarEvent[], unreadable: readonly CalendarTime[]) {
  const current = new Map<string, CalendarEvent>();
  const superseded: [CalendarEvent, CalendarEvent][] = [];
  for (const event of versions) {
    const { instead } = event;
    const key = instead ? `${instead.date} ${instead.second} ${instead.timeZone}` : '';
    const known = current.get(key);
    const isLater = known === undefined || event.sequence > known.sequence;
    if (isLater) current.set(key, event);
    if (known) superseded.push(isLater ? [known, event] : [event, known]);
  }
  const main = current.get('');
  current.delete('');
  const series: Series = { main, others: [...current.values()], unreadable };
  return { series, superseded };
}

/** What a calendar calls an event, in the form of our ids: room is left for a day, and for the name of the source. */
function idOf(uid: string): string {
  const plain = slugify(uid);
  if (plain !== '' && plain.length <= MOST_UID) return plain;
  const digest = createHash('sha256').update(uid).digest('hex').slice(0, 10);
  return `${plain.slice(0, MOST_UID - 11)}-${digest}`.replace(/^-+/, '');
}

const clock = (second: number) =>
  `${String(Math.floor(second / 3600)).padStart(2, '0')}${String(Math.floor(second / 60) % 60).padStart(2, '0')}`;

const dayInId = (day: string) => `-${day.replaceAll('-', '')}`;

/** A series has an id for each of its days; with the clock where one day has several. */
function* rowsOf(
  found: readonly Occurrence[],
  slugs: Set<string>,
  { timeZone, place, isPlaceNeeded = true }: CalendarContext,
): Generator<ImportRow | RejectedRow> {
  const days = new Set<string>();
  for (const { event, day, second, starts, ends } of found) {
    const { line, uid, fields } = event;
    const isSecond = day !== undefined && second !== null && days.has(day);
    const id = `${idOf(uid)}${day === undefined ? '' : dayInId(day)}${isSecond ? clock(second) : ''}`;
    if (day !== undefined) days.add(day);
    if (isPlaceNeeded && !place && fields.latitude === undefined) {
      yield { line, id, field: 'geo', reason: 'is missing, and the source has no place for such events' };
      continue;
    }
    const slug = day === undefined ? '' : `${slugify(nameIn(fields) ?? '', 60)}-${day}`;
    const isFree = slug !== '' && !slug.startsWith('-') && !slugs.has(slug);
    slugs.add(slug);
    yield {
      line,
      id,
      fields: {
        ...(place && { latitude: String(place.lat), longitude: String(place.lon) }),
        ...fields,
        ...(isFree && { slug }),
        event_start: isoWithOffset(starts, timeZone),
        event_end: isoWithOffset(ends, timeZone),
      },
    };
  }
}
