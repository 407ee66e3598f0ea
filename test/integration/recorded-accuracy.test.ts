import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ACCURACY_MEASURES } from '#shared/domain/prediction/accuracy.ts';
import type { Comparison, Model } from '#test/replay/compare-models.ts';
import { leadsOfProduct } from '#test/replay/lead-of-product.ts';
import { scoreRecording } from '#test/replay/score-recording.ts';

/** A recorded day of Kingston, told from positions alone, held against what happened (docs/decisions/0013). */
const kingston = fileURLToPath(new URL('../../../shared/data/transit/kingston-transit/', import.meta.url));
const day = `${kingston}rt-2026-01-15`;
const present = existsSync(day);
if (!present) console.warn(`skipped: no recorded feeds at ${day}`);

describe.skipIf(!present)('told from positions alone, departures of a recorded day', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    const scored = await scoreRecording({
      gtfs: `${kingston}static/gtfs.zip`,
      vehicles: [`${day}/vehicle_positions_log.2026-01-15.csv`],
      compare: [day],
    });
    comparison = scored.comparison;
  }, 120_000);
  const shares = (model: Model) =>
    comparison.table.scored(model).map((band) => ({ ...band, share: band.accurate / band.samples }));

  it('are right more often than with a constant delay, in every band', () => {
    const constant = shares('constant delay');
    expect(constant.filter(({ samples }) => samples >= 100)).toHaveLength(8);
    shares('the product').forEach(({ share }, i) => {
      expect(share).toBeGreaterThan(constant[i]?.share ?? 1);
    });
  });

  it("are right as often as the producer's own in every band, and more often by the mean of the bands of each measure", () => {
    const leads = leadsOfProduct(comparison, "the producer's own");
    for (const measure of ACCURACY_MEASURES) {
      const means = leads.filter((lead) => lead.measure === measure && lead.band === 'mean of the bands');
      expect(means).toHaveLength(1);
      expect(means[0]?.low).toBeGreaterThan(0);
    }
    expect(leads).toHaveLength(10);
    for (const { share } of leads) expect(share).toBeGreaterThanOrEqual(0);
  });
});
