import { frameAround, windFrom } from '#shared/domain/map/map-frame.ts';
import { spreadBoxes } from '#shared/domain/map/place-boxes.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import { translated } from '../../kit/translation.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import type { PlaceView } from '../place-view.ts';
import { boxAt, LEAST_METRES, MAP_SIDE, spotOf } from './arrange-markers.ts';
import { drawLines, MapGround, STRIP } from './map-ground.tsx';
import { Entry } from './map-legend.tsx';

/** Some 2 kB. */
const MOST_LINE_POINTS = 400;
const MARK_ROOM = 22;

interface PlaceMapProps {
  readonly view: Pick<PlaceView, 'place' | 'stop'>;
  readonly lines: readonly RouteLine[];
  readonly speaker: PlaceSpeaker;
}

/** Where a place and its nearest stop lie, as a picture: all it shows is said below it. Without a stop there is none. */
export function PlaceMap({ view: { place, stop }, lines, speaker }: PlaceMapProps) {
  if (!stop?.position || stop.distanceMetres === null) return null;
  const frame = frameAround([place, stop.position], LEAST_METRES);
  const spots = [place, stop.position].flatMap((at) => (frame && spotOf(frame, at)) ?? []);
  const [here, there] = spreadBoxes(
    spots.map((spot) => boxAt(spot, MARK_ROOM)),
    MAP_SIDE,
  );
  if (!frame || !here || !there) return null;
  const drawn = drawLines(lines, frame, MOST_LINE_POINTS);
  const name = translated(place.name, speaker.language);
  return (
    <figure class="place-map">
      <svg
        class="map"
        viewBox={`0 0 ${MAP_SIDE} ${MAP_SIDE + STRIP}`}
        role="img"
        aria-label={speaker.text('mapOf', name.text, stop.name)}
      >
        <MapGround frame={frame} lines={drawn} speaker={speaker} />
        <g transform={`translate(${Math.round(there.x)} ${Math.round(there.y)})`}>
          <StopMark />
        </g>
        <g transform={`translate(${Math.round(here.x)} ${Math.round(here.y)})`}>
          <PlaceMark />
        </g>
      </svg>
      <figcaption>
        <ul class="map-legend">
          <Entry sign={<PlaceMark />}>
            <span lang={name.lang}>{name.text}</span>
          </Entry>
          <Entry sign={<StopMark />}>{stop.name}</Entry>
          {drawn.length > 0 && (
            <Entry sign={<path class="map-lines" d="M-12 6q10 0 12-6t12-6" />}>
              {speaker.say('legendLine')}
            </Entry>
          )}
        </ul>
        <p>
          {speaker.say('stopLies', stop.name, stop.distanceMetres, windFrom(place, stop.position))}{' '}
          {speaker.say('wayNotDrawn')}
        </p>
      </figcaption>
    </figure>
  );
}

/** A disc with a ring: the place. */
function PlaceMark() {
  return (
    <g class="markers">
      <circle r="11" />
      <circle class="place-eye" r="4.5" />
    </g>
  );
}

/** A square: as small ones are stops on the larger map. */
function StopMark() {
  return (
    <g class="stop-mark">
      <rect x="-8" y="-8" width="16" height="16" />
      <rect class="stop-core" x="-3" y="-3" width="6" height="6" />
    </g>
  );
}
