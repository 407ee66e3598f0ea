import type { HttpResponse } from '#functions/runtime/http.ts';

/** Nothing from elsewhere, nothing inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What staff see is theirs alone: no cache keeps it. */
export function staffHtml(html: string, status = 200): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': contentSecurityPolicy,
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex',
    },
    body: html,
  };
}

/** After a form: a page that can be loaded again without sending it again. */
export function seeOther(location: string, cookies: readonly string[] = []): HttpResponse {
  return {
    status: 303,
    headers: {
      location,
      'cache-control': 'private, no-store',
      'content-security-policy': contentSecurityPolicy,
    },
    cookies,
    body: '',
  };
}

export const noContent: HttpResponse = {
  status: 204,
  headers: { 'cache-control': 'private, no-store' },
  body: '',
};
