/**
 * How well a time that was told fits what happened. The error is what happened minus what was told: positive means
 * that the bus came later than told.
 */

/** Told so far ahead (by what happened), an error from `early` to `late` seconds is accurate. */
export interface AccuracyBand {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly early: number;
  readonly late: number;
}

const band = (fromMinutes: number, toMinutes: number, early: number, late: number): AccuracyBand => ({
  fromSeconds: fromMinutes * 60,
  toSeconds: toMinutes * 60,
  early,
  late,
});

export const ACCURACY_MEASURES = ['eta-benchmark', 'mbta'] as const;
export type AccuracyMeasure = (typeof ACCURACY_MEASURES)[number];

/** The bands of the two measures that agencies publish by. */
export const ACCURACY_BANDS: Readonly<Record<AccuracyMeasure, readonly AccuracyBand[]>> = {
  // ETA Accuracy Benchmark (TransitApp), after IBI Group.
  'eta-benchmark': [band(0, 3, -30, 90), band(3, 6, -60, 150), band(6, 10, -60, 210), band(10, 15, -90, 270)],
  // Massachusetts Bay Transportation Authority, prediction_analyzer.
  mbta: [band(0, 3, -60, 60), band(3, 6, -90, 120), band(6, 12, -150, 210), band(12, 30, -240, 360)],
};

/** Of one band: sums, so that tables can be added up. */
export interface BandScore {
  readonly samples: number;
  readonly accurate: number;
  readonly errorSeconds: number;
  readonly absoluteErrorSeconds: number;
  /** Told, and the bus was never seen there. By how far ahead it was told to be; no part of `samples`. */
  readonly unseen: number;
}

const nothing: BandScore = { samples: 0, accurate: 0, errorSeconds: 0, absoluteErrorSeconds: 0, unseen: 0 };

export const addScores = (a: BandScore, b: BandScore): BandScore => ({
  samples: a.samples + b.samples,
  accurate: a.accurate + b.accurate,
  errorSeconds: a.errorSeconds + b.errorSeconds,
  absoluteErrorSeconds: a.absoluteErrorSeconds + b.absoluteErrorSeconds,
  unseen: a.unseen + b.unseen,
});

/** The bands of every measure, in the order of ACCURACY_BANDS. */
const bands = ACCURACY_MEASURES.flatMap((measure) =>
  ACCURACY_BANDS[measure].map((of, index) => ({ measure, index, of })),
);
export const BAND_COUNT = bands.length;

export interface ScoredBand extends AccuracyBand, BandScore {
  readonly measure: AccuracyMeasure;
}

/** Scores by whatever they are kept by: a route and where its times come from, a model. */
export class AccuracyTable {
  private readonly rows = new Map<string, BandScore[]>();

  /** @param aheadSeconds from when it was told to when it happened */
  add(key: string, aheadSeconds: number, errorSeconds: number): void {
    const row = this.rows.get(key) ?? bands.map(() => nothing);
    this.rows.set(key, row);
    bands.forEach(({ of }, i) => {
      if (aheadSeconds < of.fromSeconds || aheadSeconds >= of.toSeconds) return;
      const accurate = errorSeconds >= of.early && errorSeconds <= of.late ? 1 : 0;
      row[i] = addScores(row[i] ?? nothing, {
        samples: 1,
        accurate,
        errorSeconds,
        absoluteErrorSeconds: Math.abs(errorSeconds),
        unseen: 0,
      });
    });
  }

  /** @param aheadSeconds from when it was told to the time that was told */
  addUnseen(key: string, aheadSeconds: number): void {
    this.addRow(
      key,
      bands.map(({ of }) => ({
        ...nothing,
        unseen: aheadSeconds >= of.fromSeconds && aheadSeconds < of.toSeconds ? 1 : 0,
      })),
    );
  }

  addRow(key: string, scores: readonly BandScore[]): void {
    const row = this.rows.get(key);
    this.rows.set(
      key,
      bands.map((_, i) => addScores(row?.[i] ?? nothing, scores[i] ?? nothing)),
    );
  }

  get size(): number {
    return this.rows.size;
  }

  entries(): IterableIterator<[string, readonly BandScore[]]> {
    return this.rows.entries();
  }

  /** Bands of a row of which something is known. */
  scored(key: string): ScoredBand[] {
    return scoredBands(this.rows.get(key) ?? []);
  }
}

/** Those of which something is known, each with what it is of. */
export function scoredBands(scores: readonly BandScore[]): ScoredBand[] {
  return bands.flatMap(({ measure, of }, i) => {
    const score = scores[i] ?? nothing;
    return score.samples + score.unseen === 0 ? [] : [{ measure, ...of, ...score }];
  });
}
