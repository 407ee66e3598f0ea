/** protobufjs puts defaults on the prototype: only an own property was sent (semantics: "check hasX before use"). */

/** A protobuf integer, which may come as a Long, as a number. */
export function integerOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (
    value !== null &&
    typeof value === 'object' &&
    'toNumber' in value &&
    typeof value.toNumber === 'function'
  ) {
    return Number(value.toNumber());
  }
  return 0;
}

export function presentNumber(holder: object, field: string): number | undefined {
  if (!Object.hasOwn(holder, field)) return undefined;
  const value = (holder as Record<string, unknown>)[field];
  return value === null || value === undefined ? undefined : integerOf(value);
}

/** 2100-01-01: what lies beyond is no time in seconds, but milliseconds or a word for "never". */
const LAST_INSTANT = 4_102_444_800;

/** A POSIX time in seconds; undefined when absent, zero, or none that a feed of this century can mean. */
export function presentInstant(holder: object, field: string): number | undefined {
  const value = presentNumber(holder, field);
  return value !== undefined && value > 0 && value < LAST_INSTANT ? value : undefined;
}

/** undefined when absent or empty. */
export function presentString(holder: object, field: string): string | undefined {
  if (!Object.hasOwn(holder, field)) return undefined;
  const value = (holder as Record<string, unknown>)[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
