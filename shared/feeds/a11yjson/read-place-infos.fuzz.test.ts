import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { a11yPathOf } from '#shared/contracts/open-data/a11y-path.ts';
import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import { placeSchema } from '#shared/contracts/place-schema.ts';
import { FACT_IDS, type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { feed, readAt } from '#test/builders/a11yjson-feed.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { readFacts } from './read-facts.ts';
import { readPlaceInfos } from './read-place-infos.ts';

interface Node {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every place in a tree where a value stands. */
const nodesOf = (tree: object): Node[] =>
  Object.entries(tree).flatMap(([key, value]) => [
    { holder: tree as Record<string, unknown>, key },
    ...(typeof value === 'object' && value !== null ? nodesOf(value) : []),
  ]);

describe('damaged input', () => {
  const junk = fc.oneof(
    fc.constantFrom(
      'null',
      'true',
      '{}',
      '[]',
      '-1',
      '1e999',
      '"',
      ',',
      '{"__proto__":',
      '"constructor":',
      '\\u0000',
      ':',
    ),
    fc.string({ maxLength: 6 }),
  );
  const damages = fc.array(fc.record({ at: fc.nat(), cut: fc.nat({ max: 20 }), junk }), {
    minLength: 1,
    maxLength: 4,
  });
  const texts = fc.sample(arbitraryPlaces, 40).map((places, index) => {
    const { placeInfos } = toPlaceInfos(places, 'x');
    const text = JSON.stringify(placeInfos);
    return index % 2 ? text : text.replaceAll('xDigitalWelcome', 'extra');
  });

  it('is read or refused, never more', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), damages, (whole, changes) => {
        let damaged = whole;
        for (const change of changes) {
          const at = change.at % (damaged.length + 1);
          damaged = damaged.slice(0, at) + change.junk + damaged.slice(at + change.cut);
        }
        try {
          for (const place of readPlaceInfos(damaged, feed, readAt).places) z.parse(placeSchema, place);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          expect(error.kind).toBe('upstream');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('with parts exchanged is read or refused, and what is read is a listing', { timeout: 60_000 }, () => {
    const values = fc.oneof(
      fc.constantFrom(null, true, -1, 1e300, '', {}, [], '__proto__', 'a'.repeat(6_000), [[[[]]]]),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const exchanges = fc.array(fc.record({ at: fc.nat(), value: values, isRemoved: fc.boolean() }), {
      minLength: 1,
      maxLength: 3,
    });
    let taken = 0;
    fc.assert(
      fc.property(fc.constantFrom(...texts), exchanges, (whole, changes) => {
        const root = { root: JSON.parse(whole) };
        for (const { at, value, isRemoved } of changes) {
          const nodes = nodesOf(root).slice(1);
          const node = nodes[at % nodes.length];
          if (node && isRemoved) delete node.holder[node.key];
          else if (node) node.holder[node.key] = value;
        }
        if (!Array.isArray(root.root)) return;
        const { places, rejected } = readPlaceInfos(JSON.stringify(root.root), feed, readAt);
        expect(places.length + rejected.length).toBe(root.root.length);
        for (const place of places) expect(z.parse(placeSchema, place)).toEqual(place);
        taken += places.length;
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(500);
  });

  it('of any shape says nothing of a fact unless its own words stand there', { timeout: 60_000 }, () => {
    const keys = [...new Set(FACT_IDS.flatMap((id) => (a11yPathOf(id) ?? []).map(({ key }) => key)))];
    const leaves = fc.constantFrom(null, 'yes', 'true', 0, 1, '', '90', -5, Number.MAX_VALUE, {}, []);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 6 }, leaves, fc.array(tie('tree'), { maxLength: 3 }), tie('branch')),
      branch: fc.dictionary(fc.constantFrom(...keys, '__proto__', 'constructor', 'toString'), tie('tree')),
    }));
    fc.assert(
      fc.property(tree, (accessibility) => {
        for (const [id, { status, value }] of Object.entries(readFacts(accessibility, {}))) {
          const isCount = factDefinition(id as FactId).unit === 'count';
          const isNoBays = id === 'blueBadgeParking' && status === 'no';
          expect(status === 'not-applicable' || isNoBays || (isCount && Number.isInteger(value))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
