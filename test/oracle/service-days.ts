const DAY = 86_400;
const HOUR = 3_600;

/** Seconds of a GTFS time ('7:05:00', '25:30:00'), or null when it is none. */
export function parseGtfsTime(text: string | null): number | null {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec((text ?? '').trim());
  if (match === null) return null;
  return Number(match[1]) * HOUR + Number(match[2]) * 60 + Number(match[3]);
}

export function formatGtfsTime(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / HOUR))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function isDate(text: string | null): text is string {
  return text !== null && /^\d{8}$/.test(text) && addDays(text, 0) === text;
}

/** A date (YYYYMMDD) so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(utcMidnight(date) + days * DAY * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return new Date(utcMidnight(date)).getUTCDay();
}

function utcMidnight(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}

/** The clock of one time zone. */
export class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #origins = new Map<string, number>();
  readonly #offsets = new Map<number, number>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** How far the clock is ahead of UTC at an instant, in seconds. It changes on a quarter of an hour only. */
  offset(instant: number): number {
    const quarter = Math.floor(instant / 900) * 900;
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      const part: Record<string, number> = {};
      for (const { type, value } of this.#format.formatToParts(new Date(quarter * 1000)))
        part[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
      offset = Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - quarter;
      this.#offsets.set(quarter, offset);
    }
    return offset;
  }

  /** The date on the calendar at an instant. */
  date(instant: number): string {
    return new Date((instant + this.offset(instant)) * 1000).toISOString().slice(0, 10).replaceAll('-', '');
  }

  /** T1: noon minus 12 hours of a date; GTFS times are counted from here. */
  origin(date: string): number {
    let origin = this.#origins.get(date);
    if (origin === undefined) {
      const noonOnTheClock = utcMidnight(date) / 1000 + 12 * HOUR;
      let noon = noonOnTheClock - this.offset(noonOnTheClock);
      noon = noonOnTheClock - this.offset(noon);
      origin = noon - 12 * HOUR;
      this.#origins.set(date, origin);
    }
    return origin;
  }

  /** ISO 8601 to the second with the offset of the zone; UTC is written +00:00. */
  iso(instant: number): string {
    const offset = this.offset(instant);
    const local = new Date((instant + offset) * 1000).toISOString().slice(0, 19);
    const minutes = Math.round(Math.abs(offset) / 60);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }
}
