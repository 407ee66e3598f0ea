import { expect, it } from 'vitest';
import { hrefWith, preferencesOf, stopHref } from './preferences.ts';

const from = (query: string) => preferencesOf(new URLSearchParams(query));

it('reads what it understands and takes the rest as not given', () => {
  expect(from('lang=gd&theme=dark&text=large')).toEqual({ language: 'gd', theme: 'dark', text: 'large' });
  expect(from('lang=xx&theme=pink&text=huge')).toEqual({ language: 'en', theme: null, text: null });
});

it('keeps the choices on every link, and writes no choice that was not made', () => {
  expect(hrefWith('/', from(''))).toBe('/');
  expect(hrefWith('/', from('theme=dark&lang=gd'), [['q', 'a b']])).toBe('/?q=a+b&lang=gd&theme=dark');
  expect(stopHref('feed:1/2 ü', from('text=large'))).toBe('/stops/feed%3A1%2F2%20%C3%BC?text=large');
});
