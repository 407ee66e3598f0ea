import { type EpochSeconds, localDays, utcOffsetSeconds, weekday } from '../transit/service-day.ts';

/** How long buses took from leaving one stop to leaving the next. */
export interface LearnedLeg {
  readonly seconds: number;
  /** Passages that it rests on; counted up to `MOST_COUNT`. */
  readonly count: number;
}

/** An observed leg. */
export interface ObservedLeg {
  readonly from: string;
  readonly to: string;
  readonly left: EpochSeconds;
  readonly seconds: number;
  readonly scheduledSeconds: number;
}

/** A leg that was learned from so many passages weighs as much as the timetable's. */
const TIMETABLE_WEIGHT = 3;
/** What is older than so many passages is forgotten by and by: roads change. */
const MOST_COUNT = 12;
/** A leg of an hour next to the one asked for says less. */
const NEIGHBOUR_WEIGHT = 0.5;
/** A bus that took longer has broken down, or its reports have. */
const MOST_LEG_SECONDS = 1800;
/** How long what has been seen counts towards the pace of the day. */
const PACE_SECONDS = 3600;
/** Legs that have ended are the quick ones first: a pace that rests on few of them is no pace yet. */
const PACE_PRIOR_SECONDS = 30_000;
const [SLOWEST, FASTEST] = [1.5, 0.75];

export const HOURS = 24;
/** Days differ in traffic as much as in timetable: Monday to Friday, Saturday, Sunday. */
export const DAY_KINDS = 3;

/** An hour of a kind of day: 0 to 71. */
export const slotOf = (weekday: number, hour: number): number =>
  (weekday < 5 ? 0 : weekday === 5 ? 1 : 2) * HOURS + hour;

/** The slot of an instant on the clocks of a zone. */
export const slotAt = (at: EpochSeconds, timeZone: string): number =>
  slotOf(
    weekday(localDays(at, timeZone)),
    Math.floor((((at + utcOffsetSeconds(at, timeZone)) / 3600) % HOURS) + HOURS) % HOURS,
  );

const legKey = (from: string, to: string) => `${from}\u0000${to}`;

/** The legs learned in one slot. */
export class SlotTimes {
  private readonly legs = new Map<string, LearnedLeg>();
  /** Whether something was learned that is not stored yet. */
  changed = false;

  get(from: string, to: string): LearnedLeg | undefined {
    return this.legs.get(legKey(from, to));
  }

  put(from: string, to: string, leg: LearnedLeg): void {
    this.legs.set(legKey(from, to), leg);
  }

  learn({ from, to, seconds }: ObservedLeg): void {
    const known = this.get(from, to);
    const count = Math.min(MOST_COUNT, (known?.count ?? 0) + 1);
    const before = known?.seconds ?? seconds;
    this.put(from, to, { seconds: before + (seconds - before) / count, count });
    this.changed = true;
  }

  *entries(): Generator<{ readonly from: string; readonly to: string } & LearnedLeg> {
    for (const [key, leg] of this.legs) {
      const [from = '', to = ''] = key.split('\u0000');
      yield { from, to, ...leg };
    }
  }
}

/** What a poll knows of how long legs take: this hour, its neighbours, and how today goes compared with the timetable. */
export class TravelTimes {
  private readonly slots = new Map<number, SlotTimes>();
  private recent: { readonly at: EpochSeconds; readonly seconds: number; readonly scheduled: number }[] = [];

  slot(number: number): SlotTimes {
    let slot = this.slots.get(number);
    if (!slot) {
      slot = new SlotTimes();
      this.slots.set(number, slot);
    }
    return slot;
  }

  /** Slots in which something was learned that is not stored yet. */
  changed(): [number, SlotTimes][] {
    return [...this.slots].filter(([, slot]) => slot.changed);
  }

  has(number: number): boolean {
    return this.slots.has(number);
  }

  /** What was stored of a slot, before anything is learned in it. */
  add(number: number, slot: SlotTimes): void {
    this.slots.set(number, slot);
  }

  learn(slot: number, leg: ObservedLeg): void {
    if (leg.seconds <= 0 || leg.seconds > MOST_LEG_SECONDS) return;
    this.slot(slot).learn(leg);
    this.recent.push({
      at: leg.left + leg.seconds,
      seconds: leg.seconds,
      scheduled: leg.scheduledSeconds,
    });
  }

  /** What the buses of the last hour took, over what their timetables had for it. */
  pace(now: EpochSeconds): number {
    this.recent = this.recent.filter(({ at }) => at > now - PACE_SECONDS);
    let [seconds, scheduled] = [PACE_PRIOR_SECONDS, PACE_PRIOR_SECONDS];
    for (const leg of this.recent) {
      seconds += leg.seconds;
      scheduled += leg.scheduled;
    }
    return Math.min(SLOWEST, Math.max(FASTEST, seconds / scheduled));
  }

  /**
   * How long a leg takes: what was learned in this slot, then in the hours beside it, then the timetable at today's
   * pace; each weighs by how much it rests on.
   */
  legSeconds(slot: number, from: string, to: string, timetableSeconds: number): number {
    let [sum, weight] = [timetableSeconds * TIMETABLE_WEIGHT, TIMETABLE_WEIGHT];
    const add = (leg: LearnedLeg | undefined, share: number) => {
      if (!leg) return;
      sum += leg.seconds * leg.count * share;
      weight += leg.count * share;
    };
    add(this.slots.get(slot)?.get(from, to), 1);
    for (const beside of neighbours(slot)) add(this.slots.get(beside)?.get(from, to), NEIGHBOUR_WEIGHT);
    return sum / weight;
  }
}

/** The slots of the hours before and after, of the same kind of day. */
export function neighbours(slot: number): number[] {
  const hour = slot % HOURS;
  return [hour > 0 ? slot - 1 : slot + HOURS - 1, hour < HOURS - 1 ? slot + 1 : slot - HOURS + 1];
}
