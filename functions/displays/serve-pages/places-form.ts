import { FORM_FIELDS, type FormField, type PlacesForm } from '#displays/places/places-view.ts';
import { timeParameter } from '#functions/runtime/time-parameter.ts';
import { type FactId, isFactId } from '#shared/domain/places/fact-dictionary.ts';
import { factNamed } from '#shared/domain/places/fact-names.ts';
import { PLACE_KINDS, type PlaceKind } from '#shared/domain/places/place.ts';
import { LARGEST_SIZE, parseNeeds, type VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import type { PlaceSearch } from '#shared/store/places-reader.ts';

export interface ReadForm {
  readonly form: PlacesForm;
  readonly search: PlaceSearch;
  /** The first field that was not understood; its filter is left out. */
  readonly misread: FormField | null;
}

const LONGEST_TEXT = 100;

const isKind = (text: string): text is PlaceKind => (PLACE_KINDS as readonly string[]).includes(text);
/** By its name in an address, as the API has it, or by its id, as the form sends it. */
const factOf = (text: string): FactId | undefined => factNamed(text) ?? (isFactId(text) ? text : undefined);

/**
 * Reads what the search form sends. What cannot be read costs nothing but itself: the rest is searched for, the page
 * says which field it was, and what was typed stays in it.
 */
export function readPlacesForm(query: URLSearchParams, timeZone: string): ReadForm {
  const field = (name: FormField) => (query.get(name) ?? '').trim();
  const misread: FormField[] = [];
  const text = field('q').slice(0, LONGEST_TEXT);
  const kind = isKind(field('kind')) ? (field('kind') as PlaceKind) : null;
  if (field('kind') !== '' && !kind) misread.push('kind');
  const { open, at } = readOpen(field, timeZone, misread);
  const needs = readNeeds(field, misread);
  const near = readPosition(field('near'));
  if (field('near') !== '' && !near) misread.push('near');
  const named = query.getAll('access').flatMap((names) => names.split(','));
  const access = [...new Set(named.flatMap((name) => factOf(name.trim()) ?? []))];
  if (named.some((name) => name.trim() !== '' && !factOf(name.trim()))) misread.push('access');
  const typed = Object.fromEntries(misread.map((name) => [name, field(name).slice(0, LONGEST_TEXT)]));
  return {
    form: {
      text,
      kind,
      open,
      needs,
      near: near ? `${near.lat},${near.lon}` : null,
      access,
      ...(misread.length > 0 && { typed }),
    },
    search: {
      text: text || undefined,
      kinds: kind ? [kind] : undefined,
      onlyOpen: open !== null,
      at,
      near,
      needs,
      access,
    },
    misread: FORM_FIELDS.find((name) => misread.includes(name)) ?? null,
  };
}

type Field = (name: FormField) => string;

function readOpen(
  field: Field,
  timeZone: string,
  misread: FormField[],
): { open: string | null; at: number | undefined } {
  if (field('open') === 'now') return { open: 'now', at: undefined };
  if (field('open') !== 'at') {
    if (field('open') !== '') misread.push('open');
    return { open: null, at: undefined };
  }
  try {
    const at = timeParameter('at', field('at'), timeZone);
    // The field of the form knows local times alone.
    if (at !== undefined && !/(Z|[+-]\d\d:\d\d)$/.test(field('at')))
      return { open: field('at').slice(0, 16), at };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  misread.push('at');
  return { open: null, at: undefined };
}

const FLAGS: readonly (readonly [FormField, string])[] = [
  ['stepfree', 'step-free'],
  ['hearing', 'hearing'],
  ['vision', 'vision'],
  ['quiet', 'quiet'],
  ['dog', 'dog'],
];
const MEASURES = ['width', 'length', 'turning'] as const;

/** Sizes count only with an aid; without one they are what is left of another choice. */
function readNeeds(field: Field, misread: FormField[]): VisitorNeeds | null {
  const words: string[] = [];
  const aid = field('aid');
  const add = (name: FormField, word: string) => {
    const parsed = parseNeeds([...words, word].join(','));
    if ('unknown' in parsed) misread.push(name);
    else words.push(word);
  };
  if (aid === 'scooter' || aid === 'wheelchair') {
    words.push(aid);
    for (const name of MEASURES) {
      if (field(name) === '') continue;
      add(name, `${name}:${field(name)}`);
      // Nobody is told that a place suits an aid whose size was not understood.
      if (misread.includes(name)) words.push(`${name}:${LARGEST_SIZE[name]}`);
    }
  }
  if (field('step') !== '') add('step', `step:${field('step')}`);
  for (const [name, word] of FLAGS) if (field(name) === '1') words.push(word);
  if (field('toilet') === 'accessible') words.push('toilet');
  if (field('toilet') === 'changing-places') words.push('changing-places');
  const parsed = parseNeeds(words.join(','));
  return 'needs' in parsed ? parsed.needs : null;
}

export function readPosition(text: string): { lat: number; lon: number } | undefined {
  const match = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  const [lat, lon] = [Number(match?.[1]), Number(match?.[2])];
  return match && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
