import { isoWithOffset } from '../domain/transit/service-day.ts';
import type { ImportReport } from '../domain/transit/timetable.ts';
import type { TimetableJson } from './transit-json.ts';

export function toTimetableJson(reports: readonly ImportReport[], timeZone: string): TimetableJson {
  return {
    feeds: reports.map(({ feedId, importedAt, notices, totals, counts, ...report }) => ({
      id: feedId,
      version: report.version,
      importedAt: isoWithOffset(importedAt, timeZone),
      publisher: report.publisher,
      feedVersion: report.feedVersion,
      counts: { ...counts },
      validity: { ...report.validity },
      totals: totals.map((total) => ({ ...total })),
      warnings: notices.map((notice) => ({ ...notice })),
    })),
  };
}
