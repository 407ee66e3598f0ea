import { formatGtfsTime, parseGtfsTime } from '#shared/domain/transit/service-day.ts';
import { type CallTimes, callTimes } from './call-times.ts';
import type { ServiceId } from './demo-calendar.ts';
import { type DemoLine, type Direction, demoLines, type Plan } from './demo-lines.ts';

/** What the simulator makes of a trip's day. Fixed per trip, so that each kind can be seen at any hour. */
export type TripStory = 'steady' | 'late' | 'early' | 'cancelled' | 'skipping' | 'inaccessible' | 'silent';

export interface FrequencyPlan {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly headwaySeconds: number;
}

export interface DemoTrip {
  readonly tripId: string;
  readonly line: DemoLine;
  readonly direction: Direction;
  readonly service: ServiceId;
  /** Seconds of the service day of the first departure. */
  readonly startSeconds: number;
  readonly times: CallTimes;
  /** GTFS wheelchair_accessible. */
  readonly wheelchair: 0 | 1 | 2;
  readonly story: TripStory;
  readonly frequencies?: readonly FrequencyPlan[];
}

function seconds(time: string): number {
  const value = parseGtfsTime(`${time}:00`);
  if (value === undefined) throw new Error(`${time} is no time`);
  return value;
}

const hour = 3600;
const block = (start: number, length: number) => Math.floor(start / length);

/** Lines that between them run at every hour tell a story in each hour and a half. */
function storyOf(line: DemoLine, direction: Direction, starts: readonly number[], i: number): TripStory {
  if (line.routeId !== '21' && line.routeId !== 'N21') return i % 5 === 2 ? 'late' : 'steady';
  const start = starts[i] ?? 0;
  const inBlock = starts.slice(0, i).filter((other) => block(other, 1.5 * hour) === block(start, 1.5 * hour));
  const firstOfLongBlock = !starts
    .slice(0, i)
    .some((other) => block(other, 3 * hour) === block(start, 3 * hour));
  if (direction.directionId === 0 && firstOfLongBlock) return 'cancelled';
  if (inBlock.length === 0) return direction.directionId === 1 ? 'skipping' : 'steady';
  if (inBlock.length === 1) return 'late';
  if (inBlock.length === 3 && direction.directionId === 0) return 'silent';
  if (inBlock.length === 2) return direction.directionId === 1 ? 'early' : 'inaccessible';
  return 'steady';
}

function timetabled(line: DemoLine, direction: Direction, plan: Plan, times: CallTimes): DemoTrip[] {
  const starts: number[] = [];
  for (let at = seconds(plan.from); at < seconds(plan.to); at += plan.everyMinutes * 60) {
    starts.push(at + direction.shiftMinutes * 60);
  }
  return starts.map((startSeconds, i) => {
    const clock = formatGtfsTime(startSeconds).slice(0, 5).replace(':', '');
    return {
      tripId: `${line.routeId}-${plan.service}-${direction.directionId}-${clock}`,
      line,
      direction,
      service: plan.service,
      startSeconds,
      times,
      // Mostly yes, some say nothing, and the last 41 of a day is an old bus with steps.
      wheelchair: line.routeId === '41' && i === starts.length - 1 ? 2 : i % 9 === 4 ? 0 : 1,
      story: storyOf(line, direction, starts, i),
    };
  });
}

function frequencyBased(line: DemoLine, direction: Direction, times: CallTimes): DemoTrip[] {
  const services = [...new Set(line.plans.map((plan) => plan.service))];
  return services.map((service) => {
    const frequencies = line.plans
      .filter((plan) => plan.service === service)
      .map((plan) => ({
        startSeconds: seconds(plan.from),
        endSeconds: seconds(plan.to),
        headwaySeconds: plan.everyMinutes * 60,
      }));
    return {
      tripId: `${line.routeId}-${service}-${direction.directionId}`,
      line,
      direction,
      service,
      startSeconds: frequencies[0]?.startSeconds ?? 0,
      times,
      wheelchair: 0,
      story: 'steady',
      frequencies,
    };
  });
}

export const demoTrips: readonly DemoTrip[] = demoLines.flatMap((line) =>
  line.directions.flatMap((direction) => {
    const times = callTimes(direction.stops);
    if (line.exactTimes !== undefined) return frequencyBased(line, direction, times);
    return line.plans.flatMap((plan) => timetabled(line, direction, plan, times));
  }),
);
