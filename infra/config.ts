import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type * as z from 'zod/mini';
import type { networkSchema } from '#shared/contracts/network.ts';
import type { OidcSettings } from '#shared/contracts/oidc-settings.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';

export const stageNames = ['emulator', 'staging', 'production'] as const;
export type StageName = (typeof stageNames)[number];

/** What may be written of a network: defaults may be left out. */
export type NetworkInput = z.input<typeof networkSchema>;

/** CloudFront, before the API. */
export interface FrontConfig {
  /** The council's own name for the site, and its certificate: in AWS Certificate Manager, in us-east-1. */
  readonly domain?: { readonly domainName: string; readonly certificateArn: string };
}

/** Where staff sign in, and where their roles come from. */
export type IdentityConfig =
  | {
      /** A pool of our own: accounts, one-time codes and roles are kept in it. */
      readonly kind: 'cognito';
      /** The pool asks the council's Entra ID, and knows nobody else. The secret lies in Secrets Manager. */
      readonly entra?: {
        readonly tenantId: string;
        readonly clientId: string;
        readonly clientSecretName: string;
      };
      readonly rolePrefix?: string;
    }
  | (Omit<OidcSettings, 'signOutUrl'> & {
      /** Any OpenID Connect provider, without a pool, e.g. Entra ID with its app roles: `rolesClaim: 'roles'`. */
      readonly kind: 'oidc';
    });

export interface StageConfig {
  readonly region: string;
  readonly network: NetworkInput;
  readonly places: PlacesConfig;
  /** Whether nobody may publish what they have written a part of. */
  readonly twoPersonRule: boolean;
  /** Seconds between two polls; divides 60, and is at least 6: a queue takes ten messages in a batch. */
  readonly pollSeconds: number;
  readonly logRetention: RetentionDays;
  /** Keep tables and logs when the stack goes, and refuse to delete the tables. */
  readonly keepData: boolean;
  /** Requests a second over all callers, and how many more at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Without it visitors reach the API itself. */
  readonly front?: FrontConfig;
  /** AWS WAF before the front and before the pool of staff: about 20 US dollars a month, and 60 cents a million requests. */
  readonly firewall: boolean;
  readonly identity: IdentityConfig;
  /** Scheme and host that visitors see, where a front that is not ours stands before the API. */
  readonly publicOrigin?: string;
  /** Whom to ask who cannot use a page: a sentence with a phone number or a place. */
  readonly helpText?: string;
  /** A person or a list; without it alarms reach the topic and nobody subscribes. */
  readonly alarmEmail?: string;
}

/**
 * Perth and Kinross. The Bus Open Data Service gives the timetable of each region to anyone; a source of live data
 * joins `sources` once the council holds a key, e.g.
 * `{ id: 'operator', url: 'https://…', kinds: ['trip-updates'], headers: { 'x-api-key': 'secret:digital-welcome/operator' } }`;
 * docs/deploy.md has the addresses of the UK's.
 */
const council: NetworkInput = {
  feeds: [
    {
      id: 'scotland',
      url: 'https://data.bus-data.dft.gov.uk/timetable/download/gtfs-file/scotland/',
      // Of the council's own area: 2 MB, where all of Scotland is 100.
      naptan: 'https://naptan.api.dft.gov.uk/v1/access-nodes?dataFormat=csv&atcoAreaCodes=648',
    },
  ],
  sources: [],
};

/** Where listings come from joins `sources`, e.g. `{ id: 'tourism', name: 'Perthshire Tourism', url: 'https://…', licence: 'OGL-UK-3.0', isOwn: false }`. */
const councilPlaces: PlacesConfig = {
  timeZone: 'Europe/London',
  publisher: {
    name: 'Perth and Kinross Council',
    url: 'https://www.pkc.gov.uk/',
    // Invented: a stage for visitors is deployed only with the council's own (infra/invented-addresses.ts).
    email: 'opendata@example.org',
  },
  sources: [],
};

/** Every stage, complete: a stage that lacks a value does not compile. One AWS account for each. */
export const stages: Readonly<Record<StageName, StageConfig>> = {
  // The addresses are known only when the emulator runs; infra/local/deploy-emulator.ts gives them as context `network`.
  emulator: {
    region: 'eu-west-2',
    network: {
      feeds: [{ id: 'demo', url: 'http://127.0.0.1/gtfs.zip' }],
      sources: [
        { id: 'demo', url: 'http://127.0.0.1/realtime.pb', kinds: ['trip-updates', 'vehicle-positions'] },
      ],
    },
    places: {
      timeZone: 'Europe/London',
      publisher: { name: 'Demo council (invented)', url: 'https://example.org/', email: 'data@example.org' },
      sources: [
        {
          id: 'demo',
          name: 'Demo data (invented)',
          url: 'http://127.0.0.1/places.a11y.json',
          licence: 'OGL-UK-3.0',
          isOwn: true,
        },
      ],
    },
    twoPersonRule: true,
    pollSeconds: 15,
    logRetention: RetentionDays.ONE_DAY,
    keepData: false,
    throttle: { rate: 100, burst: 200 },
    firewall: false,
    // Nobody answers there: the emulator shows what needs no staff.
    identity: { kind: 'oidc', issuer: 'http://127.0.0.1/oidc', clientId: 'staff', rolesClaim: 'roles' },
  },
  staging: {
    region: 'eu-west-2',
    network: council,
    places: councilPlaces,
    twoPersonRule: true,
    pollSeconds: 15,
    logRetention: RetentionDays.TWO_WEEKS,
    keepData: false,
    throttle: { rate: 50, burst: 100 },
    front: {},
    // So that what it blocks wrongly is seen here first.
    firewall: true,
    identity: { kind: 'cognito' },
  },
  production: {
    region: 'eu-west-2',
    network: council,
    places: councilPlaces,
    twoPersonRule: true,
    pollSeconds: 15,
    logRetention: RetentionDays.THREE_MONTHS,
    keepData: true,
    throttle: { rate: 500, burst: 1000 },
    front: {},
    firewall: true,
    identity: { kind: 'cognito' },
  },
};
