import type { Marker } from './arrange-markers.ts';
import { MarkerSign } from './marker-shape.tsx';
import { PADDING, plateIndent, plateLineAt } from './plate-lines.ts';

interface PlateProps {
  readonly joined: NonNullable<Marker['joined']>;
  /** Their height, in units. */
  readonly letters: number;
}

/** The numbers of several places, those of each verdict after its sign. */
export function NumberPlate({ joined: { plate, box }, letters }: PlateProps) {
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  const left = Math.round(-width / 2 + PADDING * letters);
  const indent = Math.round(plateIndent(plate) * letters);
  return (
    <>
      <rect x={-width / 2} y={-height / 2} width={width} height={height} rx="4" />
      {plate.map(({ verdict, text }, i) => {
        const y = Math.round(plateLineAt(plate, i) * letters);
        return (
          <g key={text}>
            {verdict && <MarkerSign verdict={verdict} x={left + 6} y={y} />}
            <text x={left + indent} y={y}>
              {text}
            </text>
          </g>
        );
      })}
    </>
  );
}
