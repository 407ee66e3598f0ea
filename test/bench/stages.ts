import type { Cost } from './samples.ts';

/** The steps of a poll. */
export const stages = ['decode', 'resolve', 'cut', 'encode', 'write'] as const;
export type Stages = Readonly<Record<(typeof stages)[number], Cost>>;
