import ICAL from 'ical.js';
import type { Texts } from '../../domain/places/fact.ts';
import type { Place } from '../../domain/places/place.ts';

const inMainLanguage = (texts: Texts): string | undefined => texts.en ?? Object.values(texts)[0];

/** UTC: no calendar has to know our time zone to be right. */
const utcTime = (instant: string) => ICAL.Time.fromJSDate(new Date(instant), true);

/**
 * Events as a calendar (RFC 5545), to be subscribed to or imported. Ids are stable, so an event that is read again is
 * the same one.
 * @param now ISO 8601
 */
export function eventsIcal(events: readonly Place[], now: string): string {
  const calendar = new ICAL.Component(['vcalendar', [], []]);
  calendar.updatePropertyWithValue('prodid', '-//Digital Welcome//Events//EN');
  calendar.updatePropertyWithValue('version', '2.0');
  for (const place of events) {
    if (!place.event) continue;
    const event = new ICAL.Component('vevent');
    const set = (name: string, value: unknown) => {
      if (value !== undefined) event.updatePropertyWithValue(name, value as string);
    };
    set('uid', `${place.id}@digital-welcome`);
    set('dtstamp', utcTime(now));
    set('last-modified', utcTime(place.dateModified));
    set('dtstart', utcTime(place.event.startDate));
    set('dtend', utcTime(place.event.endDate));
    set('summary', inMainLanguage(place.name));
    set('description', inMainLanguage(place.description));
    const where = [place.streetAddress, place.addressLocality, place.postalCode].filter(Boolean).join(', ');
    set('location', where || undefined);
    event.addPropertyWithValue('geo', [place.lat, place.lon] as unknown as string);
    set('url', place.url);
    set('status', place.event.cancelled ? 'CANCELLED' : 'CONFIRMED');
    calendar.addSubcomponent(event);
  }
  return calendar.toString();
}
