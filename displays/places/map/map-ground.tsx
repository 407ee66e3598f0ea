import { type DrawnLine, linesInFrame } from '#shared/domain/map/lines-in-frame.ts';
import { type MapFrame, scaleBarMetres } from '#shared/domain/map/map-frame.ts';
import type { RouteLine } from '#shared/domain/transit/timetable.ts';
import type { PlaceSpeaker } from '../../kit/words/place-speaker.tsx';
import { MAP_SIDE, type Spot } from './arrange-markers.ts';

/** Below the map, for its scale and north. */
export const STRIP = 26;
/** Lines are drawn in quarters of a unit. */
const FINER = 4;

/** @param mostPoints of all lines together; a point is some five bytes of the page */
export const drawLines = (lines: readonly RouteLine[], frame: MapFrame, mostPoints: number) =>
  linesInFrame(lines, frame, MAP_SIDE * FINER, mostPoints);

interface GroundProps {
  readonly frame: MapFrame;
  /** As drawLines gives them. */
  readonly lines: readonly DrawnLine[];
  readonly speaker: PlaceSpeaker;
}

/** What lies under everything else: where buses run, the edge, the scale, north. */
export function MapGround({ frame, lines, speaker }: GroundProps) {
  return (
    <svg aria-hidden="true">
      <rect class="map-ground" x="0.75" y="0.75" width={MAP_SIDE - 1.5} height={MAP_SIDE - 1.5} />
      {lines.length > 0 && (
        <path class="map-lines" d={lines.map(pathOf).join('')} transform={`scale(${1 / FINER})`} />
      )}
      <ScaleBar frame={frame} speaker={speaker} />
      <path class="map-north" d={`M${MAP_SIDE - 10} ${MAP_SIDE + 5}l6 17-6-4-6 4Z`} />
      <text x={MAP_SIDE - 27} y={MAP_SIDE + 15}>
        {speaker.text('northMark')}
      </text>
    </svg>
  );
}

function ScaleBar({ frame, speaker }: Pick<GroundProps, 'frame' | 'speaker'>) {
  const metres = scaleBarMetres(frame);
  const width = Math.round((metres / frame.spanMetres) * MAP_SIDE);
  return (
    <>
      <path class="map-scale" d={`M1 ${MAP_SIDE + 8}v10h${width}v-10`} />
      <text class="map-scale-text" x={width + 8} y={MAP_SIDE + 15}>
        {speaker.text('scaleMark', metres)}
      </text>
    </>
  );
}

/** In steps from point to point, which are the shortest to write. */
function pathOf(line: DrawnLine): string {
  let path = `M${line[0]} ${line[1]}l`;
  for (let i = 2; i < line.length; i += 2) {
    for (const step of [(line[i] ?? 0) - (line[i - 2] ?? 0), (line[i + 1] ?? 0) - (line[i - 1] ?? 0)]) {
      path += step < 0 || path.endsWith('l') ? step : ` ${step}`;
    }
  }
  return path;
}

/** Small squares: a line of no length with square ends. */
export const marksPath = (spots: readonly Spot[]): string => spots.map(({ x, y }) => `M${x} ${y}h0`).join('');
