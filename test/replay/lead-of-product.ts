import {
  ACCURACY_BANDS,
  ACCURACY_MEASURES,
  type AccuracyMeasure,
  type AccuracyTable,
} from '#shared/domain/prediction/accuracy.ts';
import { Draw } from '#test/bench/draw.ts';
import type { Table } from '#test/bench/report.ts';
import type { Comparison, Model } from './compare-models.ts';

const RESAMPLES = 4000;

interface BandCounts {
  readonly samples: number;
  /** Accurate predictions of the product, minus those of the other. */
  readonly lead: number;
}

export interface Lead {
  readonly measure: AccuracyMeasure;
  /** The band it is in, or the mean of all, each counting the same. */
  readonly band: string;
  readonly runs: number;
  /** The product's share minus the other's, -1 to 1. */
  readonly share: number;
  /** What 95 % of resamples lie between. */
  readonly low: number;
  readonly high: number;
}

const MEAN = 'mean of the bands';

/**
 * By how much the product is right more often than another model, with the interval that 95 % of resamples lie in: in
 * each band, and in their mean. Runs are drawn, not predictions: one bus that breaks down spoils dozens at once.
 */
export function leadsOfProduct({ byRun }: Comparison, other: Model): Lead[] {
  return ACCURACY_MEASURES.flatMap((measure) => {
    const runs = byRun.map((table) => countsByBand(table, measure, other));
    const bands = ACCURACY_BANDS[measure].flatMap(({ fromSeconds, toSeconds }, i) => {
      const inBand = runs.flatMap((run) => (run[i] ? [[run[i]]] : []));
      return leadIn(inBand, measure, `${fromSeconds / 60} to ${toSeconds / 60}`);
    });
    return [...bands, ...leadIn(runs, measure, MEAN)];
  });
}

export const leadTable = (leads: readonly Lead[], other: Model): Table => ({
  title: `The product's share minus that of ${other}, in percentage points`,
  columns: ['measure', 'minutes ahead', 'runs', 'lead', '95 % of resamples'],
  rows: leads.map(({ measure, band, runs, share, low, high }) => [
    measure,
    band,
    runs,
    points(share),
    `${points(low)} to ${points(high)}`,
  ]),
});

/** Of one run; undefined for bands in which it has no prediction of both. */
type RunCounts = readonly (BandCounts | undefined)[];

function countsByBand(table: AccuracyTable, measure: AccuracyMeasure, other: Model): RunCounts {
  const [ours, theirs] = (['the product', other] as const).map((model) =>
    table.scored(model).filter((band) => band.measure === measure),
  );
  return ACCURACY_BANDS[measure].map(({ fromSeconds }) => {
    const [our, their] = [ours, theirs].map((scored) =>
      scored?.find((band) => band.fromSeconds === fromSeconds),
    );
    return our && their && { samples: our.samples, lead: our.accurate - their.accurate };
  });
}

function leadIn(runs: readonly RunCounts[], measure: AccuracyMeasure, band: string): Lead[] {
  const share = leadOf(runs);
  if (Number.isNaN(share)) return [];
  const draw = new Draw(1);
  const drawn = Array.from({ length: RESAMPLES }, () => leadOf(runs.map(() => draw.one(runs))))
    .filter((each) => !Number.isNaN(each))
    .sort((a, b) => a - b);
  const [low = 0, high = 0] = [0.025, 0.975].map((part) => drawn[Math.floor(drawn.length * part)]);
  return [{ measure, band, runs: runs.length, share, low, high }];
}

const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;

/** Mean of the bands' leads; NaN where a band has no prediction. */
function leadOf(runs: readonly RunCounts[]): number {
  const bands = runs[0]?.length ?? 0;
  let sum = 0;
  for (let band = 0; band < bands; band++) {
    let [samples, lead] = [0, 0];
    for (const run of runs) {
      samples += run[band]?.samples ?? 0;
      lead += run[band]?.lead ?? 0;
    }
    sum += lead / samples;
  }
  return bands === 0 ? Number.NaN : sum / bands;
}
