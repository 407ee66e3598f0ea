import { type Failure, messagePage } from '#displays/welcome/message-page.tsx';
import type { PageSurroundings } from '#displays/welcome/shell.tsx';
import type { ErrorRenderer } from '#functions/runtime/http.ts';
import { failurePage } from './page-response.ts';

/** Errors are pages too, in the reader's own colours and words. Nothing of the error itself is shown. */
export function failureRenderer(surroundings: (query: URLSearchParams) => PageSurroundings): ErrorRenderer {
  return ({ status }, { path, query }) => {
    const isBoard = path.startsWith('/boards/');
    const address = { path: ownPath(path), query: ownQuery(query), isBoard };
    const page = messagePage(failureOf(status, path), address, surroundings(query));
    return failurePage(status, page, address.query.length === 0);
  };
}

const missing: readonly (readonly [string, Failure])[] = [
  ['/boards/', 'stop-not-found'],
  ['/stops/', 'stop-not-found'],
  ['/places/', 'place-not-found'],
];

function failureOf(status: number, path: string): Failure {
  if (status === 404) return missing.find(([start]) => path.startsWith(start))?.[1] ?? 'not-found';
  if (status === 410) return 'place-gone';
  return status < 500 ? 'bad-request' : 'unavailable';
}

/** The address as a link to this very site: one slash at its head, or "//host" would lead to another. */
function ownPath(path: string): string {
  const segments = path
    .split('/')
    .filter(Boolean)
    .map((segment) => encodeURIComponent(decoded(segment)));
  return `/${segments.join('/')}`;
}

/** Some gateways decode the path before they hand it over. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What the address asks for besides the reader's choices, which links add anew. */
function ownQuery(query: URLSearchParams): [string, string][] {
  return [...query].filter(([name]) => !['lang', 'theme', 'text', 'as'].includes(name));
}
