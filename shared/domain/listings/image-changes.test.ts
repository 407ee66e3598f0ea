import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { picture } from '#test/builders/places.ts';
import type { PlaceImage } from '../places/place-image.ts';
import { imageChanges } from './image-changes.ts';

const image = (id: string, alt = `The ${id}`): PlaceImage => ({ ...picture, id, alt: { en: alt } });

describe('what is different with pictures', () => {
  it('names what is added, removed and described otherwise', () => {
    const before = [image('door'), image('hall'), image('lift')];
    const after = [image('lift', 'The lift, with a bench'), image('door'), image('ramp')];
    expect(imageChanges(before, after)).toEqual({
      changes: [
        { kind: 'described', image: after[0], was: before[2] },
        { kind: 'added', image: after[2] },
        { kind: 'removed', image: before[1] },
      ],
      isReordered: true,
    });
  });

  it('takes another picture with the same text for what it is: one removed, one added', () => {
    const { changes } = imageChanges([image('old', 'The door')], [image('new', 'The door')]);
    expect(changes.map(({ kind, image: { id } }) => [kind, id])).toEqual([
      ['added', 'new'],
      ['removed', 'old'],
    ]);
  });

  it('is nothing only where visitors see the same', () => {
    const images = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c'), alt: fc.constantFrom('x', 'y') }),
      { selector: ({ id }) => id },
    );
    const told = (all: readonly { id: string; alt: string }[]) => all.map(({ id, alt }) => image(id, alt));
    fc.assert(
      fc.property(images, images, (before, after) => {
        const { changes, isReordered } = imageChanges(told(before), told(after));
        const isSame = JSON.stringify(before) === JSON.stringify(after);
        expect(changes.length === 0 && !isReordered).toBe(isSame);
      }),
    );
  });
});
