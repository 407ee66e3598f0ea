import { integerParameter, pointParameter } from '#functions/runtime/query-parameters.ts';
import { timeParameter } from '#functions/runtime/time-parameter.ts';
import type { FactId } from '#shared/domain/places/fact-dictionary.ts';
import { factNamed } from '#shared/domain/places/fact-names.ts';
import { PLACE_KINDS, type PlaceKind } from '#shared/domain/places/place.ts';
import { parseNeeds, type VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlaceSearch } from '#shared/store/places-reader.ts';

/** Reads the query of the API; every refusal is a DomainError `invalid-input` that names the parameter. */

const MAX_RADIUS_METRES = 100_000;
const MAX_TEXT = 100;

const words = (query: URLSearchParams, name: string): string[] =>
  (query.get(name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const isKind = (word: string): word is PlaceKind => (PLACE_KINDS as readonly string[]).includes(word);

function kindsOf(query: URLSearchParams): PlaceKind[] | undefined {
  const given = words(query, 'kind');
  const unknown = given.find((word) => !isKind(word));
  if (unknown !== undefined)
    throw new DomainError('invalid-input', `kind: "${unknown}" is none of ${PLACE_KINDS.join(', ')}.`);
  return given.length === 0 ? undefined : given.filter(isKind);
}

export function accessOf(query: URLSearchParams): FactId[] {
  return [...new Set(words(query, 'access'))].map((word) => {
    const fact = factNamed(word);
    if (!fact)
      throw new DomainError(
        'invalid-input',
        `access: "${word}" is not the name of a fact that a place has or not.`,
      );
    return fact;
  });
}

export function needsOf(query: URLSearchParams): VisitorNeeds | null {
  const parsed = parseNeeds(query.get('needs') ?? '');
  if ('unknown' in parsed)
    throw new DomainError('invalid-input', `needs: "${parsed.unknown}" is not understood.`);
  return parsed.needs;
}

/** All parameters of GET /v1/places but `limit`. */
export function searchOf(query: URLSearchParams, timeZone: string): PlaceSearch {
  const text = (query.get('q') ?? '').trim();
  if (text.length > MAX_TEXT)
    throw new DomainError('invalid-input', `q must be at most ${MAX_TEXT} characters.`);
  const near = query.has('near') ? pointParameter(query, 'near') : undefined;
  if (!near && query.has('radius'))
    throw new DomainError('invalid-input', 'radius says nothing without near.');
  const radiusMetres = query.has('radius')
    ? integerParameter(query, 'radius', { least: 1, most: MAX_RADIUS_METRES, otherwise: MAX_RADIUS_METRES })
    : undefined;
  const open = query.get('open');
  return {
    text: text || undefined,
    kinds: kindsOf(query),
    near,
    radiusMetres,
    onlyOpen: open !== null,
    at: open === null ? undefined : timeParameter('open', open, timeZone),
    access: accessOf(query),
    needs: needsOf(query),
  };
}
