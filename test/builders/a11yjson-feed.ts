import { readPlaceInfos } from '#shared/feeds/a11yjson/read-place-infos.ts';

/** A feed of A11yJSON, and the moment at which it is read. */
export const feed = {
  id: 'feed',
  name: 'A feed',
  url: 'https://feed.example/places?key=secret',
  licence: 'CC0-1.0',
};
export const readAt = Date.parse('2026-07-11T12:00:00Z') / 1000;

export const readFeed = (data: unknown) => readPlaceInfos(JSON.stringify(data), feed, readAt);

/** A record of plain A11yJSON, the least that can be listed. */
export const record = (accessibility: unknown, properties: object = {}) => ({
  geometry: { type: 'Point', coordinates: [-3.43, 56.4] },
  properties: { name: { en: 'Somewhere' }, category: 'cafe', accessibility, ...properties },
});
