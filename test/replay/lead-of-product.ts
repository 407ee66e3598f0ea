import { ACCURACY_BANDS, ACCURACY_MEASURES, type AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import { Draw } from '#test/bench/draw.ts';
import type { Table } from '#test/bench/report.ts';
import type { Comparison, Model } from './compare-models.ts';

const RESAMPLES = 4000;

interface RunCounts {
  readonly samples: number;
  /** Accurate predictions of the product, minus those of the other. */
  readonly lead: number;
}

/**
 * By how many percentage points the product is right more often than another model, with the interval that 95 % of
 * resamples lie in. Runs are drawn, not predictions: one bus that breaks down spoils dozens of predictions at once.
 */
export function leadOfProduct({ byRun }: Comparison, other: Model): Table {
  const rows = ACCURACY_MEASURES.flatMap((measure) =>
    ACCURACY_BANDS[measure].flatMap(({ fromSeconds, toSeconds }) => {
      const counts = (table: AccuracyTable, model: Model) =>
        table.scored(model).find((band) => band.measure === measure && band.fromSeconds === fromSeconds);
      const runs = byRun.flatMap((table): RunCounts[] => {
        const [ours, theirs] = [counts(table, 'the product'), counts(table, other)];
        return ours && theirs ? [{ samples: ours.samples, lead: ours.accurate - theirs.accurate }] : [];
      });
      if (runs.length === 0) return [];
      const [low, high] = interval(runs);
      return [
        [
          measure,
          `${fromSeconds / 60} to ${toSeconds / 60}`,
          runs.length,
          points(leadOf(runs)),
          `${points(low)} to ${points(high)}`,
        ],
      ];
    }),
  );
  return {
    title: `The product's share minus that of ${other}, in percentage points`,
    columns: ['measure', 'minutes ahead', 'runs', 'lead', '95 % of resamples'],
    rows,
  };
}

const points = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;

function leadOf(runs: readonly RunCounts[]): number {
  let [samples, lead] = [0, 0];
  for (const run of runs) [samples, lead] = [samples + run.samples, lead + run.lead];
  return lead / samples;
}

function interval(runs: readonly RunCounts[]): readonly [number, number] {
  const draw = new Draw(1);
  const leads = Array.from({ length: RESAMPLES }, () => leadOf(runs.map(() => draw.one(runs)))).sort(
    (a, b) => a - b,
  );
  return [leads[Math.floor(RESAMPLES * 0.025)] as number, leads[Math.floor(RESAMPLES * 0.975)] as number];
}
