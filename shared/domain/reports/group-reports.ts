import type { FactId } from '../places/fact-dictionary.ts';
import type { Report } from './report.ts';

/** What the queue knows of each report that is not closed. */
export type OpenReport = Pick<
  Report,
  'id' | 'placeId' | 'placeName' | 'fact' | 'finding' | 'at' | 'state' | 'visited'
>;

export interface ReportGroup {
  readonly placeId: string;
  readonly placeName: string;
  readonly fact: FactId | null;
  /** Oldest first. */
  readonly reports: readonly OpenReport[];
}

const byAge = (a: OpenReport, b: OpenReport) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

/** Reports of one fact of a place together; the group that has waited longest first. */
export function grouped(reports: readonly OpenReport[]): ReportGroup[] {
  const groups = new Map<string, [OpenReport, ...OpenReport[]]>();
  for (const report of [...reports].sort(byAge)) {
    const key = `${report.placeId}#${report.fact ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(report);
    else groups.set(key, [report]);
  }
  return [...groups.values()].map((list) => {
    const [{ placeId, placeName, fact }] = list;
    return { placeId, placeName, fact, reports: list };
  });
}
