import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { loadShapesNear } from '#shared/store/timetable-store.ts';
import { openLocalStore } from '#test/builders/local-store.ts';
import { type Comparison, compareModels } from './compare-models.ts';
import { type LeftOut, openRecording } from './recording.ts';
import { FEED, type Replay, replayRecordings } from './replay-recording.ts';

/** Where what was recorded lies: a timetable, and messages of each kind. */
export interface RecordedPaths {
  readonly gtfs: string;
  readonly vehicles: readonly string[];
  readonly updates?: readonly string[] | undefined;
  readonly alerts?: readonly string[] | undefined;
  /** The producer's predictions, for comparison alone. */
  readonly compare?: readonly string[] | undefined;
}

/** Replays it on a store of its own, and holds what was told against what happened. */
export async function scoreRecording({ gtfs, vehicles, updates, alerts, compare }: RecordedPaths): Promise<{
  readonly replay: Replay;
  readonly comparison: Comparison;
  readonly leftOut: readonly LeftOut[];
}> {
  const recordings = [
    await openRecording('vehicles', vehicles, ['vehicle-positions']),
    ...(updates ? [await openRecording('updates', updates, ['trip-updates'])] : []),
    ...(alerts ? [await openRecording('alerts', alerts, ['alerts'])] : []),
  ];
  const producer = compare && (await openRecording('compare', compare, ['trip-updates']));
  const leftOut = [...recordings, ...(producer ? [producer] : [])].flatMap((recording) => recording.leftOut);
  const store = await openLocalStore();
  try {
    const replay = await replayRecordings(store, gtfs, recordings);
    const shapes = new Map<number, RouteLine>();
    for (const { shape } of replay.lookup.index.trips) {
      if (shape < 0 || shapes.has(shape)) continue;
      for (const [number, line] of await loadShapesNear(store, FEED, replay.lookup.index.version, shape))
        shapes.set(number, line);
    }
    const comparison = await compareModels(replay, (shape) => shapes.get(shape), producer);
    return { replay, comparison, leftOut };
  } finally {
    await store.stop();
  }
}
