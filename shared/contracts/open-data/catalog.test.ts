import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { openDataCatalog, PLACES_SCHEMA_VERSION } from './catalog.ts';
import { OPEN_DATA_FILES } from './open-data-files.ts';
import { OPEN_DATA_LICENCE } from './open-licences.ts';

type Node = Record<string, unknown>;
/** It comes without types. */
const jsonld = createRequire(import.meta.url)('jsonld') as {
  expand(document: object, options: object): Promise<Node[]>;
};

const origin = 'https://welcome.example';
const options = {
  origin,
  modified: '2026-07-01T09:00:00Z',
  count: 42,
  licences: ['ODbL-1.0', 'OGL-UK-3.0'],
  leftOut: 3,
  publisher: { name: 'A council', url: 'https://council.example' },
  contact: { name: 'Open data', email: 'data@council.example' },
};
const catalog = openDataCatalog(options);
const documentLoader = async (url: string) => {
  throw new Error(`no network: ${url}`);
};
const expanded = () => jsonld.expand(catalog, { documentLoader, safe: true });

const dcat = (name: string) => `http://www.w3.org/ns/dcat#${name}`;
const dct = (name: string) => `http://purl.org/dc/terms/${name}`;
const only = (value: unknown) => (value as Node[])[0] as Node;

function* termsOf(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* termsOf(item);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (!key.startsWith('@')) yield key;
      if (key === '@id') yield String(inner);
      if (key === '@type') yield* [inner].flat().map(String);
      yield* termsOf(inner);
    }
}

/** What the catalogue says of one of its datasets. */
function datasetIn(root: Node | undefined, name: string): Node {
  const datasets = (root?.[dcat('dataset')] ?? []) as Node[];
  return only(datasets.filter((each) => each['@id'] === `${origin}/open-data#${name}`));
}

it('expands without a term that is lost or relative', async () => {
  const terms = [...termsOf(await expanded())];
  expect(terms.length).toBeGreaterThan(60);
  for (const term of terms) expect(term).toMatch(/^(https?:\/\/[^ ]+|mailto:[^ ]+)$/);
});

it('is a catalogue of the places, with four files under one licence', async () => {
  const [root] = await expanded();
  expect(root).toMatchObject({ '@type': [dcat('Catalog')] });
  const dataset = datasetIn(root, 'places');
  expect(dataset).toMatchObject({
    '@type': [dcat('Dataset')],
    [dct('license')]: [{ '@id': OPEN_DATA_LICENCE }],
    [dct('publisher')]: [{ '@id': 'https://council.example' }],
    [dcat('version')]: [{ '@value': PLACES_SCHEMA_VERSION }],
    [dct('modified')]: [
      { '@type': 'http://www.w3.org/2001/XMLSchema#dateTime', '@value': '2026-07-01T09:00:00Z' },
    ],
    [dct('accrualPeriodicity')]: [expect.anything()],
    [dct('spatial')]: [{ 'http://www.w3.org/2000/01/rdf-schema#label': [{ '@value': 'Perth and Kinross' }] }],
  });
  expect(only(dataset[dcat('contactPoint')])['http://www.w3.org/2006/vcard/ns#hasEmail']).toEqual([
    { '@id': 'mailto:data@council.example' },
  ]);
  const distributions = dataset[dcat('distribution')] as Node[];
  const files = distributions.filter((each) => each[dcat('downloadURL')]);
  expect(files.map((file) => only(file[dcat('downloadURL')])['@id'])).toEqual(
    ['geojson', 'csv', 'jsonld', 'a11y.json'].map((extension) => `${origin}/open-data/places.${extension}`),
  );
  expect(OPEN_DATA_FILES).toHaveLength(4);
  for (const file of distributions) {
    expect(file[dct('license')]).toEqual([{ '@id': OPEN_DATA_LICENCE }]);
    expect(only(file[dcat('mediaType')])['@id']).toMatch(
      /^https:\/\/www\.iana\.org\/assignments\/media-types\/\w+\//,
    );
  }
});

it('and of how well bus times were told', async () => {
  const [root] = await expanded();
  const dataset = datasetIn(root, 'accuracy');
  expect(dataset).toMatchObject({
    '@type': [dcat('Dataset')],
    [dct('license')]: [{ '@id': OPEN_DATA_LICENCE }],
    [dcat('contactPoint')]: [expect.anything()],
  });
  expect(only(dataset[dcat('distribution')])[dcat('downloadURL')]).toEqual([
    { '@id': `${origin}/open-data/accuracy.csv` },
  ]);
});

it('names where the columns of the CSV, its changes and the API are described', async () => {
  const [root] = await expanded();
  const at = (path: string) => [{ '@id': origin + path }];
  const distributions = datasetIn(root, 'places')[dcat('distribution')] as Node[];
  const changes = distributions.find((each) => !each[dcat('downloadURL')]);
  expect(changes?.[dcat('accessURL')]).toEqual(at('/open-data/changes.json'));
  const standards = distributions.flatMap((each) => each[dct('conformsTo')] as Node[]);
  expect(standards.map((standard) => standard['@id'])).toContain(
    `${origin}/open-data/places.csv-metadata.json`,
  );
  expect(only(root?.[dcat('service')])).toMatchObject({
    [dcat('endpointURL')]: at('/v1'),
    [dcat('endpointDescription')]: at('/openapi.json'),
    [dcat('servesDataset')]: at('/open-data#places'),
  });
});

it.each([
  [{}, '3 of the listings that the site shows are left out'],
  [{}, 'Open Data Commons Open Database License 1.0 (ODbL-1.0), Open Government Licence v3.0 (OGL-UK-3.0)'],
  [{ leftOut: 0 }, 'No listing is left out.'],
])('says whose the listings are, and how many are left out: %j', (changes, words) => {
  expect(JSON.stringify(openDataCatalog({ ...options, ...changes })['dcat:dataset'])).toContain(words);
});
