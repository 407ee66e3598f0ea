import type { EpochSeconds } from '../../domain/transit/service-day.ts';

const pattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/;
/** As for protobuf: what lies beyond is a word for "never". */
const LAST_INSTANT = 4_102_444_800;

/**
 * An xsd:dateTime. Without a zone it counts as UTC: so the UK's Bus Open Data Service writes those that it adds.
 * @returns undefined for what is no instant of this century
 */
export function parseDateTime(text: string | undefined): EpochSeconds | undefined {
  const [, local, zone = 'Z'] = pattern.exec(text?.trim() ?? '') ?? [];
  if (local === undefined) return undefined;
  const seconds = Math.floor(Date.parse(local + zone) / 1000);
  return seconds > 0 && seconds < LAST_INSTANT ? seconds : undefined;
}

/** Whether a dateTime says which clock it is of. */
export const hasZone = (text: string): boolean => pattern.exec(text.trim())?.[2] !== undefined;
