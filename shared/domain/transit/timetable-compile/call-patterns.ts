import { IntColumn } from './int-column.ts';

/** The calls of one trip, in order; arrays are reused from trip to trip and longer than `count`. */
export interface TripCalls {
  count: number;
  readonly stops: Int32Array;
  readonly sequences: Int32Array;
  readonly arrivals: Int32Array;
  readonly departures: Int32Array;
  /** Bit 0: timepoint is explicitly 1. Bits 1–2: pickup_type. Bits 3 up: headsign, 0 for the trip's own. */
  readonly flags: Int32Array;
}

export const timepointOf = (flags: number): 0 | 1 => (flags & 1) as 0 | 1;
export const pickupOf = (flags: number): 0 | 1 | 2 | 3 => ((flags >> 1) & 3) as 0 | 1 | 2 | 3;
export const headsignOf = (flags: number): number => flags >> 3;
export const packFlags = (timepoint: 0 | 1, pickup: number, headsign: number): number =>
  timepoint | (pickup << 1) | (headsign << 3);

/**
 * Distinct sequences of calls, with times relative to the trip's first departure. Most trips repeat one: a feed of
 * millions of stop times has some thousands of patterns.
 */
export class CallPatterns {
  /** First call of each pattern in the columns below; one more entry than patterns. */
  readonly starts: number[] = [0];
  readonly stops = new IntColumn();
  readonly sequences = new IntColumn();
  readonly arrivals = new IntColumn();
  readonly departures = new IntColumn();
  readonly flags = new IntColumn();
  private readonly byHash = new Map<number, number>();
  /** Older pattern with the same hash, -1 without. */
  private readonly chain: number[] = [];

  get count(): number {
    return this.starts.length - 1;
  }

  start(pattern: number): number {
    return this.starts[pattern] as number;
  }

  end(pattern: number): number {
    return this.starts[pattern + 1] as number;
  }

  /** Number of the pattern that these calls follow, new or known. */
  intern(calls: TripCalls): number {
    const first = calls.departures[0] as number;
    let hash = calls.count;
    for (let i = 0; i < calls.count; i++) {
      hash = Math.imul(hash ^ (calls.stops[i] as number), 0x9e3779b1);
      hash = Math.imul(hash ^ ((calls.departures[i] as number) - first), 0x85ebca6b);
      hash = (hash ^ (hash >>> 15)) | 0;
    }
    const head = this.byHash.get(hash) ?? -1;
    for (let known = head; known !== -1; known = this.chain[known] as number) {
      if (this.equals(known, calls, first)) return known;
    }
    for (let i = 0; i < calls.count; i++) {
      this.stops.push(calls.stops[i] as number);
      this.sequences.push(calls.sequences[i] as number);
      this.arrivals.push((calls.arrivals[i] as number) - first);
      this.departures.push((calls.departures[i] as number) - first);
      this.flags.push(calls.flags[i] as number);
    }
    const pattern = this.count;
    this.starts.push(this.stops.length);
    this.chain.push(head);
    this.byHash.set(hash, pattern);
    return pattern;
  }

  private equals(pattern: number, calls: TripCalls, first: number): boolean {
    const start = this.start(pattern);
    if (this.end(pattern) - start !== calls.count) return false;
    for (let i = 0; i < calls.count; i++) {
      const at = start + i;
      if (
        this.stops.get(at) !== calls.stops[i] ||
        this.departures.get(at) !== (calls.departures[i] as number) - first ||
        this.arrivals.get(at) !== (calls.arrivals[i] as number) - first ||
        this.sequences.get(at) !== calls.sequences[i] ||
        this.flags.get(at) !== calls.flags[i]
      ) {
        return false;
      }
    }
    return true;
  }
}
