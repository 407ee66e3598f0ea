import { describe, expect, it } from 'vitest';
import { type StageConfig, stages } from './config.ts';
import { inventedAddressesIn, whyNotForVisitors } from './invented-addresses.ts';

const { production } = stages;
const withEmail = (email: string) => ({
  ...production,
  places: { ...production.places, publisher: { ...production.places.publisher, email } },
});

describe('a stage for visitors', () => {
  it('is refused while it has an invented address, by the name of the field', () => {
    expect(whyNotForVisitors('production', withEmail('opendata@example.org'))).toMatch(
      /^Stage production: .*infra\/config\.ts.*places\.publisher\.email \(opendata@example\.org\)/,
    );
  });

  it('with addresses of the council’s own is taken', () => {
    expect(whyNotForVisitors('production', withEmail('opendata@pkc.gov.uk'))).toBeUndefined();
  });

  it.each(['a@example.com', 'a@EXAMPLE.NET', 'a@council.example', 'a@council.invalid', 'a@sub.example.org'])(
    'is told of %s',
    (email) => {
      expect(inventedAddressesIn(withEmail(email))).toEqual([`places.publisher.email (${email})`]);
    },
  );

  it.each(['a@counterexample.org', 'a@example.org.uk', 'a@examples.com', 'a@pkc.gov.uk'])(
    'may have %s',
    (email) => {
      expect(inventedAddressesIn(withEmail(email))).toEqual([]);
    },
  );

  it('is told of every one, also in lists and behind slashes', () => {
    const config: StageConfig = {
      ...withEmail('a@pkc.gov.uk'),
      alarmEmail: 'buses@example.org',
      identity: { kind: 'oidc', issuer: 'https://id.example.org/x', clientId: 'c', rolesClaim: 'roles' },
      network: {
        ...production.network,
        sources: [{ id: 'bus', url: 'https://bus.example/rt', kinds: ['alerts'] }],
      },
    };
    expect(inventedAddressesIn(config).map((found) => found.split(' ')[0])).toEqual([
      'network.sources.0.url',
      'identity.issuer',
      'alarmEmail',
    ]);
  });
});
