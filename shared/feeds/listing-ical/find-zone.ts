import { isTimeZone } from '../../domain/transit/service-day.ts';
import { nameOfLine, type ZoneFinder } from './read-property.ts';
import type { CalendarComponent } from './split-components.ts';

/** What Outlook calls the zones that calendars of these islands are written in. */
const windowsZones: ReadonlyMap<string, string> = new Map([
  ['GMT Standard Time', 'Europe/London'],
  ['Greenwich Standard Time', 'UTC'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['Romance Standard Time', 'Europe/Paris'],
  ['Central European Standard Time', 'Europe/Warsaw'],
  ['Central Europe Standard Time', 'Europe/Budapest'],
]);

/** A formatter is kept for each name that is a zone, and `eUrope/london` is one: nobody writes more than a few. */
const MOST_NAMES = 50;

const textIn = ({ lines }: CalendarComponent, name: string): string =>
  lines
    .find((line) => nameOfLine(line) === name)
    ?.text.replace(/^[^:]*:/, '')
    .trim() ?? '';

/** By the IANA name within it: `/example.org/2026a/Europe/London` is Europe/London. */
function known(name: string): string | undefined {
  const bare = name.replace(/^\//, '');
  const candidates = [bare, bare.split('/').slice(-2).join('/')];
  return windowsZones.get(name) ?? candidates.find((candidate) => candidate !== '' && isTimeZone(candidate));
}

/**
 * Time zones by the names that a calendar has for them: IANA's, Outlook's, or one of its own that says which of IANA's
 * it is. What a calendar itself defines of a zone's clocks is not looked at: it is right only if it is IANA's.
 */
export function zoneFinder(components: readonly CalendarComponent[], timeZone: string): ZoneFinder {
  const locations = new Map(
    components
      .filter(({ name }) => name === 'VTIMEZONE')
      .map((zone) => [textIn(zone, 'tzid'), textIn(zone, 'x-lic-location')]),
  );
  const asked = new Map<string, string | undefined>([['', timeZone]]);
  return (name) => {
    if (asked.has(name) || asked.size > MOST_NAMES) return asked.get(name);
    const zone = known(name) ?? known(locations.get(name) ?? '');
    asked.set(name, zone);
    return zone;
  };
}
