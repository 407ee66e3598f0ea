import { stringify } from 'csv-stringify/sync';
import type { AccuracyScore } from '../accuracy-json.ts';
import { inertCell } from '../spreadsheet-text.ts';

export interface AccuracyRow extends AccuracyScore {
  readonly feed: string;
  /** YYYYMMDD. */
  readonly serviceDate: string;
}

/** Columns in their order, by what they are called in the file. */
const columns = {
  service_date: ({ serviceDate }) =>
    `${serviceDate.slice(0, 4)}-${serviceDate.slice(4, 6)}-${serviceDate.slice(6)}`,
  feed: ({ feed }) => feed,
  source: ({ source }) => source,
  route_id: ({ routeId }) => routeId ?? '',
  line: ({ line }) => line ?? '',
  measure: ({ measure }) => measure,
  from_minutes: ({ fromMinutes }) => fromMinutes,
  to_minutes: ({ toMinutes }) => toMinutes,
  earliest_seconds: ({ earliestSeconds }) => earliestSeconds,
  latest_seconds: ({ latestSeconds }) => latestSeconds,
  samples: ({ samples }) => samples,
  accurate: ({ accurate }) => accurate,
  mean_error_seconds: ({ meanErrorSeconds }) => meanErrorSeconds ?? '',
  mean_absolute_error_seconds: ({ meanAbsoluteErrorSeconds }) => meanAbsoluteErrorSeconds ?? '',
  unseen: ({ unseen }) => unseen,
} satisfies Record<string, (row: AccuracyRow) => string | number>;

/** A row for each day, route, source and band (RFC 4180, UTF-8 with a byte order mark for spreadsheets). */
export function accuracyCsv(rows: readonly AccuracyRow[]): string {
  const cells = rows.map((row) => Object.values(columns).map((value) => inertCell(String(value(row)))));
  return stringify([Object.keys(columns), ...cells], { bom: true, record_delimiter: 'windows' });
}
