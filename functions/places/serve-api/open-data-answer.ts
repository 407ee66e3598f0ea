import type { HttpResponse } from '#functions/runtime/http.ts';

/** Changes are asked for again and again, files once. */
const FRESH_SECONDS = { file: 300, changes: 60 } as const;

interface OpenDataAnswer {
  readonly type: string;
  readonly body: string;
  readonly modified: Date;
  readonly kind?: keyof typeof FRESH_SECONDS;
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
    'cache-control': `public, max-age=${FRESH_SECONDS[kind]}, stale-while-revalidate=3600, stale-if-error=86400`,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'link, etag, last-modified',
    'last-modified': modified.toUTCString(),
    ...(links.length > 0 && { link: links.join(', ') }),
  },
  body,
});
