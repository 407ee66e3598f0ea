import * as z from 'zod/mini';
import { OCCUPANCY_STATUSES } from '../domain/transit/live-snapshot.ts';
import { jsonText } from './json-text.ts';

/** The feeds and sources that one deployment serves. One value, given to every transit function as NETWORK. */
const idSchema = z
  .string()
  .check(z.regex(/^[A-Za-z0-9._-]{1,64}$/, 'letters, digits, dot, dash, underscore'));

export const feedSchema = z.object({
  id: idSchema,
  /** http(s) URL; on one machine also a path to a zip or a folder. */
  url: z.string().check(z.minLength(1)),
  /** NaPTAN as CSV (URL or path), whose words for a stop count more than the feed's. */
  naptan: z.optional(z.string().check(z.minLength(1))),
  /** false: no times are predicted from where its vehicles are. */
  predict: z.optional(z.boolean()),
});

export const realtimeSourceSchema = z
  .object({
    id: idSchema,
    /** May hold `{secret:NAME}` or `{env:NAME}`, for feeds that take their key in the query. */
    url: z.string().check(z.minLength(1)),
    /** What the messages are: GTFS-realtime (without it), or SIRI 2.0 with vehicles (VM) or situations (SX). */
    format: z.optional(z.enum(['gtfs-realtime', 'siri'])),
    /** What to take from the messages; a message may hold all three. */
    kinds: z.array(z.enum(['trip-updates', 'vehicle-positions', 'alerts'])).check(z.minLength(1)),
    /** Ids of the feeds it speaks of; without, it is offered to all, first to the one that knows most of its trips. */
    feeds: z.optional(z.array(idSchema)),
    /**
     * Values of a vehicle's occupancy that the source also writes for what it does not know: they count as not given.
     * BODS writes MANY_SEATS_AVAILABLE for any word that is new to it.
     */
    unsureOccupancies: z.optional(z.array(z.enum(OCCUPANCY_STATUSES))),
    /** Request headers, e.g. an API key. `secret:NAME` is looked up in Secrets Manager, `env:NAME` in the environment. */
    headers: z._default(z.record(z.string(), z.string()), {}),
  })
  .check(
    z.refine(({ format, kinds }) => format !== 'siri' || !kinds.includes('trip-updates'), {
      path: ['kinds'],
      error: 'SIRI brings no trip-updates; journeys that do not run come with its alerts',
    }),
  );

export const networkSchema = z.object({
  feeds: z.array(feedSchema).check(z.minLength(1)),
  sources: z._default(z.array(realtimeSourceSchema), []),
});

/** NETWORK as it stands in the environment: JSON text. */
export const networkJsonSchema = jsonText(networkSchema);

export type Feed = z.infer<typeof feedSchema>;
export type RealtimeSource = z.infer<typeof realtimeSourceSchema>;
export type RealtimeKind = RealtimeSource['kinds'][number];
export type Network = z.infer<typeof networkSchema>;

/** Whether runs can be live by a source: alerts alone follow no bus. */
export const saysWhereBusesAre = (kinds: readonly RealtimeKind[]): boolean =>
  kinds.includes('trip-updates') || kinds.includes('vehicle-positions');

export const isHttpUrl = (url: string): boolean => /^https?:\/\//i.test(url);

/** What a visitor may be sent to: no script, no file. */
export const isWebAddress = (text: string): boolean => isHttpUrl(text) && URL.canParse(text);

/** Without query string and credentials: fit for logs, errors and GET /v1/realtime. Of a path, the file's name. */
export function publicUrl(url: string): string {
  if (!isHttpUrl(url)) return url.slice(url.lastIndexOf('/') + 1);
  const { origin, pathname } = new URL(url.replaceAll(/\{(secret|env):[^}]*\}/g, '***'));
  return `${origin}${pathname}`;
}
