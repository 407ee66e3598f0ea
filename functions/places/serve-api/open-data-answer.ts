import type { HttpResponse } from '#functions/runtime/http.ts';

/** Files are taken once; changes are asked for again and again, and an old answer would be no news. */
const caching = {
  file: 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
  changes: 'public, max-age=30, stale-while-revalidate=60, stale-if-error=86400',
} as const;

interface OpenDataAnswer {
  readonly type: string;
  readonly body: string;
  readonly modified: Date;
  readonly kind?: keyof typeof caching;
  /** RFC 8288. */
  readonly links?: readonly string[];
}

export const link = (address: string, relation: string, type?: string): string =>
  `<${address}>; rel="${relation}"${type ? `; type="${type}"` : ''}`;

/** For everybody, from anywhere. */
export const openDataAnswer = ({
  type,
  body,
  modified,
  kind = 'file',
  links = [],
}: OpenDataAnswer): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': type,
    'cache-control': caching[kind],
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'link, etag, last-modified',
    'last-modified': modified.toUTCString(),
    ...(links.length > 0 && { link: links.join(', ') }),
  },
  body,
});
