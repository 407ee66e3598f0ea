import { AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import { type KeptTrack, runKey } from '#shared/domain/prediction/kept-tracks.ts';
import { scheduledAt } from '#shared/domain/prediction/run-schedule.ts';
import { type TripPath, tripPath } from '#shared/domain/prediction/trip-path.ts';
import { resolveLive } from '#shared/domain/transit/resolve-live.ts';
import { serviceDateToDays } from '#shared/domain/transit/service-day.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { messageAt, messageIn, type Recording } from './recording.ts';
import { keyOfTrip, type Replay, type ReplayedPoll } from './replay-recording.ts';

/** What the product's times are held against, on the same departures and polls. */
export const MODELS = ['timetable only', 'constant delay', "the producer's own", 'the product'] as const;
export type Model = (typeof MODELS)[number];

/** Departures that lie between reports further apart are not known well enough. */
const MOST_GAP_SECONDS = 75;
/** A vehicle that has not reported for so long is no test of a prediction from its position. */
const MOST_AGE_SECONDS = 90;

export interface Comparison {
  readonly table: AccuracyTable;
  /** The same by run: predictions of one run are right and wrong together. */
  readonly byRun: readonly AccuracyTable[];
  /** Of runs that their vehicle has yet to begin, told from what it does before (rules P4, P6). */
  readonly toCome: AccuracyTable;
  /** Departures that were seen, and how many predictions of the product were held against them. */
  readonly departures: number;
  readonly samples: number;
}

/**
 * Scores every prediction of every poll, for each departure that is known and that every model has a time for.
 * @param producer the producer's own trip updates, which the product has not been given
 */
export async function compareModels(
  { lookup, polls, passages }: Replay,
  shapeOf: (shape: number) => RouteLine | undefined,
  producer: Recording | undefined,
): Promise<Comparison> {
  const table = new AccuracyTable();
  const toCome = new AccuracyTable();
  const byRun = new Map<string, AccuracyTable>();
  const paths = new Map<number, TripPath | undefined>();
  const pathOf = (number: number) => {
    if (!paths.has(number)) {
      const trip = lookup.trip(number);
      const stops = lookup.pattern(trip).stops.map((stop) => lookup.index.stops[stop]?.position ?? null);
      paths.set(number, tripPath(stops, shapeOf(trip.shape)));
    }
    return paths.get(number);
  };
  let samples = 0;
  for (const poll of polls) {
    const own = producer && (await producersTimes(producer, poll, lookup));
    scoreToCome(toCome, poll, { lookup, passages }, own);
    for (const kept of poll.tracks) {
      if (kept.track.lost > 0 || poll.at - kept.track.at > MOST_AGE_SECONDS) continue;
      const key = runKey(kept);
      const path = pathOf(kept.number);
      const told = poll.told.get(key);
      const happened = passages.get(key);
      if (!path || !told || !happened) continue;
      const { pattern, origin } = lookup.instance(lookup.trip(kept.number), kept.day, kept.startSeconds);
      const late = latenessOf(
        kept,
        path,
        pattern.departureOffsets.map((offset) => origin + offset),
      );
      const ofRun = byRun.get(key) ?? new AccuracyTable();
      byRun.set(key, ofRun);
      for (const { callIndex, delaySeconds } of told.calls) {
        const passage = happened.get(callIndex);
        if (delaySeconds === undefined || callIndex < kept.track.nextCall) continue;
        if (!passage || passage.departed <= poll.at || passage.gapSeconds > MOST_GAP_SECONDS) continue;
        const scheduled = origin + (pattern.departureOffsets[callIndex] ?? 0);
        const theirs = own?.get(key)?.get(callIndex);
        if (own && theirs === undefined) continue;
        samples++;
        const add = (model: Model, expected: number) => {
          for (const scores of [table, ofRun])
            scores.add(model, passage.departed - poll.at, passage.departed - expected);
        };
        add('timetable only', scheduled);
        add('constant delay', scheduled + late);
        if (theirs !== undefined) add("the producer's own", theirs);
        add('the product', scheduled + delaySeconds);
      }
    }
  }
  const departures = [...passages.values()].reduce((sum, calls) => sum + calls.size, 0);
  return { table, byRun: [...byRun.values()], toCome, departures, samples };
}

function scoreToCome(
  table: AccuracyTable,
  { at, told, tracks }: ReplayedPoll,
  { lookup, passages }: Pick<Replay, 'lookup' | 'passages'>,
  own: Map<string, Map<number, number>> | undefined,
): void {
  const begun = new Set(tracks.map(runKey));
  for (const [key, trip] of told) {
    if (begun.has(key) || trip.source !== null || trip.trip < 0) continue;
    const day = serviceDateToDays(trip.serviceDate);
    const { pattern, origin } = lookup.instance(lookup.trip(trip.trip), day, trip.startSeconds);
    for (const { callIndex, delaySeconds } of trip.calls) {
      const passage = passages.get(key)?.get(callIndex);
      if (delaySeconds === undefined || !passage || passage.gapSeconds > MOST_GAP_SECONDS) continue;
      const theirs = own?.get(key)?.get(callIndex);
      if (own && theirs === undefined) continue;
      const scheduled = origin + (pattern.departureOffsets[callIndex] ?? 0);
      const add = (model: Model, expected: number) =>
        table.add(model, passage.departed - at, passage.departed - expected);
      add('timetable only', scheduled);
      if (theirs !== undefined) add("the producer's own", theirs);
      add('the product', scheduled + delaySeconds);
    }
  }
}

/** Seconds; a vehicle that waits for its departure is on time. */
function latenessOf({ track }: KeptTrack, path: TripPath, departures: readonly number[]): number {
  const waits = track.nextCall === 0 && track.at <= (departures[0] ?? 0);
  if (waits) return 0;
  return track.at - scheduledAt(track.along, path, { arrivals: departures, departures });
}

async function producersTimes(
  producer: Recording,
  { at }: ReplayedPoll,
  lookup: Replay['lookup'],
): Promise<Map<string, Map<number, number>>> {
  // Some producers date the same moment a few seconds apart in their files.
  const sent = messageAt(producer, at + 15);
  const times = new Map<string, Map<number, number>>();
  if (!sent || at - sent.at > MOST_AGE_SECONDS) return times;
  const message = await messageIn(sent.path, producer.format);
  const source = { id: 'producer', kinds: ['trip-updates'] as const, feedTimestamp: sent.at, message };
  const { snapshot } = resolveLive([source], lookup, sent.at);
  for (const trip of snapshot.trips) {
    if (trip.kind !== 'update' || trip.trip < 0) continue;
    const key = keyOfTrip(trip);
    const { pattern, origin } = lookup.instance(
      lookup.trip(trip.trip),
      Number(key.split('|')[1]),
      trip.startSeconds,
    );
    times.set(
      key,
      new Map(
        trip.calls.flatMap(({ callIndex, delaySeconds }) =>
          delaySeconds === undefined
            ? []
            : [[callIndex, origin + (pattern.departureOffsets[callIndex] ?? 0) + delaySeconds] as const],
        ),
      ),
    );
  }
  return times;
}
