import { type EpochSeconds, localDays, utcOffsetSeconds, weekday } from '../transit/service-day.ts';
import { RecentPace } from './recent-pace.ts';

/** How long buses took from leaving one stop to leaving the next. */
export interface LearnedLeg {
  readonly seconds: number;
  /** Passages that it rests on; counted up to `MOST_COUNT`. */
  readonly count: number;
  /** When one was last seen, in days since 1970-01-01. */
  readonly seenOn: number;
}

/** How long a leg is expected to take. */
export interface ExpectedLeg {
  readonly seconds: number;
  /** How much of that rests on the timetable: 0 to 1. */
  readonly timetableShare: number;
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
/** What takes longer than so many times what is usual is taken to be that. */
const MOST_TIMES_USUAL = 3;
/** A first passage may have been a breakdown: so many times the timetable's seconds, and two minutes, are believed. */
const MOST_TIMES_SCHEDULED = 3;
const MOST_SECONDS_MORE = 120;
/** A leg of an hour next to the one asked for says less. */
const NEIGHBOUR_WEIGHT = 0.5;
/** A bus that took longer has broken down, or its reports have. */
const MOST_LEG_SECONDS = 1800;
/** What rests on so many passages is known well enough to hold today against it. */
const FEWEST_COUNT = 3;
/** Within an hour traffic rises or falls on any day, which is not today's doing: half of the difference counts. */
const TODAY_SHARE = 0.5;

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

/** The legs learned in one slot. */
export class SlotTimes {
  /** By the stop that they go from, and the one that they go to. */
  private readonly legs = new Map<string, Map<string, LearnedLeg>>();
  /** Whether something was learned that is not stored yet. */
  changed = false;

  get(from: string, to: string): LearnedLeg | undefined {
    return this.legs.get(from)?.get(to);
  }

  put(from: string, to: string, leg: LearnedLeg): void {
    const known = this.legs.get(from);
    if (known) known.set(to, leg);
    else this.legs.set(from, new Map([[to, leg]]));
  }

  learn({ from, to, left, seconds }: ObservedLeg): void {
    const known = this.get(from, to);
    const count = Math.min(MOST_COUNT, (known?.count ?? 0) + 1);
    const before = known?.seconds ?? seconds;
    // One breakdown is not how long a leg takes.
    const usual = Math.min(seconds, before * MOST_TIMES_USUAL);
    const seenOn = Math.floor(left / 86_400);
    this.put(from, to, { seconds: before + (usual - before) / count, count, seenOn });
    this.changed = true;
  }

  *entries(): Generator<{ readonly from: string; readonly to: string } & LearnedLeg> {
    for (const [from, legs] of this.legs) for (const [to, leg] of legs) yield { from, to, ...leg };
  }
}

/** What a poll knows of how long legs take: this hour, its neighbours, and how today goes compared with the timetable. */
export class TravelTimes {
  private readonly slots = new Map<number, SlotTimes>();
  private readonly againstTimetable = new RecentPace();
  private readonly againstUsual = new RecentPace();

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

  /** Lets go of other slots, but for what is not stored yet: a process that lives for days would hold the whole week. */
  keepOnly(numbers: ReadonlySet<number>): void {
    for (const [number, slot] of this.slots)
      if (!numbers.has(number) && !slot.changed) this.slots.delete(number);
  }

  learn(slot: number, leg: ObservedLeg): void {
    // What is stored of a slot that has not been loaded must not be written over.
    if (leg.seconds <= 0 || leg.seconds > MOST_LEG_SECONDS || !this.has(slot)) return;
    if (leg.seconds > leg.scheduledSeconds * MOST_TIMES_SCHEDULED + MOST_SECONDS_MORE) return;
    const usual = this.slot(slot).get(leg.from, leg.to);
    const ended = leg.left + leg.seconds;
    if (usual && usual.count >= FEWEST_COUNT)
      this.againstUsual.add(ended, leg.seconds, Math.round(usual.seconds));
    this.slot(slot).learn(leg);
    this.againstTimetable.add(ended, leg.seconds, leg.scheduledSeconds);
  }

  /** Lets go of what is no part of today's pace any more: nobody may ask for that for days. */
  forgetBefore(now: EpochSeconds): void {
    this.againstTimetable.at(now);
    this.againstUsual.at(now);
  }

  /** How today goes, compared with the timetable. */
  pace(now: EpochSeconds): number {
    return this.againstTimetable.at(now);
  }

  /** How today goes, compared with what was learned: as far as it is today, and not the time of day. */
  todayPace(now: EpochSeconds): number {
    return 1 + TODAY_SHARE * (this.againstUsual.at(now) - 1);
  }

  /**
   * How long a leg takes: what was learned in this slot, then in the hours beside it, both at today's pace, then the
   * timetable; each weighs by how much it rests on.
   */
  leg(slot: number, from: string, to: string, timetableSeconds: number, todayPace = 1): ExpectedLeg {
    let sum = timetableSeconds * TIMETABLE_WEIGHT;
    let weight = TIMETABLE_WEIGHT;
    const add = (leg: LearnedLeg | undefined, share: number) => {
      if (!leg) return;
      sum += leg.seconds * todayPace * leg.count * share;
      weight += leg.count * share;
    };
    add(this.slots.get(slot)?.get(from, to), 1);
    add(this.slots.get(hourBefore(slot))?.get(from, to), NEIGHBOUR_WEIGHT);
    add(this.slots.get(hourAfter(slot))?.get(from, to), NEIGHBOUR_WEIGHT);
    return { seconds: sum / weight, timetableShare: TIMETABLE_WEIGHT / weight };
  }
}

const hourBefore = (slot: number): number => (slot % HOURS > 0 ? slot - 1 : slot + HOURS - 1);
const hourAfter = (slot: number): number => (slot % HOURS < HOURS - 1 ? slot + 1 : slot - HOURS + 1);

/** The slots of the hours before and after, of the same kind of day. */
export const neighbours = (slot: number): number[] => [hourBefore(slot), hourAfter(slot)];
