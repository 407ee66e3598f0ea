import { expect, it } from 'vitest';
import { place } from '#test/builders/places.ts';
import { withOpenPictures } from './open-pictures.ts';

const picture = {
  width: 640,
  height: 480,
  alt: { en: 'The door' },
  decorative: false,
  shows: 'entrance',
} as const;

it('leaves out pictures whose own licence does not let everybody hand them on', () => {
  const images = [undefined, 'CC-BY-4.0', '© A. Photographer', 'CC-BY-NC-4.0'].map((licence, index) => ({
    ...picture,
    id: String(index).repeat(32),
    ...(licence && { licence }),
  }));
  expect(withOpenPictures(place('mill', { images })).images).toEqual(images.slice(0, 2));
  expect(withOpenPictures(place('mill', { images: images.slice(2) }))).toEqual(place('mill'));
  expect(withOpenPictures(place('mill'))).toEqual(place('mill'));
});
