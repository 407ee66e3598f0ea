import type { PlaceSource } from '#shared/contracts/place-sources.ts';
import type { ImportRow } from '#shared/domain/listings/import-row.ts';

export interface DraftCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

/** Where listings of a source become drafts. It is offered them again whenever the source says something else. */
export interface DraftIntake {
  /** @param now POSIX seconds */
  offer(source: PlaceSource, rows: readonly ImportRow[], now: number): Promise<DraftCounts>;
}
