import * as z from 'zod/mini';

/** Whole numbers, checked in one plain loop: columns have hundreds of thousands, and are read on cold starts. */
export const intColumn = z.custom<number[]>(
  (value) => Array.isArray(value) && value.every((entry) => Number.isSafeInteger(entry)),
  'not a column of whole numbers',
);
