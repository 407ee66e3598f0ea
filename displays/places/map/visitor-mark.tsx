import type { Spot } from './arrange-markers.ts';

/** A cross in a ring: like nothing else on the map. */
export function VisitorMark({ x, y }: Spot) {
  return (
    <g class="map-visitor" transform={`translate(${x} ${y})`}>
      <circle r="9" />
      <path d="M-13 0h26M0-13v26" />
    </g>
  );
}
