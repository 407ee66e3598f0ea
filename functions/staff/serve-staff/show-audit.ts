import { auditPage } from '#displays/staff/audit-page.tsx';
import { loadAudit } from '#shared/store/audit-store.ts';
import type { StaffDependencies, StaffHandler } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';

/** Who did what, by month. */
export const auditRoutes = ({
  audit,
}: Pick<StaffDependencies, 'audit'>): Readonly<Record<string, StaffHandler>> => ({
  'GET /staff/audit': async (request) => {
    const asked = request.query.get('month') ?? '';
    const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : request.step.now.slice(0, 7);
    const before = request.query.get('before') ?? '';
    const page = await loadAudit(audit, month, /^[\w:.#-]{1,80}$/.test(before) ? before : undefined);
    return staffHtml(auditPage({ month, ...page }, request.around));
  },
});
