import { contentSecurityPolicy, htmlResponse, seeOtherResponse } from '#functions/runtime/html-response.ts';
import type { HttpResponse } from '#functions/runtime/http.ts';

/** What one visitor types is nobody else's: no cache keeps these pages. They have no script at all. */
const ownHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': contentSecurityPolicy({
    'script-src': null,
    'connect-src': null,
    'img-src': 'data:',
  }),
  'x-robots-tag': 'noindex',
};

export const reportHtml = (html: string, status = 200): HttpResponse =>
  htmlResponse(status, html, ownHeaders);

export const seeOther = (location: string): HttpResponse => seeOtherResponse(location, ownHeaders);
