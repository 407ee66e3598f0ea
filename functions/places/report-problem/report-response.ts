import type { HttpResponse } from '#functions/runtime/http.ts';

/** Nothing from elsewhere, nothing inline, and no script at all. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** What one visitor types is nobody else's: no cache keeps these pages. */
const ownHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': contentSecurityPolicy,
  'x-robots-tag': 'noindex',
};

export const reportHtml = (html: string, status = 200): HttpResponse => ({
  status,
  headers: { ...ownHeaders, 'content-type': 'text/html; charset=utf-8' },
  body: html,
});

/** After sending: a page that can be loaded again without sending it again. */
export const seeOther = (location: string): HttpResponse => ({
  status: 303,
  headers: { ...ownHeaders, location },
  body: '',
});
