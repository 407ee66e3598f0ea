import { integerParameter } from '#functions/runtime/query-parameters.ts';
import { timeParameter } from '#functions/runtime/time-parameter.ts';
import type { ChangeJson, ChangesJson } from '#shared/contracts/open-data/changes-json.ts';
import { OPEN_DATA_LICENCE } from '#shared/contracts/open-data/open-licences.ts';
import {
  type ChangeCursor,
  changesSince,
  cursorAfter,
  type PlaceChange,
  type Since,
} from '#shared/domain/places/place-changes.ts';
import type { PublishedPlaces } from '#shared/store/published-places.ts';

const CURSOR = /^(\d{1,15})(?:~([a-z0-9-]{1,80}))?$/;
const MOST_CHANGES = 1_000;

const formatCursor = ({ version, id }: ChangeCursor): string =>
  id === undefined ? String(version) : `${version}~${id}`;

/** A cursor as an answer has given it, or a time. */
function sinceOf(query: URLSearchParams, timeZone: string, now: number): Since {
  const text = query.get('since');
  if (text === null) return undefined;
  const [, version, id] = CURSOR.exec(text) ?? [];
  if (version !== undefined) return { version: Number(version), id };
  return { at: timeParameter('since', text, timeZone) ?? now };
}

export interface ChangesContext {
  readonly query: URLSearchParams;
  /** Of the site, without a slash at its end. */
  readonly origin: string;
  readonly timeZone: string;
  readonly now: number;
}

/** What has changed since a time, or since an answer before. */
export async function changesSinceAsked(
  published: PublishedPlaces,
  isListed: (id: string) => boolean,
  { query, origin, timeZone, now }: ChangesContext,
): Promise<ChangesJson> {
  const since = sinceOf(query, timeZone, now);
  const limit = integerParameter(query, 'limit', { least: 1, most: MOST_CHANGES, otherwise: MOST_CHANGES });
  const { byId } = await published.gone();
  const snapshot = { places: published.places, gone: byId.values() };
  const changes = changesSince(snapshot, ({ id }) => isListed(id), since);
  const items = changes.slice(0, limit);
  const more = items.length < changes.length;
  return {
    items: items.map((change) => changeJson(change, origin)),
    next: formatCursor(cursorAfter(more ? items.at(-1) : undefined, published.version, since)),
    more,
    license: OPEN_DATA_LICENCE,
  };
}

const changeJson = ({ state, id, kind, revision, publication }: PlaceChange, origin: string): ChangeJson => ({
  state,
  id,
  kind,
  revision,
  modified: publication ? new Date(publication.at * 1000).toISOString() : null,
  url: state === 'updated' ? `${origin}/v1/places/${encodeURIComponent(id)}` : null,
});
