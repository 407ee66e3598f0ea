import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FACT_IDS, type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { factOf, PLACE_KINDS, type Place } from '#shared/domain/places/place.ts';
import type { PlaceImage } from '#shared/domain/places/place-image.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { schemaOpeningHours } from './opening-hours-text.ts';
import { placeJsonLd, placesJsonLd } from './places-jsonld.ts';

type Node = Record<string, unknown>;
/** It comes without types. */
const jsonld = createRequire(import.meta.url)('jsonld') as {
  expand(document: object, options: object): Promise<Node[]>;
};

/** schema.org's context is a megabyte of terms; what matters of it here is the vocabulary and what is an address. */
const context = {
  '@vocab': 'https://schema.org/',
  eventStatus: { '@type': '@id' },
  url: { '@type': '@id' },
  mainEntityOfPage: { '@type': '@id' },
};
const documentLoader = async (url: string) => {
  if (url !== 'https://schema.org') throw new Error(`no network: ${url}`);
  return { contextUrl: null, documentUrl: url, document: { '@context': context } };
};
const expand = (document: object) => jsonld.expand(document, { documentLoader, safe: true });

const origin = 'https://welcome.example';
const place: Place = {
  id: 'museum-1',
  slug: 'the-museum',
  kind: 'attraction',
  name: { en: 'The museum', gd: 'An taigh-tasgaidh', und: 'MUSEVM' },
  description: {},
  lat: 56.4,
  lon: -3.43,
  postalCode: 'PH1 5LB',
  telephone: '01632 960000',
  email: 'info@example.org',
  openingHours: 'Mo-Fr 09:00-17:00',
  isAccessibleForFree: true,
  servesCuisine: ['tea'],
  facts: {
    stepFreeEntrance: { status: 'yes', verified: '2026-01-01', reviewBy: '2027-01-01' },
    lift: { status: 'no', disputed: true },
    aisleWidth: { status: 'yes', value: 110 },
    blueBadgeBays: { status: 'yes', value: 0 },
    hearingLoop: { status: 'unknown' },
    quietSpace: { status: 'partial' },
    seating: { status: 'not-applicable' },
  },
  source: { name: 'The council', licence: 'OGL-UK-3.0' },
  dateModified: '2026-07-01T09:00:00Z',
};

describe('schema.org', () => {
  it('says yes and no as true and false, measures as numbers, and nothing else of facts', () => {
    const { amenityFeature } = placeJsonLd(place, { origin });
    const common = { '@type': 'LocationFeatureSpecification' };
    expect(amenityFeature).toEqual([
      {
        ...common,
        propertyID: `${origin}/vocabulary/facts#blueBadgeBays`,
        name: 'blueBadgeBays',
        value: 0,
        unitCode: 'C62',
      },
      {
        ...common,
        propertyID: `${origin}/vocabulary/facts#stepFreeEntrance`,
        name: 'stepFreeEntrance',
        value: true,
        validFrom: '2026-01-01',
        validThrough: '2027-01-01',
      },
      {
        ...common,
        propertyID: `${origin}/vocabulary/facts#aisleWidth`,
        name: 'aisleWidth',
        value: 110,
        unitCode: 'CMT',
        unitText: 'cm',
      },
      {
        ...common,
        propertyID: `${origin}/vocabulary/facts#lift`,
        name: 'lift',
        value: false,
        description: 'Disputed by a visitor, and not checked since.',
      },
    ]);
  });

  it('names the place in each language, and its page', () => {
    expect(placeJsonLd(place, { origin })).toMatchObject({
      '@context': 'https://schema.org',
      '@id': `${origin}/places/the-museum#place`,
      '@type': 'TouristAttraction',
      identifier: 'museum-1',
      name: [
        { '@language': 'en', '@value': 'The museum' },
        { '@language': 'gd', '@value': 'An taigh-tasgaidh' },
        'MUSEVM',
      ],
      url: `${origin}/places/the-museum`,
      isAccessibleForFree: true,
      subjectOf: {
        '@type': 'CreativeWork',
        license: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
        creditText: 'The council',
      },
      geo: { latitude: 56.4, longitude: -3.43 },
      address: { '@type': 'PostalAddress', postalCode: 'PH1 5LB' },
    });
  });

  it('takes an event to be an event at a place', () => {
    const event = {
      startDate: '2026-08-01T10:00:00+01:00',
      endDate: '2026-08-01T12:00:00+01:00',
      cancelled: true,
    };
    const node = placeJsonLd({ ...place, kind: 'event', event }, { origin });
    expect(node).toMatchObject({
      '@type': 'Event',
      startDate: event.startDate,
      endDate: event.endDate,
      eventStatus: 'https://schema.org/EventCancelled',
      isAccessibleForFree: true,
      location: { '@type': 'Place', geo: { latitude: 56.4 }, amenityFeature: { length: 4 } },
    });
    expect(node).not.toHaveProperty('amenityFeature');
    expect(node).not.toHaveProperty('geo');
    const planned = placeJsonLd(
      { ...place, kind: 'event', event: { ...event, cancelled: false } },
      { origin },
    );
    expect(planned.eventStatus).toBe('https://schema.org/EventScheduled');
  });

  it('shows its pictures, the entrance first, and none that are decorative', () => {
    const picture = {
      id: 'A'.repeat(32),
      width: 1280,
      height: 960,
      decorative: false,
      shows: 'general',
    } as const;
    const images: PlaceImage[] = [
      { ...picture, alt: { en: 'The hall' } },
      {
        ...picture,
        id: 'B'.repeat(32),
        width: 200,
        alt: { en: 'The door', gd: 'An doras' },
        caption: { en: 'In May' },
        credit: 'A. Photographer',
        licence: 'CC-BY-4.0',
        shows: 'entrance',
        takenOn: '2026-05-12',
      },
      { ...picture, id: 'C'.repeat(32), alt: {}, decorative: true },
    ];
    const { image } = placeJsonLd({ ...place, images }, { origin });
    const pixels = (value: number) => ({ '@type': 'QuantitativeValue', value, unitCode: 'E37' });
    expect(image).toEqual([
      {
        '@type': 'ImageObject',
        contentUrl: `${origin}/images/${'B'.repeat(32)}-320.webp`,
        thumbnailUrl: `${origin}/images/${'B'.repeat(32)}-320.webp`,
        encodingFormat: 'image/webp',
        width: pixels(200),
        height: pixels(960),
        description: [
          { '@language': 'en', '@value': 'The door' },
          { '@language': 'gd', '@value': 'An doras' },
        ],
        caption: [{ '@language': 'en', '@value': 'In May' }],
        creditText: 'A. Photographer',
        license: 'https://creativecommons.org/licenses/by/4.0/',
        dateCreated: '2026-05-12',
      },
      expect.objectContaining({
        contentUrl: `${origin}/images/${'A'.repeat(32)}-1280.webp`,
        thumbnailUrl: `${origin}/images/${'A'.repeat(32)}-320.webp`,
      }),
    ]);
    expect(placeJsonLd({ ...place, images: images.slice(2) }, { origin })).not.toHaveProperty('image');
  });

  /** Domains as schema.org has them. */
  const ofThing = [
    '@id',
    '@type',
    '@context',
    'identifier',
    'name',
    'description',
    'url',
    'image',
    'mainEntityOfPage',
    'subjectOf',
  ];
  const ofPlace = [
    ...ofThing,
    'keywords',
    'isAccessibleForFree',
    'geo',
    'address',
    'telephone',
    'amenityFeature',
  ];
  const known: Readonly<Record<string, readonly string[]>> = {
    TouristAttraction: ofPlace,
    Place: ofPlace,
    Event: [...ofThing, 'keywords', 'isAccessibleForFree', 'location', 'startDate', 'endDate', 'eventStatus'],
    PublicToilet: [...ofPlace, 'openingHours'],
    ParkingFacility: [...ofPlace, 'openingHours'],
    LocalBusiness: [...ofPlace, 'openingHours', 'email'],
    TouristInformationCenter: [...ofPlace, 'openingHours', 'email'],
    FoodEstablishment: [...ofPlace, 'openingHours', 'email', 'servesCuisine'],
  };

  it.each(PLACE_KINDS)('knows every word that is said of a place of kind %s', (kind) => {
    const { '@type': type, ...words } = placeJsonLd({ ...place, kind }, { origin });
    expect(known[String(type)]).toEqual(expect.arrayContaining(Object.keys(words)));
  });

  it('of any listing expands, and says nothing of what is not known', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlaces, async (places) => {
        const document = JSON.parse(JSON.stringify(placesJsonLd(places, { origin })));
        const nodes = await expand(document);
        expect(nodes).toHaveLength(places.length);
        for (const [index, given] of places.entries()) {
          const node = document['@graph'][index];
          const features: Node[] = (node.location ?? node).amenityFeature ?? [];
          const said = new Map(
            features.map(({ propertyID, value }) => [String(propertyID).split('#')[1], value]),
          );
          for (const id of FACT_IDS) expect([id, said.get(id)]).toEqual([id, sayable(given, id)]);
        }
      }),
      { numRuns: 100 },
    );
  });

  const sayable = ({ facts }: Place, id: FactId) => {
    const { status, value } = factOf(facts, id);
    if (factDefinition(id).unit) return value;
    return status === 'yes' ? true : status === 'no' ? false : undefined;
  };
});

describe('opening hours', () => {
  it.each([
    ['Mo-Fr 09:00-17:00', ['Mo-Fr 09:00-17:00']],
    [
      'Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-16:00',
      ['Mo-Fr 09:00-12:00', 'Mo-Fr 13:00-17:00', 'Sa 10:00-16:00'],
    ],
    ['Mo,We,Fr 09:00-17:00', ['Mo,We,Fr 09:00-17:00']],
    ['24/7', ['Mo-Su']],
  ])('of %s are %j', (text, hours) => {
    expect(schemaOpeningHours(text)).toEqual(hours);
  });

  it.each([
    'Mo-Fr 09:00-17:00; PH off',
    'Apr-Oct Mo-Su 10:00-17:00',
    'Mo-Su 10:00-17:00; We 10:00-20:00',
    'Sa-Mo 10:00-17:00; Mo 09:00-12:00',
    'Mo-Fr 09:00-17:00 "ring the bell"',
    'Mo-Fr 9-5',
    'sunrise-sunset',
    '',
  ])('of %s are more than schema.org can say', (text) => {
    expect(schemaOpeningHours(text)).toBeUndefined();
  });
});
