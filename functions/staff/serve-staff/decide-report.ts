import { type Decision, decided, type Report } from '#shared/domain/reports/report.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { loadReport, writeDecision } from '#shared/store/report-store.ts';
import type { StaffDependencies, StaffRequest } from './staff-request.ts';

const FASTER = 'Somebody else has decided about this report meanwhile. Look at it again.';

/** The report that the path names. */
export async function reportAsked(
  { pathParameters }: StaffRequest,
  { reports }: Pick<StaffDependencies, 'reports'>,
): Promise<Report> {
  const id = pathParameters.reportId ?? '';
  const report = /^[0-9a-f]{32}$/.test(id) ? await loadReport(reports, id) : undefined;
  if (!report) throw new DomainError('not-found', 'There is no such report. It may have been deleted.');
  return report;
}

/** Puts a decision on a report. @throws DomainError `conflict` when it is not open to it any more */
export async function decide(
  report: Report,
  decision: Decision,
  reason: string | null,
  { step: { actor, now } }: StaffRequest,
  { reports }: Pick<StaffDependencies, 'reports'>,
): Promise<void> {
  const next = decided(report, { decision, by: actor, at: now, reason });
  if (!next || (await writeDecision(reports, next)) === 'conflict') throw new DomainError('conflict', FASTER);
}

/** One decision on several reports. What somebody else has closed meanwhile is closed. */
export async function closeAll(
  open: readonly Report[],
  decision: 'confirmed',
  { step: { actor, now } }: StaffRequest,
  { reports }: Pick<StaffDependencies, 'reports'>,
): Promise<void> {
  for (const report of open) {
    const next = decided(report, { decision, by: actor, at: now, reason: null });
    if (next) await writeDecision(reports, next);
  }
}
