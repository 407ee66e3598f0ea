import type { Fact, Texts } from './fact.ts';
import type { FactId } from './fact-dictionary.ts';
import type { PlaceImage } from './place-image.ts';

export const PLACE_KINDS = [
  'attraction',
  'eat',
  'event',
  'wifi',
  'toilet',
  'parking',
  'scooter-hire',
  'help',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** ISO 8601 with offset. */
export type Instant = string;

/** schema.org Event: only for events. */
export interface EventTimes {
  readonly startDate: Instant;
  readonly endDate: Instant;
  readonly cancelled?: boolean | undefined;
}

/** A place as it is published. Property names are schema.org's where it has one. */
export interface Place {
  /** Never changes, never is used again. */
  readonly id: string;
  /** In its address; unique. */
  readonly slug: string;
  readonly kind: PlaceKind;
  readonly name: Texts;
  /** A sentence or two, plain text. */
  readonly description: Texts;
  readonly lat: number;
  readonly lon: number;
  readonly streetAddress?: string | undefined;
  readonly addressLocality?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly telephone?: string | undefined;
  readonly email?: string | undefined;
  readonly url?: string | undefined;
  /** OpenStreetMap's opening_hours syntax; absent is unknown. */
  readonly openingHours?: string | undefined;
  readonly event?: EventTimes | undefined;
  readonly servesCuisine?: readonly string[] | undefined;
  /** Whether going in costs nothing. */
  readonly isAccessibleForFree?: boolean | undefined;
  readonly keywords?: readonly string[] | undefined;
  /** ATCO code or GTFS stop_id of the stop that its people send visitors to. */
  readonly nearestStopId?: string | undefined;
  /** What is not here is unknown. */
  readonly facts: Readonly<Partial<Record<FactId, Fact>>>;
  /** In the order in which its people want them seen. */
  readonly images?: readonly PlaceImage[] | undefined;
  /** Where the listing as a whole comes from. */
  readonly source: { readonly name: string; readonly url?: string | undefined; readonly licence: string };
  /** Made up, for demonstration; said on every page. */
  readonly invented?: boolean | undefined;
  /** When anything of it was last changed. */
  readonly dateModified: Instant;
}

const UNKNOWN: Fact = { status: 'unknown' };

/** The fact, or that it is unknown. */
export const factOf = (facts: Place['facts'], id: FactId): Fact => facts[id] ?? UNKNOWN;
