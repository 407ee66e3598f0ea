import { render } from 'preact-render-to-string';
import { expect, it } from 'vitest';
import { offeredLanguages } from './offered-languages.ts';
import { placeSpeakerOf, untranslated } from './place-speaker.tsx';
import { speakerOf } from './speaker.tsx';

it('says in English, and marks it so, what a language has no words for', () => {
  const gaelic = speakerOf('gd');
  expect(render(<p>{gaelic.say('departures')}</p>)).toBe('<p><span lang="en">Departures</span></p>');
  expect(render(<p>{gaelic.say('languageName')}</p>)).toBe('<p>Gàidhlig</p>');
  expect(render(<p>{speakerOf('en').say('departures')}</p>)).toBe('<p>Departures</p>');
  expect(gaelic.languageOf('departures')).toBe('en');
});

it('says the words of places beside those of every page', () => {
  const gaelic = placeSpeakerOf('gd');
  expect(gaelic.text('languageName')).toBe('Gàidhlig');
  expect(render(<p>{gaelic.say('places')}</p>)).toBe('<p><span lang="en">Places</span></p>');
});

it('offers a language only when all of it is translated', () => {
  expect(untranslated('en')).toEqual([]);
  expect(untranslated('gd')).toEqual(expect.arrayContaining(['departures', 'factName']));
  expect(offeredLanguages).toEqual(['en']);
});
