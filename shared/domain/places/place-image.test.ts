import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrderShown, isImageName, type PlaceImage, RENDITION_WIDTHS, renditionsOf } from './place-image.ts';

const id = 'Zm9vYmFyYmF6cXV1eHF1dXg';
const image = (more: Partial<PlaceImage> = {}): PlaceImage => ({
  id,
  width: 1280,
  height: 960,
  alt: { en: 'A door' },
  decorative: false,
  shows: 'general',
  ...more,
});

describe('renditions', () => {
  it.each([
    [1280, 960, ['320x240', '640x480', '1280x960']],
    [1000, 500, ['320x160', '640x320', '1000x500']],
    [641, 641, ['320x320', '640x640', '641x641']],
    [640, 480, ['320x240', '640x480']],
    [320, 240, ['320x240']],
    [200, 300, ['200x300']],
    [1, 1, ['1x1']],
  ])('of %d x %d', (width, height, sizes) => {
    expect(renditionsOf({ id, width, height }).map((each) => `${each.width}x${each.height}`)).toEqual(sizes);
  });

  it('are never enlarged, keep their shape, end with the whole picture and have names of their own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1280 }), fc.integer({ min: 1, max: 6400 }), (width, height) => {
        const renditions = renditionsOf({ id, width, height });
        expect(renditions.at(-1)).toMatchObject({ width, height });
        expect(new Set(renditions.map(({ name }) => name)).size).toBe(renditions.length);
        expect(renditions.length).toBeLessThanOrEqual(RENDITION_WIDTHS.length);
        for (const each of renditions) {
          expect(isImageName(each.name)).toBe(true);
          expect(each.width).toBeLessThanOrEqual(width);
          expect(Math.abs(each.height - (height * each.width) / width)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

it.each([
  '',
  '../../etc/passwd',
  `${id}-320.webp/../x`,
  `../${id}-320.webp`,
  `${id}-320.webp\n`,
  `${id}-320.svg`,
  `${id}-321.webp`,
  `${id}%2f-320.webp`,
  'short-320.webp',
])('%j is no name of an image', (name) => {
  expect(isImageName(name)).toBe(false);
});

it('shows the entrance first, and leaves the rest in its order', () => {
  const images = (['general', 'toilet', 'entrance', 'parking', 'entrance'] as const).map((shows, index) =>
    image({ shows, width: index + 1 }),
  );
  expect(inOrderShown(images).map(({ shows, width }) => `${shows} ${width}`)).toEqual([
    'entrance 3',
    'entrance 5',
    'general 1',
    'toilet 2',
    'parking 4',
  ]);
});
