import { CSV_COLUMNS, type CsvColumn } from './csv-columns.ts';
import { CSV_METADATA_FILE } from './open-data-files.ts';
import { OPEN_DATA_LICENCE } from './open-licences.ts';
import { factAddress } from './place-address.ts';

/** What every column of the CSV holds, as CSV on the Web has it (W3C, Metadata Vocabulary for Tabular Data). */
export const placesCsvMetadata = (origin: string): Readonly<Record<string, unknown>> => ({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
  '@id': `${origin}/open-data/${CSV_METADATA_FILE}`,
  url: `${origin}/open-data/places.csv`,
  'dc:title': 'Accessible places',
  'dc:description':
    'A row per place. Long lists come in pages of the same columns. A text that a spreadsheet would take for a formula has an apostrophe before it, and so has one of apostrophes before such a text.',
  'dc:license': { '@id': OPEN_DATA_LICENCE },
  dialect: { encoding: 'utf-8', header: true, delimiter: ',', quoteChar: '"', lineTerminators: ['\r\n'] },
  tableSchema: {
    primaryKey: 'id',
    aboutUrl: `${origin}/places/{slug}#place`,
    columns: CSV_COLUMNS.map((column) => columnOf(column, origin)),
  },
});

const columnOf = (
  { name, description, datatype, required, separator, lang, fact }: CsvColumn,
  origin: string,
) => ({
  name,
  titles: name,
  'dc:description': description,
  datatype: typeof datatype === 'string' ? datatype : { base: 'string', format: `^(${datatype.join('|')})$` },
  ...(required && { required }),
  ...(separator && { separator }),
  ...(lang && { lang }),
  ...(fact && { propertyUrl: factAddress(origin, fact) }),
});
