import type { FactId } from '../places/fact-dictionary.ts';

/** So that nobody can bury the moderators: what is above is answered with whom to tell instead. */

/** Of a place, whatever it is about. */
export const MOST_A_DAY = 20;

/** Reports that nobody has looked at yet; of a place as a whole there is more to say. */
export const mostWaiting = (fact: FactId | null): number => (fact === null ? 10 : 5);
