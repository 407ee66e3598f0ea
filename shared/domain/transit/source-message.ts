import type { RealtimeMessage, TripUpdate, VehiclePosition } from './realtime-message.ts';
import type { RealtimeKind } from './realtime-source.ts';
import type { EpochSeconds } from './service-day.ts';

/** One source's newest message, dated (rule B7). */
export interface SourceMessage {
  readonly id: string;
  readonly kinds: readonly RealtimeKind[];
  readonly feedTimestamp: EpochSeconds;
  readonly message: RealtimeMessage;
}

/** What is taken of a message's updates: what situations say of journeys comes with the alerts (rule M11). */
export const updatesAskedFor = ({
  kinds,
  message,
}: Pick<SourceMessage, 'kinds' | 'message'>): readonly TripUpdate[] =>
  message.tripUpdates.filter(({ journey }) => kinds.includes(journey ? 'alerts' : 'trip-updates'));

/** What became of a source's entities when they met one feed's timetable. */
export interface SourceOutcome {
  readonly matched: ReadonlySet<TripUpdate | VehiclePosition>;
  readonly reasons: ReadonlyMap<TripUpdate | VehiclePosition, string>;
  /** Parts of matched entities that were left out. */
  readonly discarded: Readonly<Record<string, number>>;
}

/** An outcome in the making. */
export class Outcome implements SourceOutcome {
  readonly matched = new Set<TripUpdate | VehiclePosition>();
  readonly reasons = new Map<TripUpdate | VehiclePosition, string>();
  readonly discarded: Record<string, number> = {};
  readonly discard = (reason: string) => {
    this.discarded[reason] = (this.discarded[reason] ?? 0) + 1;
  };
}
