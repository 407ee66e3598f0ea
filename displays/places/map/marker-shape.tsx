import type { Verdict } from '#shared/domain/places/fit.ts';

/**
 * The shape of a marker: a disc; with a verdict, the shape of its sign, and the sign itself in the corner. Shapes and
 * signs differ without any colour.
 */
export function MarkerShape({ verdict }: { readonly verdict: Verdict | null }) {
  return (
    <>
      {verdict === 'unsuitable' ? <rect x="-12" y="-12" width="24" height="24" /> : <circle r="12" />}
      {verdict && <use href={`#mark-${verdict}`} x="10" y="-10" />}
    </>
  );
}

/** The signs, once for all markers that bear them. */
export function MarkerSigns({ verdicts }: { readonly verdicts: ReadonlySet<Verdict> }) {
  return (
    <defs>
      {[...verdicts].map((verdict) => (
        <g id={`mark-${verdict}`} class="map-sign" key={verdict}>
          <circle r="6" />
          <path d={signs[verdict]} />
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
