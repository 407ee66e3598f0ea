import { VERDICTS } from '#shared/domain/places/fit.ts';
import { hrefWith, type Preferences } from '../../kit/preferences.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import { formPairs } from '../places-query.ts';
import type { PlacesView } from '../places-view.ts';
import { MAP_SIDE } from './arrange-markers.ts';
import { layOutMap } from './lay-out-map.ts';
import { drawLines, MapGround, marksPath, STRIP } from './map-ground.tsx';
import { MapLegend } from './map-legend.tsx';
import { MapLeads, MapMarkers } from './map-markers.tsx';
import { MapMoves } from './map-moves.tsx';
import type { PlacesMapView } from './map-view.ts';
import { MarkerShapes } from './marker-shape.tsx';
import { VisitorMark } from './visitor-mark.tsx';

/** Some 6 kB. */
const MOST_LINE_POINTS = 1_000;
/** Heights of a town's letters, in units of the drawing. */
const LETTERS = { normal: 12, large: 15 };

interface PlacesMapProps {
  readonly view: PlacesView;
  readonly map: PlacesMapView;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
}

/** An extra after the list: the same places by the same numbers, drawn by the server. */
export function PlacesMap({ view: { form, found }, map, speaker, preferences }: PlacesMapProps) {
  const letters = LETTERS[preferences.text ?? 'normal'];
  const layout = layOutMap(map, found, letters);
  const { markers, shown, visitor, names, stops } = layout;
  const lines = drawLines(map.lines, map.frame, MOST_LINE_POINTS);
  const verdicts = VERDICTS.filter((verdict) => shown.some(({ found: { fit } }) => fit?.verdict === verdict));
  return (
    <section id="map" aria-labelledby="map-heading" tabIndex={-1}>
      <h2 id="map-heading">{speaker.say('map')}</h2>
      <p class="map-says" role="status">
        {shown.length === found.length
          ? speaker.say('mapShowsAll', shown.length)
          : speaker.say('mapShowsPart', shown.length, found.length)}
      </p>
      <p>
        {speaker.say('mapExtra')}{' '}
        <a href={hrefWith('/places', preferences, formPairs(form))}>{speaker.say('onlyList')}</a>
      </p>
      <div class="map-body" tabIndex={-1}>
        <MapMoves form={form} map={map} preferences={preferences} speaker={speaker} />
        <p class="map-keys" hidden>
          {speaker.say('mapKeys')}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset. */}
        <svg
          class="map"
          viewBox={`0 0 ${MAP_SIDE} ${MAP_SIDE + STRIP}`}
          role="group"
          aria-labelledby="map-heading"
          aria-describedby="map-width"
        >
          <MarkerShapes verdicts={verdicts} />
          <MapGround frame={map.frame} lines={lines} speaker={speaker} />
          <svg aria-hidden="true">
            {stops.length > 0 && <path class="map-stops" d={marksPath(stops)} />}
            {names.map(({ name, x, y }) => (
              <text class="map-name" x={x} y={y} key={name}>
                {name}
              </text>
            ))}
            <MapLeads markers={markers} />
            {visitor && <VisitorMark {...visitor} />}
          </svg>
          <MapMarkers
            markers={markers}
            form={form}
            preferences={preferences}
            speaker={speaker}
            letters={letters}
          />
        </svg>
        <p id="map-width">{speaker.say('mapWidth', map.frame.spanMetres)}</p>
        <MapLegend
          layout={layout}
          verdicts={verdicts}
          map={map}
          hasLines={lines.length > 0}
          speaker={speaker}
        />
      </div>
    </section>
  );
}
