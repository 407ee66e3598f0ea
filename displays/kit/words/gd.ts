import type { Words } from './en.ts';

/**
 * Gaelic. Only words that a Gaelic speaker has confirmed belong here; none is made up. What is missing is said in
 * English and marked as English. Names of stops and places come from the data, not from here.
 */
export const gd: { readonly [K in keyof Words]?: (...args: Parameters<Words[K]>) => string } = {
  languageName: () => 'Gàidhlig',
};
