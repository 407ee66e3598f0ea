import { check } from '@placemarkio/check-geojson';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { FACT_IDS, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import { arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { placesGeoJson } from './places-geojson.ts';

const today = '2026-07-11';
const picture = {
  id: 'A'.repeat(32),
  width: 300,
  height: 200,
  alt: { en: 'The door' },
  decorative: false,
  shows: 'entrance',
} as const;
const place: Place = {
  id: 'museum',
  slug: 'the-museum',
  kind: 'attraction',
  name: { en: 'The museum', gd: 'An taigh-tasgaidh' },
  description: {},
  lat: 56.4,
  lon: -3.43,
  postalCode: 'PH1 5LB',
  openingHours: 'Mo-Su 10:00-17:00',
  facts: {
    aisleWidth: {
      status: 'yes',
      value: 110,
      source: { name: 'Survey' },
      method: 'on-site-survey',
      verified: '2025-01-01',
      reviewBy: '2026-01-01',
    },
    lift: { status: 'not-applicable' },
  },
  images: [picture],
  source: { name: 'The council', licence: 'OGL-UK-3.0' },
  dateModified: '2026-07-01T09:00:00Z',
};

it('is GeoJSON of longitude and latitude with what the listing says', () => {
  const { features } = placesGeoJson([place], { today, origin: 'https://welcome.example' });
  expect(features).toMatchObject([
    {
      type: 'Feature',
      id: 'museum',
      geometry: { type: 'Point', coordinates: [-3.43, 56.4] },
      properties: { name: place.name, kind: 'attraction', postalCode: 'PH1 5LB', source: place.source },
    },
  ]);
  expect(features[0]?.properties.images).toEqual([
    {
      ...picture,
      renditions: [{ url: `https://welcome.example/images/${picture.id}-320.webp`, width: 300, height: 200 }],
    },
  ]);
  expect(features[0]?.properties).not.toHaveProperty('lat');
  expect(features[0]?.properties.facts.aisleWidth).toEqual({
    status: 'yes',
    value: 110,
    unit: 'cm',
    note: null,
    source: { name: 'Survey', url: null },
    method: 'on-site-survey',
    verified: '2025-01-01',
    reviewBy: '2026-01-01',
    freshness: 'old',
    disputed: false,
  });
});

it('gives every fact one of five states, unknown where nothing is known, and never a boolean', {
  timeout: 60_000,
}, () => {
  fc.assert(
    fc.property(arbitraryPlaces, (places) => {
      const collection = placesGeoJson(places, { today, origin: 'https://welcome.example' });
      expect(check(JSON.stringify(collection))).toMatchObject({ type: 'FeatureCollection' });
      expect(collection.features).toHaveLength(places.length);
      collection.features.forEach(({ properties }, index) => {
        expect(Object.keys(properties.facts)).toEqual(FACT_IDS);
        for (const id of FACT_IDS) {
          const fact = factOf(places[index]?.facts ?? {}, id);
          const { status, value, unit, freshness } = properties.facts[id];
          expect(FACT_STATUSES).toContain(status);
          expect([status, value, unit]).toEqual([
            fact.status,
            fact.value ?? null,
            factDefinition(id).unit ?? null,
          ]);
          if (freshness === 'never-verified') expect(fact.verified).toBeUndefined();
          if (freshness === 'current') expect(fact.verified).toBeDefined();
        }
      });
    }),
  );
});
