import type { StaffDependencies, StaffRequest } from './staff-request.ts';

/** What takes longer is gone on with by the next request: gateways give up after half a minute. */
const WORKING_SECONDS = 15;

export const hasTime = (
  { now }: Pick<StaffRequest, 'now'>,
  { clock }: Pick<StaffDependencies, 'clock'>,
): boolean => clock.now() - now < WORKING_SECONDS;
