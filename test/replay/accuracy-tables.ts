import { ACCURACY_BANDS, ACCURACY_MEASURES, type AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import type { Table } from '#test/bench/report.ts';
import { MODELS } from './compare-models.ts';

export const percent = (part: number, of: number) => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

/**
 * A table for each measure, a row for each band, side by side what each model did; and the mean of the bands, each
 * counting the same, which is the score of the ETA Accuracy Benchmark.
 */
export function accuracyTables(table: AccuracyTable, of?: string): Table[] {
  return ACCURACY_MEASURES.map((measure) => {
    const scored = new Map(
      MODELS.map((model) => [model, table.scored(model).filter((band) => band.measure === measure)]),
    );
    const bands = scored.get('the product') ?? [];
    const models = MODELS.filter((model) => (scored.get(model) ?? []).length > 0);
    const rows = bands.map((band) => [
      `${band.fromSeconds / 60} to ${band.toSeconds / 60}`,
      `${band.early} to ${band.late} s`,
      band.samples,
      ...models.flatMap((model) => {
        const score = scored.get(model)?.find(({ fromSeconds }) => fromSeconds === band.fromSeconds);
        return score
          ? [
              percent(score.accurate, score.samples),
              `${Math.round(score.absoluteErrorSeconds / score.samples)} s`,
            ]
          : ['-', '-'];
      }),
    ]);
    const meanOf = (model: (typeof MODELS)[number]) => {
      const shares = (scored.get(model) ?? []).map(({ accurate, samples }) => accurate / samples);
      return [
        percent(
          shares.reduce((sum, share) => sum + share, 0),
          shares.length,
        ),
        '',
      ];
    };
    const isWhole = models.every((model) => scored.get(model)?.length === ACCURACY_BANDS[measure].length);
    if (isWhole && models.length > 0) rows.push(['mean of the bands', '', '', ...models.flatMap(meanOf)]);
    return {
      title: `${of ? `${of}: accurate` : 'Accurate'} by ${measure}`,
      columns: ['minutes ahead', 'band', 'samples', ...models.flatMap((model) => [model, 'off by'])],
      rows,
    };
  });
}
