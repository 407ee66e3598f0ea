import { frameAt, type MapFrame, movedFrame, nextZoom, zoomOf } from '#shared/domain/map/map-frame.ts';
import type { Position } from '#shared/domain/places/find-places.ts';
import { hrefWith, type Preferences } from '../../kit/preferences.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import { formPairs } from '../places-query.ts';
import type { PlacesForm } from '../places-view.ts';
import type { PlacesMapView } from './map-view.ts';

type Pair = [string, string];

/** As many as tell two houses apart. */
const position = ({ lat, lon }: Position) => `${lat.toFixed(5)},${lon.toFixed(5)}`;
const level = (zoom: number) => String(Number(zoom.toFixed(2)));

const partPairs = (centre: Position, zoom: number): Pair[] => [
  ['view', 'map'],
  ['zoom', level(zoom)],
  ['centre', position(centre)],
];

/** Everything of the address that the map stands in, as a query of /places. */
export function mapPairs(form: PlacesForm, map: PlacesMapView | null | undefined): Pair[] {
  if (!map) return formPairs(form);
  const { frame, isMoved } = map;
  return [...formPairs(form), ...(isMoved ? partPairs(frame.centre, zoomOf(frame)) : allOf)];
}

const allOf: Pair[] = [['view', 'map']];

export function mapHref(form: PlacesForm, preferences: Preferences): string {
  return `${hrefWith('/places', preferences, [...formPairs(form), ...allOf])}#map`;
}

/** The page with that part of the map. */
export function partHref(
  form: PlacesForm,
  preferences: Preferences,
  { centre, spanMetres }: MapFrame,
): string {
  const pairs = partPairs(centre, zoomOf({ centre, spanMetres }));
  return `${hrefWith('/places', preferences, [...formPairs(form), ...pairs])}#map`;
}

interface MovesProps {
  readonly form: PlacesForm;
  readonly map: PlacesMapView;
  readonly preferences: Preferences;
  readonly speaker: PlaceSpeaker;
}

/** Zooming and moving by links: without dragging, and without script. One that leads nowhere is no link. */
export function MapMoves({ form, map: { frame, isMoved }, preferences, speaker }: MovesProps) {
  const href = (to: MapFrame | null) => to && partHref(form, preferences, to);
  const at = (zoom: number | null) => (zoom === null ? null : frameAt(frame.centre, zoom));
  const moves = [
    ['zoomIn', href(at(nextZoom(frame, 'in')))],
    ['zoomOut', href(at(nextZoom(frame, 'out')))],
    ['moveNorth', href(movedFrame(frame, STEP, 0))],
    ['moveSouth', href(movedFrame(frame, -STEP, 0))],
    ['moveWest', href(movedFrame(frame, 0, -STEP))],
    ['moveEast', href(movedFrame(frame, 0, STEP))],
    ['showAllPlaces', isMoved ? mapHref(form, preferences) : null],
  ] as const;
  return (
    <nav aria-label={speaker.text('moveMap')}>
      <ul class="map-moves">
        {moves.map(([move, to]) => (
          <li key={move}>
            {to ? (
              <a href={to} data-move={move}>
                {speaker.say(move)}
              </a>
            ) : (
              <span>{speaker.say(move)}</span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Half of what is shown stays in sight. */
const STEP = 0.5;
