import {
  type OpenInterval,
  type OpeningCalendar,
  type OpenState,
  patternOf,
  toDays,
  type WallClock,
} from './opening-calendar.ts';

const DAY_MINUTES = 1440;

/**
 * The calendars of places, each a row, with all intervals in one list: who asks where thousands of places are open
 * reads numbers that lie side by side, where calendar by calendar it would wait for memory most of the time.
 */
export class OpeningTable {
  /** Of each calendar its days; empty where a place has none. */
  private readonly days: string[] = [];
  private readonly firstDays: number[] = [];
  /** Of each row its first pattern, which ends those of the row before; of each pattern likewise its first interval. */
  private readonly patternsOf: number[] = [0];
  private readonly intervalsOf: number[] = [0];
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly isCertain: boolean[] = [];

  constructor(calendars: Iterable<OpeningCalendar | null>) {
    for (const calendar of calendars) {
      this.days.push(calendar?.days ?? '');
      this.firstDays.push(calendar ? toDays(calendar.firstDay) : 0);
      for (const pattern of calendar?.patterns ?? []) this.add(pattern);
      this.patternsOf.push(this.intervalsOf.length - 1);
    }
  }

  private add(pattern: readonly OpenInterval[]): void {
    for (const { from, to, uncertain } of pattern) {
      this.from.push(from);
      this.to.push(to);
      this.isCertain.push(!uncertain);
    }
    this.intervalsOf.push(this.from.length);
  }

  /** Whether the place in a row is open then. A place without a calendar has not said. */
  at({ date, minutes }: WallClock): (row: number) => OpenState {
    const asked = toDays(date);
    return (row) => {
      const day = asked - (this.firstDays[row] ?? 0);
      const today = this.patternOn(row, day);
      if (today === undefined) return 'unknown';
      const state = this.stateIn(today, minutes);
      if (state === 'yes') return state;
      const yesterday = this.patternOn(row, day - 1);
      const late = yesterday === undefined ? 'no' : this.stateIn(yesterday, minutes + DAY_MINUTES);
      return late === 'no' ? state : late;
    };
  }

  /** undefined where nothing is known of the day. */
  private patternOn(row: number, day: number): number | undefined {
    const first = this.patternsOf[row] ?? 0;
    const pattern = first + patternOf(this.days[row]?.charCodeAt(day) ?? Number.NaN);
    return pattern >= first && pattern < (this.patternsOf[row + 1] ?? 0) ? pattern : undefined;
  }

  private stateIn(pattern: number, minutes: number): OpenState {
    const end = this.intervalsOf[pattern + 1] ?? 0;
    let state: OpenState = 'no';
    for (let i = this.intervalsOf[pattern] ?? 0; i < end; i++) {
      if (minutes < (this.from[i] ?? 0) || minutes >= (this.to[i] ?? 0)) continue;
      if (this.isCertain[i]) return 'yes';
      state = 'unknown';
    }
    return state;
  }
}

/** Whether one place is open then. */
export const openAt = (calendar: OpeningCalendar | null, clock: WallClock): OpenState =>
  new OpeningTable([calendar]).at(clock)(0);
