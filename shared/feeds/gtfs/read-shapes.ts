import { groupRows, IntColumn } from '../../domain/transit/timetable-compile/int-column.ts';
import type { SourceShape } from '../../domain/transit/timetable-compile/timetable-source.ts';
import { type FeedReading, type Row, readTable } from './read-table.ts';

const file = 'shapes.txt';
const columns = ['shape_id', 'shape_pt_lat', 'shape_pt_lon', 'shape_pt_sequence'] as const;
type Column = (typeof columns)[number];
const PER_DEGREE = 100_000;

export interface Shapes {
  /** By the number that trips give; without points where the file has none. */
  readonly shape: (number: number) => SourceShape;
  readonly pointCount: (number: number) => number;
  readonly count: number;
}

/** Reads the points of the shapes that trips name; the others are counted and let go. */
export async function readShapes(
  reading: FeedReading,
  shapeIds: ReadonlyMap<string, number>,
): Promise<Shapes> {
  const { notices } = reading;
  const shapes = new IntColumn();
  const sequences = new IntColumn();
  const lats = new IntColumn();
  const lons = new IntColumn();
  let count = 0;

  const readOne = (row: Row<Column>) => {
    const place = (field: Column) => ({ file, line: row.line, field });
    const [lat, lon] = [row.get('shape_pt_lat'), row.get('shape_pt_lon')];
    const sequence = row.get('shape_pt_sequence');
    if (lat === '' || lon === '' || !(Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180)) {
      return notices.rejected(
        place('shape_pt_lat'),
        'invalid-coordinates',
        () => `"${lat}", "${lon}" is no position.`,
      );
    }
    if (!/^\d{1,9}$/.test(sequence)) {
      return notices.rejected(
        place('shape_pt_sequence'),
        'invalid-sequence',
        () => `"${sequence}" is no number.`,
      );
    }
    count++;
    const shape = shapeIds.get(row.get('shape_id'));
    if (shape === undefined) return;
    shapes.push(shape);
    sequences.push(Number(sequence));
    lats.push(Math.round(Number(lat) * PER_DEGREE));
    lons.push(Math.round(Number(lon) * PER_DEGREE));
  };

  await readTable<Column>(
    reading,
    { file, required: columns, optional: [], extra: true },
    (row) => () => readOne(row),
  );
  const names = [...shapeIds.keys()];
  const { starts, order } = groupRows(shapes.length, names.length, (point) => shapes.get(point));
  return {
    shape: (number) => {
      const points = [...order.subarray(starts[number], starts[number + 1])];
      points.sort((a, b) => sequences.get(a) - sequences.get(b));
      return {
        shapeId: names[number] ?? '',
        lats: points.map((point) => lats.get(point)),
        lons: points.map((point) => lons.get(point)),
      };
    },
    pointCount: (number) => (starts[number + 1] ?? 0) - (starts[number] ?? 0),
    count,
  };
}
