import type { PlacesConfig } from '#shared/contracts/place-sources.ts';
import { wallClockAt } from '#shared/domain/places/wall-clock.ts';
import { isoTime } from '#shared/platform/clock.ts';
import type { ListingSources } from '#shared/store/open-listing.ts';
import { planRows, takeRows } from '#shared/store/take-rows.ts';
import type { DraftIntake } from './draft-intake.ts';

/** Offers what a source says to staff: as drafts that somebody reviews. */
export const draftIntake = (
  sources: ListingSources,
  { timeZone }: Pick<PlacesConfig, 'timeZone'>,
): DraftIntake => ({
  async offer({ id: source, name }, rows, now) {
    const actor = { subject: `source:${source}`, name };
    const plan = await planRows(rows, sources, wallClockAt(now, timeZone).date);
    const { created, updated, left } = await takeRows(plan, sources, { actor, now: isoTime(now) });
    const count = (action: string) => plan.filter((row) => row.action === action).length;
    return { created, updated, unchanged: count('unchanged') + left, refused: count('refused') };
  },
});
