import type { BoardFacts } from '../kit/board-facts.ts';
import type { Language } from '../kit/words/speaker.tsx';

/** What the server hands to the board's script. */
export interface BoardSettings {
  readonly facts: BoardFacts;
  readonly language: Language;
  readonly rows: number | null;
  readonly helpText: string | null;
  /** The colours follow the sun at the stop. */
  readonly bySun: boolean;
}

/** `?rows=N`: what is no sensible number counts as not given. */
export function rowsOf(query: URLSearchParams): number | null {
  const text = query.get('rows') ?? '';
  const rows = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return rows >= 1 && rows <= 20 ? rows : null;
}
