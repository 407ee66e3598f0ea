import * as z from 'zod/mini';

/**
 * Trip ids are most of what a stop's timetable weighs. Feeds number them in runs, so an id is split into a frame
 * (text before, text after, width of the zero-padded number) and a number; columns keep frames in runs and numbers
 * as differences. An id without such a number is a frame of its own, of width -1.
 */
export const tripIdFrameSchema = z.tuple([z.string(), z.string(), z.number()]);
export type TripIdFrame = z.infer<typeof tripIdFrameSchema>;

export const tripIdColumnSchema = z.object({
  frames: z.array(tripIdFrameSchema),
  /** Pairs: change of the frame's index, number of ids. */
  runs: z.array(z.number()),
  /** Differences from one id's number to the next. */
  steps: z.array(z.number()),
});
export type TripIdColumn = z.infer<typeof tripIdColumnSchema>;

/** All trip ids of a version, split once. */
export interface FramedTripIds {
  readonly frame: (number: number) => TripIdFrame;
  readonly frameOf: Uint32Array;
  readonly numberOf: Float64Array;
}

const MAX_DIGITS = 15; // stays exact in a double
const RUNS_TRIED = 10;

function split(id: string, run: number): { frame: TripIdFrame; number: number } {
  let seen = 0;
  for (const match of id.matchAll(/\d+/g)) {
    if (seen++ < run) continue;
    const digits = match[0].slice(-MAX_DIGITS);
    const at = match.index + match[0].length - digits.length;
    const width = digits.length > 1 && digits.startsWith('0') ? digits.length : 0;
    return { frame: [id.slice(0, at), id.slice(at + digits.length), width], number: Number(digits) };
  }
  return { frame: [id, '', -1], number: 0 };
}

const frameKey = (frame: TripIdFrame): string => JSON.stringify(frame);

/**
 * The run of digits that leaves the fewest different frames, judged by a sample; undefined where hardly any two ids
 * share one, as with hashes.
 */
function bestRun(ids: readonly string[]): number | undefined {
  const step = Math.max(1, Math.floor(ids.length / 1000));
  let best = { run: 0, frames: Number.POSITIVE_INFINITY };
  for (let run = 0; run < RUNS_TRIED; run++) {
    const keys = new Set<string>();
    for (let i = 0; i < ids.length; i += step) keys.add(frameKey(split(ids[i] ?? '', run).frame));
    if (keys.size < best.frames) best = { run, frames: keys.size };
  }
  return best.frames * step > ids.length / 2 && ids.length > 1000 ? undefined : best.run;
}

export function frameTripIds(ids: readonly string[]): FramedTripIds {
  const run = bestRun(ids);
  if (run === undefined) {
    return {
      frame: (number) => [ids[number] ?? '', '', -1],
      frameOf: Uint32Array.from(ids.keys()),
      numberOf: new Float64Array(ids.length),
    };
  }
  const frames: TripIdFrame[] = [];
  const known = new Map<string, number>();
  const frameOf = new Uint32Array(ids.length);
  const numberOf = new Float64Array(ids.length);
  ids.forEach((id, i) => {
    const { frame, number } = split(id, run);
    const key = frameKey(frame);
    let index = known.get(key);
    if (index === undefined) {
      index = frames.push(frame) - 1;
      known.set(key, index);
    }
    frameOf[i] = index;
    numberOf[i] = number;
  });
  return { frame: (number) => frames[number] ?? ['', '', -1], frameOf, numberOf };
}

/** The ids of `trips` (indexes into `framed`), in that order; with only the frames that they use. */
export function encodeTripIds(framed: FramedTripIds, trips: Iterable<number>): TripIdColumn {
  const frames: TripIdFrame[] = [];
  const local = new Map<number, number>();
  const runs: number[] = [];
  const steps: number[] = [];
  let lastFrame = -1;
  let lastLocal = 0;
  let number = 0;
  for (const trip of trips) {
    const frame = framed.frameOf[trip] ?? 0;
    if (frame === lastFrame) {
      runs[runs.length - 1] = (runs[runs.length - 1] ?? 0) + 1;
    } else {
      let index = local.get(frame);
      if (index === undefined) {
        index = frames.push(framed.frame(frame)) - 1;
        local.set(frame, index);
      }
      runs.push(index - lastLocal, 1);
      lastFrame = frame;
      lastLocal = index;
    }
    const next = framed.numberOf[trip] ?? 0;
    steps.push(next - number);
    number = next;
  }
  return { frames, runs, steps };
}

export function decodeTripIds({ frames, runs, steps }: TripIdColumn): string[] {
  const ids: string[] = [];
  let frameIndex = 0;
  let number = 0;
  for (let r = 0; r < runs.length; r += 2) {
    frameIndex += runs[r] ?? 0;
    const [before, after, width] = frames[frameIndex] ?? ['', '', -1];
    for (let left = runs[r + 1] ?? 0; left > 0; left--) {
      number += steps[ids.length] ?? 0;
      ids.push(width < 0 ? before : `${before}${String(number).padStart(width, '0')}${after}`);
    }
  }
  return ids;
}
