export interface OpenDataFile {
  readonly extension: string;
  readonly title: string;
  readonly mediaType: string;
  readonly standard: string;
  /** Where more is said of what it holds, beside it. */
  readonly description?: string;
}

/** What has changed, for who has taken the files away before. */
export const CHANGES_FILE = 'changes.json';

/** How well the times were that boards told. */
export const ACCURACY_FILE = 'accuracy.csv';
/** Where CSV on the Web looks for it: the address of the CSV with this at its end. */
export const CSV_METADATA_FILE = 'places.csv-metadata.json';

export const OPEN_DATA_FILES: readonly OpenDataFile[] = [
  {
    extension: 'geojson',
    title: 'GeoJSON, with every accessibility fact',
    mediaType: 'application/geo+json',
    standard: 'https://www.rfc-editor.org/rfc/rfc7946',
  },
  {
    extension: 'csv',
    title: 'CSV for spreadsheets, a row per place',
    mediaType: 'text/csv',
    standard: 'https://www.rfc-editor.org/rfc/rfc4180',
    description: CSV_METADATA_FILE,
  },
  {
    extension: 'jsonld',
    title: 'JSON-LD with the words of schema.org',
    mediaType: 'application/ld+json',
    standard: 'https://schema.org/',
  },
  {
    extension: 'a11y.json',
    title: 'A11yJSON 31.1',
    mediaType: 'application/json',
    standard: 'https://a11yjson.org/',
  },
];
