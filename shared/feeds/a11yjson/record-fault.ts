import * as z from 'zod/mini';
import { placeSchema } from '../../contracts/place-schema.ts';
import type { Place } from '../../domain/places/place.ts';

/** Why a record cannot be used: the first thing that is wrong with it. */
export interface RecordFault {
  readonly field: string;
  readonly reason: string;
}

type Issue = z.core.$ZodIssue;

/** A field of a listing may be filled with names from anywhere. */
const shown = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

export function fieldOf(issue: Issue): string {
  const [first] = issue.path;
  if (first === 'lat' || first === 'lon') return 'geometry.coordinates';
  const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return shown([...issue.path, ...keys].map(String).join('.')) || 'record';
}

function reasonOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be of type ${issue.expected === 'record' ? 'object' : issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'number'
        ? `must be at most ${issue.maximum}`
        : `is longer than ${issue.maximum}`;
    case 'invalid_value':
      return shown(`must be one of ${issue.values.join(', ')}`);
    case 'invalid_format':
      return issue.format === 'regex' ? 'is not in the right form' : `is no ${issue.format}`;
    case 'invalid_key':
      return 'is no language tag';
    case 'unrecognized_keys':
      return 'is not part of a listing';
    default:
      return shown(issue.message);
  }
}

/** The listing, or what keeps it from being one. `issues` names every field at fault. */
export function checkPlace(
  candidate: unknown,
): { readonly place: Place } | { readonly fault: RecordFault; readonly issues: readonly Issue[] } {
  const { success, data, error } = z.safeParse(placeSchema, candidate);
  if (success) return { place: data };
  const { issues } = error;
  const [issue] = issues;
  const fault = issue
    ? { field: fieldOf(issue), reason: reasonOf(issue) }
    : { field: 'record', reason: 'is no listing' };
  return { fault, issues };
}
