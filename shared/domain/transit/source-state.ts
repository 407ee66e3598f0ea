import type { EpochSeconds } from './service-day.ts';

/** How one GTFS-realtime source is doing: what GET /v1/realtime says of it. */
export interface SourceState {
  readonly id: string;
  /** Without credentials or query string. */
  readonly url: string;
  readonly feedTimestamp: EpochSeconds | null;
  /** Of the message's bytes: dates a feed without a timestamp by when it was first seen (rule B7). */
  readonly digest: string | null;
  readonly lastSuccess: EpochSeconds | null;
  readonly lastError: { readonly at: EpochSeconds; readonly message: string } | null;
  readonly entities: { readonly tripUpdates: number; readonly vehicles: number; readonly alerts: number };
  readonly matched: { readonly tripUpdates: number | null; readonly vehicles: number | null };
  readonly discarded: readonly { readonly reason: string; readonly count: number }[];
}
