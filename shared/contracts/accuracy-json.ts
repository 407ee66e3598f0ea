import * as z from 'zod/mini';
import {
  ACCURACY_MEASURES,
  type AccuracyTable,
  addScores,
  BAND_COUNT,
  type BandScore,
  scoredBands,
} from '../domain/prediction/accuracy.ts';
import {
  type AccuracyKey,
  PREDICTION_SOURCES,
  parseAccuracyKey,
} from '../domain/prediction/prediction-log.ts';
import { describe } from './describe.ts';

const scoreSchema = z.object({
  source: describe(z.enum(PREDICTION_SOURCES), "the producer's times, or ours from where the vehicle was"),
  routeId: describe(z.nullable(z.string()), 'null: all routes'),
  line: z.nullable(z.string()),
  measure: z.enum(ACCURACY_MEASURES),
  fromMinutes: describe(z.number(), 'told so many minutes ahead, or more'),
  toMinutes: describe(z.number(), 'and less than so many'),
  earliestSeconds: describe(
    z.number(),
    'accurate from so many seconds after the time told; negative: before it',
  ),
  latestSeconds: describe(z.number(), 'to so many seconds after it'),
  samples: z.int(),
  accurate: z.int(),
  share: describe(z.nullable(z.number()), 'accurate of samples, 0 to 1; null without samples'),
  meanErrorSeconds: describe(z.nullable(z.number()), 'positive: buses came later than told'),
  meanAbsoluteErrorSeconds: z.nullable(z.number()),
  unseen: describe(z.int(), 'told as well, of buses that nobody saw there; not among the samples'),
});

export const accuracyJsonSchema = z.object({
  from: describe(z.string(), 'service date, YYYYMMDD'),
  to: describe(z.string(), 'service date, YYYYMMDD'),
  feeds: z.array(z.object({ id: z.string(), scores: z.array(scoreSchema) })),
});
export type AccuracyJson = z.infer<typeof accuracyJsonSchema>;
export type AccuracyScore = AccuracyJson['feeds'][number]['scores'][number];
type ScoredBy = Pick<AccuracyScore, 'source' | 'routeId' | 'line'>;

const sumOf = (a: readonly BandScore[], b: readonly BandScore[]): BandScore[] =>
  a.map((score, i) => addScores(score, b[i] as BandScore));

const mean = (sum: number, count: number) => (count === 0 ? null : Math.round(sum / count));

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What tables say of all routes together, or of each. Bands of which nothing is known are left out. */
export function accuracyScores(tables: Iterable<AccuracyTable>, byRoute: boolean): AccuracyScore[] {
  const groups = new Map<string, { readonly by: ScoredBy; readonly scores: readonly BandScore[] }>();
  const scoredBy = ({ source, routeId, line }: AccuracyKey): ScoredBy =>
    byRoute ? { source, routeId, line } : { source, routeId: null, line: null };
  for (const table of tables) {
    for (const [key, scores] of table.entries()) {
      const parsed = parseAccuracyKey(key);
      if (!parsed || scores.length !== BAND_COUNT) continue;
      const by = scoredBy(parsed);
      const name = JSON.stringify(by);
      const known = groups.get(name);
      groups.set(name, { by, scores: known ? sumOf(known.scores, scores) : scores });
    }
  }
  return [...groups.values()]
    .sort((a, b) => compare(a.by.source, b.by.source) || compare(a.by.routeId ?? '', b.by.routeId ?? ''))
    .flatMap(({ by, scores }) =>
      scoredBands(scores).map((band) => ({
        ...by,
        measure: band.measure,
        fromMinutes: band.fromSeconds / 60,
        toMinutes: band.toSeconds / 60,
        earliestSeconds: band.early,
        latestSeconds: band.late,
        samples: band.samples,
        accurate: band.accurate,
        share: band.samples === 0 ? null : Math.round((band.accurate / band.samples) * 1000) / 1000,
        meanErrorSeconds: mean(band.errorSeconds, band.samples),
        meanAbsoluteErrorSeconds: mean(band.absoluteErrorSeconds, band.samples),
        unseen: band.unseen,
      })),
    );
}
