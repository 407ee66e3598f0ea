import { slugify } from './slugify.ts';

/** The end of a web address for a name; `place` where nothing is left of it. */
export const slugOf = (name: string): string => slugify(name, 60) || 'place';
