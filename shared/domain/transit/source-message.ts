import type { JourneyClosure, RealtimeMessage, TripUpdate, VehiclePosition } from './realtime-message.ts';
import type { RealtimeKind } from './realtime-source.ts';
import type { EpochSeconds } from './service-day.ts';

/** One source's newest message, dated (rule B7). */
export interface SourceMessage {
  readonly id: string;
  readonly kinds: readonly RealtimeKind[];
  readonly feedTimestamp: EpochSeconds;
  readonly message: RealtimeMessage;
}

/** What is to find its run in a timetable. */
export type MatchedEntity = TripUpdate | VehiclePosition | JourneyClosure;

/** What became of a source's entities when they met one feed's timetable. */
export interface SourceOutcome {
  readonly matched: ReadonlySet<MatchedEntity>;
  readonly reasons: ReadonlyMap<MatchedEntity, string>;
  /** Parts of matched entities that were left out. */
  readonly discarded: Readonly<Record<string, number>>;
}

/** An outcome in the making. */
export class Outcome implements SourceOutcome {
  readonly matched = new Set<MatchedEntity>();
  readonly reasons = new Map<MatchedEntity, string>();
  readonly discarded: Record<string, number> = {};
  readonly discard = (reason: string) => {
    this.discarded[reason] = (this.discarded[reason] ?? 0) + 1;
  };
}
