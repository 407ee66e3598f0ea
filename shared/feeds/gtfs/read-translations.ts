import type { Translations } from '../../domain/transit/timetable.ts';
import { ownCopy } from '../../domain/transit/timetable-compile/text-table.ts';
import { type FeedReading, readTable } from './read-table.ts';

const file = 'translations.txt';

type TextField = 'stop_name' | 'trip_headsign' | 'stop_headsign';
const tables: Readonly<Record<TextField, string>> = {
  stop_name: 'stops',
  trip_headsign: 'trips',
  stop_headsign: 'stop_times',
};

/** Texts in other languages: by the record they stand in, or by the text that they translate. */
export class TranslationLookup {
  private readonly texts = new Map<string, Record<string, string>>();
  /** Some are by record: those cost a look-up for each record. */
  readonly byRecord = new Set<TextField>();

  add(key: string, language: string, text: string): void {
    const known = this.texts.get(key) ?? {};
    known[language] = text;
    this.texts.set(key, known);
  }

  get isEmpty(): boolean {
    return this.texts.size === 0;
  }

  /** null when there is no translation; with `language` (of the feed) the text itself is among them. */
  find(field: TextField, text: string, language: string | null, record = '', sub = ''): Translations | null {
    if (this.texts.size === 0 || text === '') return null;
    const found =
      (record !== '' && this.byRecord.has(field) && this.texts.get(recordKey(field, record, sub))) ||
      this.texts.get(valueKey(field, text)) ||
      this.texts.get(valueKey('', text));
    if (!found) return null;
    return language && !(language in found) ? { [language]: text, ...found } : { ...found };
  }
}

const recordKey = (field: string, record: string, sub: string) => `r\0${field}\0${record}\0${sub}`;
const valueKey = (field: string, value: string) => `v\0${field}\0${value}`;

/** Takes both the specification's columns and the older `trans_id, lang, translation`, still in use in Belgium. */
export async function readTranslations(
  reading: FeedReading,
): Promise<{ lookup: TranslationLookup; count: number }> {
  const lookup = new TranslationLookup();
  let count = 0;
  await readTable(
    reading,
    {
      file,
      required: ['translation'],
      optional: [
        'table_name',
        'field_name',
        'language',
        'record_id',
        'record_sub_id',
        'field_value',
        'trans_id',
        'lang',
      ],
      extra: true,
    },
    (row) => () => {
      const text = ownCopy(row.get('translation'));
      const language = ownCopy(row.get('language') || row.get('lang'));
      const old = row.get('trans_id');
      if (text === '' || language === '') {
        const place = { file, line: row.line, field: text === '' ? 'translation' : 'language' };
        reading.notices.rejected(place, 'missing-value', () => `The ${place.field} is empty.`);
        return;
      }
      count++;
      if (old !== '') {
        lookup.add(valueKey('', old), language, text);
        return;
      }
      const field = row.get('field_name') as TextField;
      if (tables[field] !== row.get('table_name')) return; // of a text that no board shows
      const record = row.get('record_id');
      if (record === '') lookup.add(valueKey(field, row.get('field_value')), language, text);
      else {
        lookup.byRecord.add(field);
        lookup.add(recordKey(field, record, row.get('record_sub_id')), language, text);
      }
    },
  );
  return { lookup, count };
}
