import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type * as z from 'zod/mini';
import type { networkSchema } from '#shared/contracts/network.ts';
import type { PlacesConfig } from '#shared/contracts/place-sources.ts';

export const stageNames = ['emulator', 'staging', 'production'] as const;
export type StageName = (typeof stageNames)[number];

/** What may be written of a network: defaults may be left out. */
export type NetworkInput = z.input<typeof networkSchema>;

export interface StageConfig {
  readonly region: string;
  readonly network: NetworkInput;
  readonly places: PlacesConfig;
  /** Seconds between two polls; divides 60, and is at least 6: a queue takes ten messages in a batch. */
  readonly pollSeconds: number;
  readonly logRetention: RetentionDays;
  /** Keep tables and logs when the stack goes, and refuse to delete the tables. */
  readonly keepData: boolean;
  /** Requests a second over all callers, and how many more at once. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Scheme and host that visitors see, where another front stands before the API. */
  readonly publicOrigin?: string;
  /** Whom to ask who cannot use a page: a sentence with a phone number or a place. */
  readonly helpText?: string;
  /** A person or a list; without it alarms reach the topic and nobody subscribes. */
  readonly alarmEmail?: string;
}

/**
 * Perth and Kinross. The Bus Open Data Service gives the timetable of each region to anyone; a source of live data
 * joins `sources` once the council holds a key, e.g.
 * `{ id: 'operator', url: 'https://…', kinds: ['trip-updates'], headers: { 'x-api-key': 'secret:digital-welcome/operator' } }`.
 */
const council: NetworkInput = {
  feeds: [
    {
      id: 'scotland',
      url: 'https://data.bus-data.dft.gov.uk/timetable/download/gtfs-file/scotland/',
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
      sources: [{ id: 'demo', url: 'http://127.0.0.1/realtime.pb', kinds: ['trip-updates'] }],
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
    pollSeconds: 15,
    logRetention: RetentionDays.ONE_DAY,
    keepData: false,
    throttle: { rate: 100, burst: 200 },
  },
  staging: {
    region: 'eu-west-2',
    network: council,
    places: councilPlaces,
    pollSeconds: 15,
    logRetention: RetentionDays.TWO_WEEKS,
    keepData: false,
    throttle: { rate: 50, burst: 100 },
  },
  production: {
    region: 'eu-west-2',
    network: council,
    places: councilPlaces,
    pollSeconds: 15,
    logRetention: RetentionDays.THREE_MONTHS,
    keepData: true,
    throttle: { rate: 500, burst: 1000 },
  },
};
