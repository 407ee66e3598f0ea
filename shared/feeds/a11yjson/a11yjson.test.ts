import { getPlaceInfoSchemaDefinition } from '@sozialhelden/a11yjson';
import SimpleSchema from '@sozialhelden/simpl-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { a11yPathOf } from '#shared/contracts/open-data/a11y-path.ts';
import { type PlaceInfo, toPlaceInfo } from '#shared/contracts/open-data/write-place-info.ts';
import { toPlaceInfos } from '#shared/contracts/open-data/write-place-infos.ts';
import { FACT_IDS } from '#shared/domain/places/fact-dictionary.ts';
import { factOf } from '#shared/domain/places/place.ts';
import { readFeed } from '#test/builders/a11yjson-feed.ts';
import { arbitraryPlace, arbitraryPlaces } from '#test/builders/arbitrary-place.ts';
import { place as listing } from '#test/builders/places.ts';

const plainOf = ({ geometry, properties: { xDigitalWelcome: _, ...properties }, ...rest }: PlaceInfo) => ({
  ...rest,
  geometry,
  properties,
});

describe('what is written', () => {
  it('is read again as it was, and says where the licence stands', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryPlaces, (places) => {
        const collection = toPlaceInfos(places, 'https://licence.example');
        expect(collection).toMatchObject({ formatVersion: '31.1.0', license: 'https://licence.example' });
        expect(readFeed(collection)).toEqual({ places, rejected: [] });
      }),
      { numRuns: 100 },
    );
  });

  it('says in plain A11yJSON nothing that the facts do not say, and all that it can', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(arbitraryPlace, (place) => {
        const { places, rejected } = readFeed([plainOf(toPlaceInfo({ ...place, name: { en: 'x' } }))]);
        expect(rejected).toEqual([]);
        for (const id of FACT_IDS) {
          const { status, value, disputed } = factOf(place.facts, id);
          const again = factOf(places[0]?.facts ?? {}, id);
          const sayable =
            a11yPathOf(id) !== null &&
            !disputed &&
            (value !== undefined || status === 'yes' || status === 'no');
          const bays = factOf(place.facts, 'blueBadgeParking');
          const isBaysDenied = bays.status === 'no' && !bays.disputed && id.startsWith('blueBadge');
          if (isBaysDenied) expect(again.status).not.toBe(status === 'yes' ? 'no' : 'yes');
          else expect([id, again.status]).toEqual([id, sayable ? status : 'unknown']);
          if (sayable && value !== undefined && !isBaysDenied) expect(again.value).toBeCloseTo(value, 1);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says nothing that a visitor disputes, but in the words of our own', () => {
    const facts = {
      hearingLoop: { status: 'yes', disputed: true },
      blueBadgeParking: { status: 'no', disputed: true },
      entranceDoorWidth: { status: 'yes', value: 90, disputed: true },
      assistanceDogs: { status: 'yes' },
    } as const;
    const info = toPlaceInfo({ ...listing('disputed'), facts });
    expect(info.properties.accessibility).toEqual({ animalPolicy: { allowsAssistanceDogs: true } });
    expect(info.properties.xDigitalWelcome.facts).toEqual(facts);
    expect(readFeed([info]).places[0]?.facts).toEqual(facts);
  });

  it('says that there are no bays, which no list of permits can', () => {
    const [place] = fc
      .sample(arbitraryPlace, { numRuns: 1, seed: 1 })
      .map((any) => ({ ...any, name: { en: 'x' } }));
    if (!place) throw new Error('no place');
    const facts = { blueBadgeParking: { status: 'no' } } as const;
    const plain = plainOf(toPlaceInfo({ ...place, facts }));
    expect(plain.properties.accessibility).toEqual({ parking: { forWheelchairUsers: null } });
    expect(factOf(readFeed([plain]).places[0]?.facts ?? {}, 'blueBadgeParking').status).toBe('no');
    const contradicted = { ...facts, blueBadgeBays: { status: 'yes', value: 2 } } as const;
    expect(toPlaceInfo({ ...place, facts: contradicted }).properties.accessibility).toEqual({
      parking: { forWheelchairUsers: { count: 2 } },
    });
  });
});

describe("A11yJSON's own schema", () => {
  const schema = new SimpleSchema(getPlaceInfoSchemaDefinition(), { humanizeAutoLabels: false });
  const problems = (value: Record<string, unknown>) => {
    const context = schema.newContext();
    context.validate(value);
    return context.validationErrors();
  };

  // One validation takes it a third of a second.
  it('takes what is written, and drops none of it', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(arbitraryPlace, (place) => {
        const plain = JSON.parse(JSON.stringify(plainOf(toPlaceInfo(place))));
        expect(problems(plain)).toEqual([]);
        expect(schema.clean(structuredClone(plain))).toMatchObject(plain);
      }),
      { numRuns: 10 },
    );
  });

  it('knows every path that is written', () => {
    const definition = getPlaceInfoSchemaDefinition();
    for (const id of FACT_IDS) {
      const path = a11yPathOf(id);
      if (!path) continue;
      const name = path.map(({ key, isList }) => (isList ? `${key}.$` : key)).join('.');
      expect(Object.keys(definition)).toContain(`properties.accessibility.${name}`);
    }
  });

  it('finds what would be wrong', () => {
    const properties = { category: 'cafe', accessibility: { hasInductionLoop: 'yes' } };
    expect(problems({ geometry: { type: 'Point', coordinates: [0, 0] }, properties })).toHaveLength(1);
  });
});
