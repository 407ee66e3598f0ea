import { expect, it } from 'vitest';
import { place } from '#test/builders/places.ts';
import { asHeard } from './as-heard.ts';

const source = {
  id: 'tourism',
  name: 'Tourism',
  url: 'https://example.org/a11y.json',
  licence: 'OGL-UK-3.0',
  isOwn: false,
} as const;

it('takes no pictures from an outside source: nobody here has their files, or has looked at them', () => {
  const image = {
    id: 'A'.repeat(32),
    width: 640,
    height: 480,
    alt: { en: 'The door' },
    decorative: false,
    shows: 'entrance',
  } as const;
  const heard = asHeard(place('mill', { images: [image] }), source);
  expect(heard).not.toHaveProperty('images');
  expect(heard).toMatchObject({ id: 'tourism-mill', name: { en: 'The mill' } });
});
