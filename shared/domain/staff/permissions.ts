import type { StaffRole } from './roles.ts';
import type { StaffMember } from './staff-member.ts';

/** What a route of the staff pages lets somebody do. */
export type StaffPermission =
  /** Signing in and out: anybody. */
  | 'none'
  /** See that there is a listing, its draft and its history. */
  | 'view'
  /** Write a new listing. */
  | 'create'
  | 'edit'
  | 'publish'
  /** Take in and give out many listings at once. */
  | 'import'
  | 'export'
  /** Look at what visitors report. */
  | 'moderate'
  /** Say that what a visitor has questioned is right, or has been put right. A venue does not clear itself. */
  | 'answer'
  /** Say who owns a venue, see who did what, and put somebody out who is signed in. */
  | 'administer';

/** Of every listing, or of those that the person owns. */
export type Reach = 'all' | 'own';

const granted: Readonly<Record<StaffRole, Readonly<Partial<Record<StaffPermission, Reach>>>>> = {
  editor: { view: 'all', create: 'all', edit: 'all', answer: 'all', import: 'all', export: 'all' },
  publisher: {
    view: 'all',
    create: 'all',
    edit: 'all',
    answer: 'all',
    publish: 'all',
    import: 'all',
    export: 'all',
  },
  moderator: { view: 'all', moderate: 'all' },
  'venue-owner': { view: 'own', edit: 'own' },
  administrator: { view: 'all', export: 'all', administer: 'all' },
};

/** How far somebody's permission reaches; undefined: not at all. */
export function reachOf(member: StaffMember, permission: StaffPermission): Reach | undefined {
  if (permission === 'none') return 'all';
  const reaches = member.roles.map((role) => granted[role][permission]);
  return reaches.includes('all') ? 'all' : reaches.includes('own') ? 'own' : undefined;
}

export const isOwner = ({ email }: StaffMember, owners: readonly string[]): boolean =>
  email !== null && owners.includes(email);

/** Whether somebody may do this to a listing with these owners. */
export function mayDo(member: StaffMember, permission: StaffPermission, owners: readonly string[]): boolean {
  const reach = reachOf(member, permission);
  return reach === 'all' || (reach === 'own' && isOwner(member, owners));
}
