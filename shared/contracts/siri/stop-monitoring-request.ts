import type { EpochSeconds } from '../../domain/transit/service-day.ts';

/** So far ahead a timetable is looked at. */
export const DATA_HORIZON_SECONDS = 172_800;

/** More of a stop nobody shows; who asks for more gets these. */
export const MOST_VISITS = 100;

/** One StopMonitoringRequest, whichever way it was sent. null: not asked for. */
export interface StopMonitoringRequest {
  readonly monitoringRef: string;
  readonly previewSeconds: number;
  /** From when on; null: from now on. */
  readonly startTime: EpochSeconds | null;
  readonly maximumStopVisits: number;
  /** So many each line gets, where it has them; 0: not asked for. */
  readonly minimumStopVisitsPerLine: number;
  readonly lineRef: string | null;
  readonly directionRef: string | null;
  readonly operatorRef: string | null;
  readonly messageIdentifier: string | null;
  /** What it asks for that cannot be had: leaving it aside would give a wrong answer. */
  readonly unsupported: string | null;
}

/** One of a message that cannot be read; what can be told of it goes back with the fault. */
export interface UnreadableRequest {
  readonly monitoringRef: string | null;
  readonly messageIdentifier: string | null;
  /** Which parameter is wrong, in words. */
  readonly fault: string;
}

/** Asks whether the service can be asked. */
export interface CheckStatusRequest {
  readonly messageIdentifier: string | null;
  readonly isCheckStatus: true;
}

export interface ServiceRequest {
  readonly messageIdentifier: string | null;
  readonly stopMonitoring: readonly (StopMonitoringRequest | UnreadableRequest)[];
}
