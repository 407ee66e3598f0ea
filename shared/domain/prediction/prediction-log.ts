import * as z from 'zod/mini';
import type { EpochSeconds } from '../transit/service-day.ts';
import type { Route } from '../transit/timetable.ts';
import { ACCURACY_BANDS, type AccuracyTable } from './accuracy.ts';
import type { Passage } from './follow-vehicle.ts';

export const PREDICTION_SOURCES = ['trip-update', 'vehicle-position'] as const;
export type PredictionSource = (typeof PREDICTION_SOURCES)[number];

/** What scores are kept by. */
export interface AccuracyKey {
  readonly source: PredictionSource;
  readonly routeId: string;
  readonly line: string;
}

interface Told {
  readonly at: EpochSeconds;
  readonly expected: EpochSeconds;
  readonly source: PredictionSource;
}

/** Of each call one prediction is kept for each of these: the first that is no further ahead. Middles of the bands. */
const HORIZONS = [
  ...new Set(
    Object.values(ACCURACY_BANDS)
      .flat()
      .map(({ fromSeconds, toSeconds }) => (fromSeconds + toSeconds) / 2),
  ),
].sort((a, b) => a - b);
/** Departures that lie between reports further apart than this are not known well enough to be held against. */
const MOST_GAP_SECONDS = 75;
/** Runs that nobody has spoken of for so long are over: before their vehicles' tracks are forgotten. */
const KEPT_SECONDS = 1500;

interface LoggedRun {
  spokenOf: EpochSeconds;
  /** By call index and horizon. */
  readonly told: Map<number, Told>;
}

/** What was told of calls that have not happened yet, to be held against what will. */
export class PredictionLog {
  private readonly runs = new Map<string, LoggedRun>();

  /** Takes in one prediction of a poll. */
  note(run: string, callIndex: number, told: Told): void {
    const ahead = told.expected - told.at;
    const horizon = HORIZONS.findIndex((limit) => ahead <= limit);
    if (horizon < 0 || ahead < 0) return;
    let logged = this.runs.get(run);
    if (!logged) {
      logged = { spokenOf: told.at, told: new Map() };
      this.runs.set(run, logged);
    }
    logged.spokenOf = told.at;
    const key = callIndex * HORIZONS.length + horizon;
    if (!logged.told.has(key)) logged.told.set(key, told);
  }

  /** A call has happened: what was told of it is scored, by route and source. */
  score(
    run: string,
    { routeId, line }: Pick<Route, 'routeId' | 'line'>,
    { callIndex, departed, gapSeconds }: Passage,
    table: AccuracyTable,
  ): void {
    const told = this.runs.get(run)?.told;
    if (!told) return;
    for (let horizon = 0; horizon < HORIZONS.length; horizon++) {
      const key = callIndex * HORIZONS.length + horizon;
      const said = told.get(key);
      told.delete(key);
      if (!said || gapSeconds > MOST_GAP_SECONDS || departed < said.at) continue;
      table.add(
        accuracyKey({ source: said.source, routeId, line }),
        departed - said.at,
        departed - said.expected,
      );
    }
  }

  /**
   * Lets go of runs that are over.
   * @param isUnseen whether nobody has seen a run leave a call; others, and the last call of a run, have not been
   * missed: another process may have scored them
   */
  forgetBefore(
    now: EpochSeconds,
    isUnseen: (run: string, callIndex: number) => boolean,
    keyOf: (run: string, source: PredictionSource) => string | undefined,
    table: AccuracyTable,
  ): void {
    for (const [run, { spokenOf, told }] of this.runs) {
      if (spokenOf >= now - KEPT_SECONDS) continue;
      this.runs.delete(run);
      for (const [key, said] of told) {
        const name = keyOf(run, said.source);
        if (name !== undefined && isUnseen(run, Math.floor(key / HORIZONS.length)))
          table.addUnseen(name, said.expected - said.at);
      }
    }
  }
}

export const accuracyKey = ({ source, routeId, line }: AccuracyKey): string =>
  JSON.stringify([source, routeId, line]);

/** undefined for a key that another release has written. */
export function parseAccuracyKey(key: string): AccuracyKey | undefined {
  const parsed = z.safeParse(accuracyKeySchema, JSON.parse(key));
  if (!parsed.success) return undefined;
  const [source, routeId, line] = parsed.data;
  return { source, routeId, line };
}

const accuracyKeySchema = z.tuple([z.enum(PREDICTION_SOURCES), z.string(), z.string()]);
