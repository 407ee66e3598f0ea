import type { ComponentChildren } from 'preact';
import type { Verdict } from '#shared/domain/places/fit.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import type { MapLayout } from './lay-out-map.ts';
import type { PlacesMapView } from './map-view.ts';
import { MarkerShape } from './marker-shape.tsx';
import { VisitorMark } from './visitor-mark.tsx';

interface LegendProps {
  readonly layout: MapLayout;
  /** Of those on the map. */
  readonly verdicts: readonly Verdict[];
  readonly map: PlacesMapView;
  readonly hasLines: boolean;
  readonly speaker: PlaceSpeaker;
}

/** What the drawing means, and only of what is drawn. */
export function MapLegend({ layout, verdicts, map, hasLines, speaker }: LegendProps) {
  const { markers, shown, visitor, stops } = layout;
  return (
    <>
      <h3>{speaker.say('legend')}</h3>
      <ul class="map-legend">
        {verdicts.length === 0 && shown.length > 0 && (
          <Entry sign={<Marker verdict={null} />}>{speaker.say('legendPlace')}</Entry>
        )}
        {verdicts.map((verdict) => (
          <Entry sign={<Marker verdict={verdict} />} key={verdict}>
            {speaker.say('verdict', verdict)}
          </Entry>
        ))}
        {markers.some(({ joined }) => joined) && (
          <Entry
            sign={
              <g class="plate">
                <rect x="-17" y="-10" width="34" height="20" rx="4" />
                <text x="-14">1–9</text>
              </g>
            }
          >
            {speaker.say('legendJoined')}
          </Entry>
        )}
        {markers.some(({ away }) => away) && (
          <Entry
            sign={
              <>
                <path class="map-lead" d="M-10 6 8-6" />
                <path class="map-dot" d="M-10 6h0" />
              </>
            }
          >
            {speaker.say('legendAway')}
          </Entry>
        )}
        {visitor && <Entry sign={<VisitorMark x={0} y={0} />}>{speaker.say('legendVisitor')}</Entry>}
        {stops.length > 0 && (
          <Entry sign={<path class="map-stops" d="M0 0h0" />}>{speaker.say('legendStop')}</Entry>
        )}
        {hasLines && (
          <Entry sign={<path class="map-lines" d="M-12 6q10 0 12-6t12-6" />}>
            {speaker.say('legendLine')}
          </Entry>
        )}
      </ul>
      {map.visitor && !visitor && <p>{speaker.say('visitorOutside')}</p>}
      {map.stops === null && <p>{speaker.say('stopsHidden')}</p>}
    </>
  );
}

const Marker = ({ verdict }: { readonly verdict: Verdict | null }) => (
  <g class="markers">
    <g class={verdict ?? undefined}>
      <MarkerShape verdict={verdict} />
    </g>
  </g>
);

export function Entry({
  sign,
  children,
}: {
  readonly sign: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <li>
      <svg viewBox="-18 -18 36 36" aria-hidden="true" focusable="false">
        {sign}
      </svg>
      <span>{children}</span>
    </li>
  );
}
