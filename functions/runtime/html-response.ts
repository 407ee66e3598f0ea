import type { HttpResponse } from './http.ts';

/** Nothing from elsewhere, nothing inline. What is not named here falls back to nothing at all. */
const onOwnPages = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
} as const;

type Directives = Readonly<Partial<Record<keyof typeof onOwnPages, string | null>>>;

/** Content-Security-Policy of our own pages. `differs` says what a kind of page has otherwise; null: not at all. */
export function contentSecurityPolicy(differs: Directives = {}): string {
  return Object.entries<string | null>({ ...onOwnPages, ...differs })
    .flatMap(([directive, sources]) => (sources === null ? [] : [`${directive} ${sources}`]))
    .join('; ');
}

/** No page goes without these two. */
export type PageHeaders = Readonly<Record<'cache-control' | 'content-security-policy', string>> &
  Readonly<Record<string, string>>;

export function htmlResponse(status: number, body: string, headers: PageHeaders): HttpResponse {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}

/** After a form: a page that can be loaded again without sending it again. */
export function seeOtherResponse(
  location: string,
  headers: PageHeaders,
  cookies: readonly string[] = [],
): HttpResponse {
  return { status: 303, headers: { ...headers, location }, cookies, body: '' };
}
