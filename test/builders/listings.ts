import type { Actor, Listing } from '#shared/domain/listings/listing.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';

export const writer: Actor = { subject: 'writer', name: 'Wilma Writer' };
export const reviewer: Actor = { subject: 'reviewer', name: 'Rob Reviewer' };

/** The least that can be published. */
export const publishable = (id: string): Fields => ({
  name_en: `The ${id}`,
  kind: 'attraction',
  slug: id,
  latitude: '56.395',
  longitude: '-3.43',
});

/** A first draft that could be published, with whatever a test is about. */
export const listing = (id: string, more: Partial<Listing> = {}): Listing => ({
  id,
  version: 1,
  state: 'draft',
  fields: publishable(id),
  publicVersion: null,
  editors: [writer.subject],
  comment: null,
  publishAt: null,
  publishUntil: null,
  unpublishAt: null,
  owners: [],
  changedBy: writer,
  changedAt: '2026-11-22T12:00:00Z',
  ...more,
});
