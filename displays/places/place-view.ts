import type { Position } from '#shared/domain/places/find-places.ts';
import type { Fit } from '#shared/domain/places/fit.ts';
import type { OpeningCalendar, OpenState, WallClock } from '#shared/domain/places/opening-calendar.ts';
import type { Place } from '#shared/domain/places/place.ts';
import type { VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import type { RouteLine, Tristate } from '#shared/domain/transit/timetable.ts';

/** One of the next departures from the nearest stop. */
export interface StopDeparture {
  readonly line: string;
  readonly headsign: string;
  /** "in 5 min" or "14:32". */
  readonly time: string;
  readonly live: boolean;
  readonly wheelchair: Tristate;
}

export interface NearestStop {
  readonly id: string;
  readonly name: string;
  /** null where nobody has said where the stop is. */
  readonly distanceMetres: number | null;
  readonly position: Position | null;
  readonly departures: readonly StopDeparture[];
}

export interface PlaceView {
  readonly place: Place;
  readonly opening: OpeningCalendar | null;
  readonly now: WallClock;
  readonly open: OpenState;
  /** null where nothing was needed. */
  readonly fit: Fit | null;
  readonly needs: VisitorNeeds | null;
  readonly stop: NearestStop | null;
  /** Where buses run, for the ground of its map. */
  readonly lines?: readonly RouteLine[];
  /** schema.org, as JSON text. */
  readonly jsonLd: string;
  /** It is not public: staff look at it before it is. */
  readonly preview?: {
    readonly href: string;
    /** Where its pictures are while visitors do not see them. */
    readonly pictures: string;
  };
  /** Of this page, without origin and query. */
  readonly path: string;
  /** In which times of events and changes are said. */
  readonly timeZone: string;
}
