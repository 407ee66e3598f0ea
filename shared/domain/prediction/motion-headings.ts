import { distanceMetres } from '../transit/find-stops.ts';
import type { EpochSeconds } from '../transit/service-day.ts';
import { angleBetween } from './locate-vehicle.ts';
import { type LatLon, planePoint } from './trip-path.ts';

/** A receiver at rest wanders by less. */
const MOVED_METRES = 30;
/** What lies further apart may have turned twice in between. */
const MOST_GAP_SECONDS = 120;
/** Who stands for longer may be turned, or drive off the other way. */
const KNOWN_SECONDS = 60;
/** Two moves in a row that differ by more are a turn: it is not known which way the vehicle has come out of it. */
const SAME_WAY_DEGREES = 60;

interface Motion {
  readonly at: EpochSeconds;
  /** Where it is; undefined where two vehicles of this name report at once. */
  readonly position: LatLon | undefined;
  /** Where its last move ended, and when. */
  readonly from: LatLon;
  readonly movedAt: EpochSeconds;
  /** Of its last move, in degrees from north, clockwise; undefined before the first. */
  readonly heading: number | undefined;
  /** The move before went about the same way. */
  readonly isSteady: boolean;
}

/** Which way vehicles go whose feed does not say, as many of the UK's do not: from where they were before. */
export class MotionHeadings {
  private readonly motions = new Map<string, Motion>();

  /**
   * Takes a report in.
   * @returns degrees from north, clockwise; undefined where its last two moves do not agree, or are a while ago
   */
  headingAt(vehicle: string, position: LatLon, at: EpochSeconds): number | undefined {
    const before = this.motions.get(vehicle);
    if (before && at < before.at) return undefined;
    const motion = motionAfter(before, position, at);
    this.motions.set(vehicle, motion);
    return motion.isSteady && at - motion.movedAt <= KNOWN_SECONDS ? motion.heading : undefined;
  }

  forgetBefore(now: EpochSeconds): void {
    for (const [vehicle, { at }] of this.motions) {
      if (now - at > MOST_GAP_SECONDS) this.motions.delete(vehicle);
    }
  }
}

function motionAfter(before: Motion | undefined, position: LatLon, at: EpochSeconds): Motion {
  const first = { at, position, from: position, movedAt: at, heading: undefined, isSteady: false };
  if (!before || at - before.at > MOST_GAP_SECONDS) return first;
  if (at === before.at) return isSame(before.position, position) ? before : { ...first, position: undefined };
  if (distanceMetres(before.from, position) < MOVED_METRES) return { ...before, at, position };
  const { x, y } = planePoint(before.from, position);
  const heading = ((Math.atan2(x, y) * 180) / Math.PI + 360) % 360;
  const isSteady = before.heading !== undefined && angleBetween(heading, before.heading) <= SAME_WAY_DEGREES;
  return { at, position, from: position, movedAt: at, heading, isSteady };
}

const isSame = (a: LatLon | undefined, b: LatLon) => a?.lat === b.lat && a.lon === b.lon;
