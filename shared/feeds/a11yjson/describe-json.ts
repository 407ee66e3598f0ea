import { isRecord, ownValue } from './find-in-accessibility.ts';

/** What came instead, for whoever has to put it right. */
export function describeJson(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (!isRecord(value)) return value === null ? 'null' : `a ${typeof value}`;
  const type = ownValue(value, 'type');
  if (typeof type === 'string') return `an object of type ${JSON.stringify(type.slice(0, 40))}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without properties';
  const named = keys.slice(0, 5).map((key) => JSON.stringify(key.slice(0, 40)));
  return `an object with ${named.join(', ')}${keys.length > 5 ? ' and more' : ''}`;
}
