import type { Preferences } from '../../kit/preferences.ts';
import { translated } from '../../kit/translation.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import { placeHref } from '../places-query.ts';
import type { PlacesForm } from '../places-view.ts';
import type { Marker, Numbered } from './arrange-markers.ts';
import { partHref } from './map-moves.tsx';
import { MarkerShape } from './marker-shape.tsx';
import { NumberPlate } from './number-plate.tsx';

interface MarkersProps {
  readonly markers: readonly Marker[];
  readonly form: PlacesForm;
  readonly preferences: Preferences;
  readonly speaker: PlaceSpeaker;
  /** Height of the letters, in units. */
  readonly letters: number;
}

/** A link for every place, in the order of the list; and one to a closer map for those that are joined. */
export function MapMarkers({ markers, form, preferences, speaker, letters }: MarkersProps) {
  return (
    <g class="markers">
      {markers.map(({ members, x, y, joined }) => (
        <g transform={`translate(${x} ${y})`} key={members[0]?.number}>
          {joined ? (
            <a class="plate" href={partHref(form, preferences, joined.closer)}>
              <title>{speaker.text('joinedMarker', members.length, joined.plate)}</title>
              <NumberPlate joined={joined} letters={letters} />
            </a>
          ) : (
            members.map((member) => (
              <PlaceLink
                member={member}
                form={form}
                preferences={preferences}
                speaker={speaker}
                key={member.number}
              />
            ))
          )}
        </g>
      ))}
    </g>
  );
}

interface PlaceLinkProps extends Pick<MarkersProps, 'form' | 'preferences' | 'speaker'> {
  readonly member: Numbered;
}

function PlaceLink({ member, form: { needs }, preferences, speaker }: PlaceLinkProps) {
  const { number, found } = member;
  const { place, fit } = found;
  const verdict = fit?.verdict ?? null;
  const { text, lang = speaker.language } = translated(place.name, speaker.language);
  // The name and the words beside it may be in two languages; then neither can be claimed for the whole.
  const isOneLanguage = !verdict || lang === speaker.languageOf('marker');
  return (
    <a
      class={verdict ?? undefined}
      href={placeHref(place.slug, needs, preferences)}
      lang={isOneLanguage && lang !== speaker.language ? lang : undefined}
    >
      <title>{speaker.text('marker', number, text, verdict)}</title>
      <MarkerShape verdict={verdict} />
      <text>{number}</text>
    </a>
  );
}

/** From where a place is to its marker, where that had to make room. */
export function MapLeads({ markers }: Pick<MarkersProps, 'markers'>) {
  const moved = markers.flatMap(({ away, x, y }) => (away ? [{ away, x, y }] : []));
  if (moved.length === 0) return null;
  return (
    <>
      <path class="map-lead" d={moved.map(({ away, x, y }) => `M${away.x} ${away.y}L${x} ${y}`).join('')} />
      <path class="map-dot" d={moved.map(({ away }) => `M${away.x} ${away.y}h0`).join('')} />
    </>
  );
}
