import type { MapFrame } from '#shared/domain/map/map-frame.ts';
import type { Position } from '#shared/domain/places/find-places.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';

/** A name to find one's way by, where the places of that town are. */
export interface Town extends Position {
  readonly name: string;
}

/** What the map of found places is drawn from, beside the places themselves. */
export interface PlacesMapView {
  readonly frame: MapFrame;
  /** The address asks for this part; else the frame is what the places need. */
  readonly isMoved: boolean;
  /** Where the visitor is, if told. */
  readonly visitor: Position | null;
  readonly lines: readonly RouteLine[];
  /** null: too many to be drawn. */
  readonly stops: readonly Position[] | null;
  /** The largest first. */
  readonly towns: readonly Town[];
}
