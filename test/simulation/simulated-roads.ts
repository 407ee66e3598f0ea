import { pseudoRandom, pseudoRandomBetween } from '#infra/local/demo/network/pseudo-random.ts';

/** From one stop to the next. */
export interface Leg {
  readonly from: string;
  readonly to: string;
  readonly metres: number;
}

const PLAIN_METRES_PER_SECOND = 5.5;
const HOUR = 3600;
/** When each rush is at its worst, and how long it lasts, in seconds of the day. */
const MORNING = { at: 8.25 * HOUR, width: 0.9 * HOUR };
const EVENING = { at: 17.25 * HOUR, width: 1.1 * HOUR };

/** 0 to 1. */
export function rushAt(secondsOfDay: number, { at, width } = MORNING): number {
  return Math.exp(-(((secondsOfDay - at) / width) ** 2));
}

/** How much longer the road takes at the worst of a rush: most of them little, a few of them twice as long. */
const worstOf = (name: string, { from, to }: Leg) => 0.9 * pseudoRandom(`${name} ${from} ${to}`) ** 2;

/** Seconds of driving for a plain driver on a plain day. What the timetable knows of it is its distance. */
export function roadSeconds(leg: Leg, secondsOfDay: number): number {
  const own = pseudoRandomBetween(`road ${leg.from} ${leg.to}`, 0.75, 1.35);
  const rush =
    worstOf('morning', leg) * rushAt(secondsOfDay, MORNING) +
    worstOf('evening', leg) * rushAt(secondsOfDay, EVENING);
  return (leg.metres / PLAIN_METRES_PER_SECOND) * own * (1 + rush);
}

/** How busy buses are, which is how long they stand. */
export const crowdAt = (secondsOfDay: number): number =>
  1 + 0.6 * (rushAt(secondsOfDay, MORNING) + rushAt(secondsOfDay, EVENING));
