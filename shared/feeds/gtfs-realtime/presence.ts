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

/** undefined when absent or empty. */
export function presentString(holder: object, field: string): string | undefined {
  if (!Object.hasOwn(holder, field)) return undefined;
  const value = (holder as Record<string, unknown>)[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
