import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeSchema } from '#shared/contracts/place-schema.ts';
import { slugOf } from './slug.ts';

const { slug: slugSchema, id: idSchema } = placeSchema.shape;

describe('the address made of a name', () => {
  it.each([
    ['The Old Mill', 'the-old-mill'],
    ["St John's Kirk", 'st-johns-kirk'],
    ['Pèrth & Kinross', 'perth-and-kinross'],
    ['  --Café--  ', 'cafe'],
    ['1,000 stones', '1-000-stones'],
    ['박물관', 'place'],
    ['', 'place'],
    [`${'a'.repeat(59)} mill`, 'a'.repeat(59)],
  ])('of %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('-', ' ', 'a', '&', "'", 'É', 'ß', 'ﬁ', '\u0301', '\0'), { maxLength: 200 })
      .map((all) => all.join('')),
  );
  it('can always be published, and stand as an id', () => {
    fc.assert(
      fc.property(name, (text) => {
        const slug = slugOf(text);
        expect(slugSchema.safeParse(slug).success).toBe(true);
        // A number may have to be put behind it.
        expect(idSchema.safeParse(`${slug}-12345678`).success).toBe(true);
        expect(slugOf(slug)).toBe(slug);
      }),
    );
  });
});
