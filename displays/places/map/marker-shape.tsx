import type { Verdict } from '#shared/domain/places/fit.ts';

/** The shape of a marker for one place: written once on a page, and drawn by reference. */
export const MarkerShape = ({ verdict }: { readonly verdict: Verdict | null }) => (
  <use href={`#mark-${verdict ?? 'place'}`} />
);

/** A verdict's sign alone. */
export const MarkerSign = ({
  verdict,
  x,
  y,
}: {
  readonly verdict: Verdict;
  readonly x: number;
  readonly y: number;
}) => <use href={`#sign-${verdict}`} x={x} y={y} />;

/**
 * What markers are drawn from: a disc; with a verdict, the shape of its sign, and the sign itself in the corner. Shapes
 * and signs differ without any colour.
 */
export function MarkerShapes({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  return (
    <defs>
      {verdicts.length === 0 && <circle id="mark-place" r="13" />}
      {verdicts.map((verdict) => (
        <g id={`mark-${verdict}`} key={verdict}>
          {verdict === 'unsuitable' ? <rect x="-13" y="-13" width="26" height="26" /> : <circle r="13" />}
          <g transform="translate(10 -10)">
            <g id={`sign-${verdict}`} class="map-sign">
              <circle r="6" />
              <path d={signs[verdict]} />
            </g>
          </g>
        </g>
      ))}
    </defs>
  );
}

const signs: Readonly<Record<Verdict, string>> = {
  confirmed: 'M-3 .2-.8 2.4 3-2',
  unconfirmed: 'M-1.8-1.6a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2M0 3.4v.1',
  unsuitable: 'M-2.4-2.4l4.8 4.8m0-4.8l-4.8 4.8',
};
