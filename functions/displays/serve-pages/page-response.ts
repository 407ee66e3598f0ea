import { contentSecurityPolicy, htmlResponse } from '#functions/runtime/html-response.ts';
import type { HttpResponse } from '#functions/runtime/http.ts';

/** Boards may be shown in a frame of our own. */
const policy = contentSecurityPolicy({ 'frame-ancestors': "'self'" });

/** Fresh for seconds, and better old than none: the page itself says how old it is. */
const timesCaching = 'public, max-age=5, stale-while-revalidate=30, stale-if-error=600';
/** Asked for every 15 s; an answer from before the last question would be of no use. */
const factsCaching = 'public, max-age=5, stale-while-revalidate=5, stale-if-error=600';

export function timesPage(html: string): HttpResponse {
  return page(200, html, timesCaching);
}

export function searchPage(html: string): HttpResponse {
  return page(200, html, 'public, max-age=60, stale-while-revalidate=600');
}

/** Nothing that holds a visitor's position may lie in a shared cache. */
export function privatePage(html: string): HttpResponse {
  return page(200, html, 'private, no-store');
}

/** @param isPublic the address says nothing of who asked */
export function failurePage(status: number, html: string, isPublic: boolean): HttpResponse {
  const caching = (status === 404 || status === 410) && isPublic ? 'public, max-age=30' : 'no-store';
  const response = page(status, html, caching);
  return status === 503 ? { ...response, headers: { ...response.headers, 'retry-after': '15' } } : response;
}

export function factsResponse(facts: unknown): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': factsCaching },
    body: JSON.stringify(facts),
  };
}

function page(status: number, html: string, caching: string): HttpResponse {
  return htmlResponse(status, html, { 'cache-control': caching, 'content-security-policy': policy });
}
