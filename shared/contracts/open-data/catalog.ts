import { ACCURACY_FILE, CHANGES_FILE, OPEN_DATA_FILES, type OpenDataFile } from './open-data-files.ts';
import { OPEN_DATA_LICENCE, openLicence } from './open-licences.ts';
import { vocabularyAddress } from './place-address.ts';

/** Of what the files say and how; raised when a reader has to change. */
export const PLACES_SCHEMA_VERSION = '1.1.0';

export interface CatalogOptions {
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  /** ISO 8601 with offset: when a listing was last changed. */
  readonly modified: string;
  /** Number of places in the files. */
  readonly count: number;
  /** SPDX names of their licences. */
  readonly licences: readonly string[];
  /** Number of places that are published, and not in the files: their licences do not let them be handed on. */
  readonly leftOut: number;
  readonly publisher: { readonly name: string; readonly url: string };
  readonly contact: { readonly name: string; readonly email: string };
}

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
    'dct:description': english('Accessible places for visitors, and how well bus times are told.'),
    'dct:publisher': {
      ...resource(publisher.url, 'foaf:Agent'),
      'foaf:name': publisher.name,
      'foaf:homepage': resource(publisher.url),
    },
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
    'foaf:homepage': landingPage,
    'dcat:dataset': [datasetOf(options, landingPage), accuracyDatasetOf(options, landingPage)],
    'dcat:service': serviceOf(origin),
  };
}

const datasetAddress = (origin: string) => `${origin}/open-data#places`;
const apiAddress = (origin: string) => `${origin}/v1`;

const serviceOf = (origin: string) => ({
  ...resource(apiAddress(origin), 'dcat:DataService'),
  'dct:title': english('API of places, stops and departures'),
  'dcat:endpointURL': resource(apiAddress(origin)),
  'dcat:endpointDescription': resource(`${origin}/openapi.json`),
  'dcat:servesDataset': resource(datasetAddress(origin)),
});

/** Who takes the whole away may not know what of it is whose. */
function rightsOf({ licences, leftOut }: CatalogOptions): string {
  const named = [...licences].sort().map((spdx) => `${openLicence(spdx)?.title ?? spdx} (${spdx})`);
  return (
    'The licence is that of the collection. Every listing names its source and its own licence' +
    `${named.length > 0 ? `; there are: ${named.join(', ')}` : ''}. ` +
    (leftOut === 0
      ? 'No listing is left out.'
      : `${leftOut} of the listings that the site shows ${leftOut === 1 ? 'is' : 'are'} left out, because ` +
        'their licences do not let everybody hand them on.')
  );
}

function datasetOf(options: CatalogOptions, landingPage: ReturnType<typeof resource>) {
  const { origin, modified, count, publisher, contact } = options;
  return {
    '@id': datasetAddress(origin),
    '@type': 'dcat:Dataset',
    'dct:identifier': datasetAddress(origin),
    'dct:title': english('Accessible places'),
    'dct:description': english(
      `Attractions, places to eat, toilets, parking and other places with what is known of their accessibility, ` +
        `where it comes from and when it was checked: ${count} in all. What is not known is given as unknown, ` +
        `never as no.`,
    ),
    'dct:extent': { '@type': 'dct:SizeOrDuration', 'rdfs:label': english(`${count} places`) },
    'dcat:keyword': ['accessibility', 'disabled access', 'tourism', 'mobility scooter'].map(english),
    'dct:publisher': resource(publisher.url),
    'dcat:contactPoint': contactPoint(contact),
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': english(rightsOf(options)) },
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
    'dcat:distribution': [
      ...OPEN_DATA_FILES.map((file) => distributionOf(file, origin, modified)),
      changesOf(origin, modified),
    ],
  };
}

const contactPoint = ({ name, email }: CatalogOptions['contact']) => ({
  '@type': 'vcard:Organization',
  'vcard:fn': name,
  'vcard:hasEmail': resource(`mailto:${email}`),
});

function accuracyDatasetOf(
  { origin, publisher, contact }: CatalogOptions,
  landingPage: ReturnType<typeof resource>,
) {
  const file = `${origin}/open-data/${ACCURACY_FILE}`;
  return {
    '@id': `${origin}/open-data#accuracy`,
    '@type': 'dcat:Dataset',
    'dct:identifier': `${origin}/open-data#accuracy`,
    'dct:title': english('Accuracy of bus times'),
    'dct:description': english(
      'How well the times were that boards told, by day, source and how far ahead they were told, in the bands of ' +
        'the ETA Accuracy Benchmark and of MBTA. The last 92 days; with ?date=YYYYMMDD each route on that day.',
    ),
    'dcat:keyword': ['bus', 'real time', 'prediction', 'accuracy'].map(english),
    'dct:publisher': resource(publisher.url),
    'dcat:contactPoint': contactPoint(contact),
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:accrualPeriodicity': resource(
      'http://publications.europa.eu/resource/authority/frequency/DAILY',
      'dct:Frequency',
    ),
    'dcat:landingPage': landingPage,
    'dcat:distribution': {
      ...resource(file, 'dcat:Distribution'),
      'dct:title': english('CSV, a row for each day, source and band'),
      'dcat:accessURL': resource(file),
      'dcat:downloadURL': resource(file),
      'dcat:mediaType': mediaTypeOf('text/csv'),
      'dct:license': resource(OPEN_DATA_LICENCE),
      'dct:conformsTo': resource('https://www.rfc-editor.org/rfc/rfc4180', 'dct:Standard'),
    },
  };
}

const mediaTypeOf = (name: string) =>
  resource(`https://www.iana.org/assignments/media-types/${name}`, 'dct:MediaType');

/** No file: what it holds is asked for. */
const changesOf = (origin: string, modified: string) => ({
  ...resource(`${origin}/open-data/${CHANGES_FILE}`, 'dcat:Distribution'),
  'dct:title': english('What has changed since a time, oldest first'),
  'dcat:accessURL': resource(`${origin}/open-data/${CHANGES_FILE}`),
  'dcat:accessService': resource(apiAddress(origin)),
  'dcat:mediaType': mediaTypeOf('application/json'),
  'dct:license': resource(OPEN_DATA_LICENCE),
  'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
  'dct:conformsTo': resource(`${origin}/openapi.json`, 'dct:Standard'),
});

function distributionOf(
  { extension, title, mediaType, standard, description }: OpenDataFile,
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
    'dcat:mediaType': mediaTypeOf(mediaType),
    'dct:license': resource(OPEN_DATA_LICENCE),
    'dct:modified': { '@type': 'xsd:dateTime', '@value': modified },
    'dct:conformsTo': [
      resource(standard, 'dct:Standard'),
      ...(description ? [resource(`${origin}/open-data/${description}`, 'dct:Standard')] : []),
    ],
  };
}
