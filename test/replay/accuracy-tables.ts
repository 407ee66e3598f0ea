import { ACCURACY_MEASURES, type AccuracyTable } from '#shared/domain/prediction/accuracy.ts';
import type { Table } from '#test/bench/report.ts';
import { MODELS } from './compare-models.ts';

export const percent = (part: number, of: number) => (of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`);

/** A table for each measure, a row for each band, side by side what each model did. */
export function accuracyTables(table: AccuracyTable, of?: string): Table[] {
  return ACCURACY_MEASURES.map((measure) => {
    const scored = new Map(MODELS.map((model) => [model, table.scored(model)]));
    const bands = (scored.get('the product') ?? []).filter((band) => band.measure === measure);
    const models = MODELS.filter((model) => (scored.get(model) ?? []).length > 0);
    return {
      title: `${of ? `${of}: accurate` : 'Accurate'} by ${measure}`,
      columns: ['minutes ahead', 'band', 'samples', ...models.flatMap((model) => [model, 'off by'])],
      rows: bands.map((band) => [
        `${band.fromSeconds / 60} to ${band.toSeconds / 60}`,
        `${band.early} to ${band.late} s`,
        band.samples,
        ...models.flatMap((model) => {
          const score = scored
            .get(model)
            ?.find((other) => other.measure === measure && other.fromSeconds === band.fromSeconds);
          return score
            ? [
                percent(score.accurate, score.samples),
                `${Math.round(score.absoluteErrorSeconds / score.samples)} s`,
              ]
            : ['-', '-'];
        }),
      ]),
    };
  });
}
