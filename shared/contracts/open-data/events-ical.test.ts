import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { place } from '#test/builders/places.ts';
import { eventsIcal } from './events-ical.ts';

const event = place('fiddles', {
  kind: 'event',
  name: { en: 'Evening of Fiddles; with tea, and cake' },
  description: { en: 'Two lines\nof text' },
  streetAddress: '1 High Street',
  addressLocality: 'Perth',
  event: { startDate: '2026-07-04T19:30:00+01:00', endDate: '2026-07-04T22:00:00+01:00' },
});

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((part) => new ICAL.Event(part));

it('gives events that a calendar reads, at their times', () => {
  const text = eventsIcal([event, place('mill')], '2026-05-01T12:00:00Z');
  const [read, ...others] = eventsOf(text);
  expect(others).toEqual([]);
  expect(read?.uid).toBe('fiddles@digital-welcome');
  expect(read?.summary).toBe('Evening of Fiddles; with tea, and cake');
  expect(read?.description).toBe('Two lines\nof text');
  expect(read?.location).toBe('1 High Street, Perth');
  expect(read?.startDate.toJSDate().toISOString()).toBe('2026-07-04T18:30:00.000Z');
  expect(read?.endDate.toJSDate().toISOString()).toBe('2026-07-04T21:00:00.000Z');
  expect(text).toContain(`GEO:${event.lat};${event.lon}`);
  expect(text).toContain('STATUS:CONFIRMED');
});

it('says that an event is cancelled', () => {
  const cancelled = { ...event, event: { ...event.event, cancelled: true } } as typeof event;
  expect(eventsIcal([cancelled], '2026-05-01T12:00:00Z')).toContain('STATUS:CANCELLED');
});
