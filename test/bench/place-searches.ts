import type { Position } from '#shared/domain/places/find-places.ts';
import { USUAL_SIZE } from '#shared/domain/places/visitor-needs.ts';
import type { PlaceSearch } from '#shared/store/places-reader.ts';
import { Draw } from './draw.ts';
import { PLACES_NOW, syntheticPlace } from './synthetic-places.ts';

/** What visitors ask for, each kind in so many variants. */
export const searchKinds = ['text', 'near', 'needs', 'open', 'access', 'all'] as const;
export type SearchKind = (typeof searchKinds)[number];
const VARIANTS = 50;
const DAY_SECONDS = 86_400;

const LETTERS = 'abcdefghijklmnoprstuvwy';

/** One letter of the longest word is another. */
function mistyped(draw: Draw, words: readonly string[]): string {
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a), '');
  const at = draw.int(1, longest.length - 1);
  const wrong = longest.slice(0, at) + draw.one([...LETTERS]) + longest.slice(at + 1);
  return words.map((word) => (word === longest ? wrong : word)).join(' ');
}

/** One to three words of the name of a place that there is. */
function textFor(draw: Draw, name: string): string {
  const words = name.split(' ');
  const count = draw.int(1, Math.min(3, words.length));
  const first = draw.int(0, words.length - count);
  return mistyped(draw, words.slice(first, first + count)).toLowerCase();
}

function searchOf(kind: SearchKind, draw: Draw, placeCount: number): PlaceSearch {
  const wanted = syntheticPlace(draw.int(0, placeCount - 1));
  const text = textFor(draw, wanted.name.en ?? '');
  const off = () => (draw.random() - 0.5) / 100;
  const near: Position = { lat: wanted.lat + off(), lon: wanted.lon + off() };
  const radiusMetres = draw.one([500, 1_000, 2_000, 5_000]);
  const size = { width: draw.int(55, 75), length: draw.int(100, 150), turning: draw.int(150, 220) };
  const aid = { kind: 'scooter', ...USUAL_SIZE.scooter, ...size } as const;
  const needs = { aid, ...(draw.chance(0.5) && { toilet: 'accessible' as const }) };
  const at = PLACES_NOW + draw.int(0, 300) * DAY_SECONDS + draw.int(-3, 10) * 3_600;
  const access = draw.some(['stepFreeEntrance', 'accessibleToilet', 'hearingLoop', 'lift'] as const, 2);
  const searches: Record<SearchKind, PlaceSearch> = {
    text: { text },
    near: { near, radiusMetres },
    needs: { needs },
    open: { onlyOpen: true, at },
    access: { access },
    all: { text, near, radiusMetres: 20_000, needs, onlyOpen: true, at, access },
  };
  return searches[kind];
}

export function searchesOf(kind: SearchKind, placeCount: number): PlaceSearch[] {
  const draw = new Draw(1_000_000 + searchKinds.indexOf(kind));
  return Array.from({ length: VARIANTS }, () => searchOf(kind, draw, placeCount));
}
