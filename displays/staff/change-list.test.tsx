import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { imagesText } from '#shared/domain/listings/fields-of-place.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { picture } from '#test/builders/places.ts';
import { ChangeList } from './change-list.tsx';
import { labelOf } from './listing-words.ts';

const list = (before: Fields, after: Fields) =>
  render(
    <ChangeList
      before={{ fields: before, words: 'Public now', pictures: '/images/' }}
      after={{ fields: after, words: 'After publication', pictures: '/staff/images/' }}
    />,
  );
const open = (html: string) => html.replace(/<details[\s\S]*<\/details>/, '');

describe('a list of changes', () => {
  it('marks every text with its language, and those in English with none', () => {
    const html = list(
      {},
      {
        name_en: 'Mill',
        name_gd: 'Muileann',
        description_gd: 'A h-aon\na dhà',
        lift: 'yes',
        lift_note_gd: 'Air cùl na bùtha',
        images: imagesText([
          { ...picture, alt: { en: 'The door', gd: 'An doras' }, caption: { gd: 'Fàilte' } },
        ]),
      },
    );
    const gaelic = [...html.matchAll(/<span lang="gd">([^<]*)<\/span>/g)].map(([, text]) => text);
    expect(gaelic.sort()).toEqual(['A h-aon\na dhà', 'Air cùl na bùtha', 'An doras', 'Fàilte', 'Muileann']);
    expect(html).not.toContain('lang="en"');
  });

  it('keeps what is only known otherwise apart from what visitors read otherwise', () => {
    const known = { lift: 'yes', lift_source: 'Council', seating: 'yes', name_en: 'Mill' };
    const html = list(known, {
      ...known,
      seating: 'no',
      lift_source: 'The Mill',
      lift_verified: '2026-11-20',
    });
    expect(open(html)).toContain('id="change-seating"');
    expect(open(html)).not.toContain('id="change-lift"');
    expect(html).toContain(`Says the same, known otherwise: ${labelOf('lift')}<`);
    expect(html).toContain('<span class="staff-provenance">source: The Mill</span>');
  });

  it('says so where visitors read nothing otherwise, and where nothing is different', () => {
    const known = { lift: 'yes', lift_verified: '2026-01-01' };
    const redated = list(known, { ...known, lift_verified: '2026-11-20' });
    expect(redated).toContain('Nothing that visitors read is different.');
    expect(list(known, known)).toContain('Nothing is different.');
  });

  it('takes each picture from where its version is', () => {
    const [old, other] = [picture, { ...picture, id: 'y'.repeat(32) }];
    const html = list({ images: imagesText([old]) }, { images: imagesText([other]) });
    const sources = [...html.matchAll(/src="([^"]*)"/g)].map(([, source]) => source);
    expect(sources).toEqual([`/staff/images/${other.id}-320.webp`, `/images/${old.id}-320.webp`]);
  });

  it('says of pictures that cannot be read that they cannot', () => {
    expect(list({ images: 'no JSON' }, { images: '{}' })).toContain('What is said of them cannot be read.');
  });
});
