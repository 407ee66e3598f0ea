import { vocabularyAddress } from './place-address.ts';

/** Of what the files say and how; raised when a reader has to change. */
export const PLACES_SCHEMA_VERSION = '1.0.0';
export const OPEN_DATA_LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

export interface CatalogOptions {
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  /** ISO 8601 with offset: when a listing was last changed. */
  readonly modified: string;
  /** Number of places. */
  readonly count: number;
  readonly publisher: { readonly name: string; readonly url: string };
  readonly contact: { readonly name: string; readonly email: string };
}

interface OpenDataFile {
  readonly extension: string;
  readonly title: string;
  readonly mediaType: string;
  readonly standard: string;
}

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

const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const resource = (address: string, type?: string) => ({ '@id': address, ...(type && { '@type': type }) });
const english = (text: string) => ({ '@language': 'en', '@value': text });

/** What data there is and under which terms, as DCAT 3 in JSON-LD. */
export function openDataCatalog(options: CatalogOptions): Readonly<Record<string, unknown>> {
  const { origin, modified, publisher } = options;
  const landingPage = resource(`${origin}/open-data`, 'foaf:Document');
  return {
    '@context': context,
    '@id': `${origin}/open-data/catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': english('Open data of the digital welcome'),
    'dct:description': english('Accessible places for visitors.'),
    'dct:publisher': {
      ...resource(publisher.url, 'foaf:Agent'),
      'foaf:name': publisher.name,
      'foaf:homepage': resource(publisher.url),
    },
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
    'foaf:homepage': landingPage,
    'dcat:dataset': datasetOf(options, landingPage),
  };
}

function datasetOf(
  { origin, modified, count, publisher, contact }: CatalogOptions,
  landingPage: ReturnType<typeof resource>,
) {
  return {
    '@id': `${origin}/open-data#places`,
    '@type': 'dcat:Dataset',
    'dct:identifier': `${origin}/open-data#places`,
    'dct:title': english('Accessible places'),
    'dct:description': english(
      `Attractions, places to eat, toilets, parking and other places with what is known of their accessibility, ` +
        `where it comes from and when it was checked: ${count} in all. What is not known is given as unknown, ` +
        `never as no. Each place names its own source and the licence of that.`,
    ),
    'dct:extent': { '@type': 'dct:SizeOrDuration', 'rdfs:label': english(`${count} places`) },
    'dcat:keyword': ['accessibility', 'disabled access', 'tourism', 'mobility scooter'].map(english),
    'dct:publisher': resource(publisher.url),
    'dcat:contactPoint': {
      '@type': 'vcard:Organization',
      'vcard:fn': contact.name,
      'vcard:hasEmail': resource(`mailto:${contact.email}`),
    },
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
    'dct:accrualPeriodicity': resource(
      'http://publications.europa.eu/resource/authority/frequency/CONT',
      'dct:Frequency',
    ),
    'dct:spatial': {
      ...resource('http://statistics.gov.scot/id/statistical-geography/S12000048', 'dct:Location'),
      'rdfs:label': 'Perth and Kinross',
    },
    'dcat:version': PLACES_SCHEMA_VERSION,
    'dct:conformsTo': {
      ...resource(vocabularyAddress(origin), 'dct:Standard'),
      'dcat:version': PLACES_SCHEMA_VERSION,
    },
    'dcat:landingPage': landingPage,
    'dcat:distribution': OPEN_DATA_FILES.map((file) => distributionOf(file, origin, modified)),
  };
}

function distributionOf(
  { extension, title, mediaType, standard }: OpenDataFile,
  origin: string,
  modified: string,
) {
  const address = `${origin}/open-data/places.${extension}`;
  return {
    '@id': address,
    '@type': 'dcat:Distribution',
    'dct:title': english(title),
    'dcat:accessURL': resource(address),
    'dcat:downloadURL': resource(address),
    'dcat:mediaType': resource(`https://www.iana.org/assignments/media-types/${mediaType}`, 'dct:MediaType'),
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
    'dct:conformsTo': resource(standard, 'dct:Standard'),
  };
}
