import type { StaffRole } from '#shared/domain/staff/roles.ts';

/** Invented people who may sign in on one machine. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
}

export const demoStaff: readonly DemoPerson[] = [
  { id: 'ellen', name: 'Ellen Editor', email: 'ellen@example.org', roles: ['editor'] },
  { id: 'pat', name: 'Pat Publisher', email: 'pat@example.org', roles: ['publisher'] },
  { id: 'mo', name: 'Mo Moderator', email: 'mo@example.org', roles: ['moderator'] },
  { id: 'vic', name: 'Vic Venue Owner', email: 'vic@example.org', roles: ['venue-owner'] },
  { id: 'ada', name: 'Ada Administrator', email: 'ada@example.org', roles: ['administrator'] },
  { id: 'nora', name: 'Nora Nobody', email: 'nora@example.org', roles: [] },
];
