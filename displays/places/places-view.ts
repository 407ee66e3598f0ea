import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import type { PlaceKind } from '#shared/domain/places/place.ts';
import type { VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import type { PlacesMapView } from './map/map-view.ts';

/** Names of the form's fields, as they stand in the address. */
export const FORM_FIELDS = [
  'q',
  'kind',
  'open',
  'at',
  'aid',
  'width',
  'length',
  'turning',
  'stepfree',
  'step',
  'toilet',
  'hearing',
  'vision',
  'quiet',
  'dog',
  'near',
  'access',
] as const;
export type FormField = (typeof FORM_FIELDS)[number];

/** What was asked for, as far as it was understood. */
export interface PlacesForm {
  readonly text: string;
  readonly kind: PlaceKind | null;
  /** 'now', or local YYYY-MM-DDTHH:MM. */
  readonly open: string | null;
  readonly needs: VisitorNeeds | null;
  /** LAT,LON */
  readonly near: string | null;
  readonly access: readonly FactId[];
  /** What was typed into fields that could not be read, so that nobody has to type it again. */
  readonly typed?: Readonly<Partial<Record<FormField, string>>> | undefined;
}

export interface PlacesView {
  readonly form: PlacesForm;
  /** Best first, and no more than are listed. */
  readonly found: readonly FoundPlace[];
  /** All that match. */
  readonly total: number;
  readonly hasInvented: boolean;
  /** What in the form was not understood, in words. */
  readonly problem: string | null;
  /** In which times of events are said. */
  readonly timeZone: string;
  /** Where one was asked for and something was found. */
  readonly map?: PlacesMapView | null;
}
