import type { Stop } from '#shared/domain/transit/timetable.ts';

/** A stop in a list of results; the distance where the search was for what is near. */
export type FoundStop = Stop & { readonly distanceMetres?: number };
