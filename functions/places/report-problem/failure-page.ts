import { type Failure, messagePage } from '#displays/welcome/message-page.tsx';
import type { PageSurroundings } from '#displays/welcome/shell.tsx';
import type { ErrorRenderer } from '#functions/runtime/http.ts';
import { reportHtml } from './report-response.ts';

const failureOf = (status: number): Failure => {
  if (status === 404) return 'place-not-found';
  if (status === 410) return 'place-gone';
  return status < 500 ? 'bad-request' : 'unavailable';
};

/** Errors are pages too, in the reader's own colours and words. Nothing of the error itself is shown. */
export const failurePage =
  (surroundings: (query: URLSearchParams) => PageSurroundings): ErrorRenderer =>
  ({ status }, { path, query }) => {
    // One slash at its head, or "//host" would lead to another site.
    const address = { path: `/${path.replace(/^\/+/, '')}`, query: [], isBoard: false };
    return reportHtml(messagePage(failureOf(status), address, surroundings(query)), status);
  };
