import { contentSecurityPolicy, htmlResponse, seeOtherResponse } from '#functions/runtime/html-response.ts';
import type { HttpResponse } from '#functions/runtime/http.ts';

/** What staff see is theirs alone: no cache keeps it. */
const ownHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy': contentSecurityPolicy(),
  'referrer-policy': 'same-origin',
  'x-robots-tag': 'noindex',
};

export const staffHtml = (html: string, status = 200): HttpResponse => htmlResponse(status, html, ownHeaders);

export const seeOther = (location: string, cookies: readonly string[] = []): HttpResponse =>
  seeOtherResponse(location, ownHeaders, cookies);

export const noContent: HttpResponse = {
  status: 204,
  headers: { 'cache-control': 'private, no-store' },
  body: '',
};
