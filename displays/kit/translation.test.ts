import { expect, it } from 'vitest';
import { translated, translatedName } from './translation.ts';

it('prefers the page’s language, then English, then the text that names none, then any', () => {
  expect(translated({ en: 'Closed', gd: 'Closed (gd)' }, 'gd')).toEqual({ text: 'Closed (gd)' });
  expect(translated({ 'en-GB': 'Closed', und: '?' }, 'gd')).toEqual({ text: 'Closed', lang: 'en-GB' });
  expect(translated({ und: 'Closed', fr: 'Fermé' }, 'en')).toEqual({ text: 'Closed' });
  expect(translated({ fr: 'Fermé' }, 'en')).toEqual({ text: 'Fermé', lang: 'fr' });
  expect(translated({}, 'en')).toEqual({ text: '' });
});

it('uses a translated name only where it is in the page’s language', () => {
  expect(translatedName('Dunkeld', { gd: 'Dùn Chailleann' }, 'gd').text).toBe('Dùn Chailleann');
  expect(translatedName('Dunkeld', { gd: 'Dùn Chailleann' }, 'en').text).toBe('Dunkeld');
  expect(translatedName('Dunkeld', undefined, 'gd').text).toBe('Dunkeld');
});
