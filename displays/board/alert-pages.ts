import type { Alert } from '#shared/domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { type Translated, translated } from '../kit/translation.ts';
import type { Language } from '../kit/words/speaker.tsx';

export interface AlertPage {
  readonly key: string;
  readonly header: Translated;
  readonly body: Translated | null;
}

/** What fits the alert area of the smallest board in one go. */
const PAGE_CHARACTERS = 300;
/** Long enough to read a full page twice at an unhurried 200 words a minute. */
const PAGE_SECONDS = 15;

/** Alerts as pages of readable length, in their order. Text is never cut off: what is long goes on on the next page. */
export function alertPages(alerts: readonly Alert[], language: Language): AlertPage[] {
  return alerts.flatMap(({ id, header, description }): AlertPage[] => {
    const title = translated(header, language);
    const body = translated(description, language);
    if (!title.text && !body.text) return [];
    if (!title.text) {
      const [first = '', ...rest] = split(body.text, PAGE_CHARACTERS);
      return [first, ...rest].map((text, i) => ({
        key: `${id}|${i}`,
        header: { ...body, text },
        body: null,
      }));
    }
    const parts = body.text === title.text ? [] : split(body.text, PAGE_CHARACTERS);
    if (parts.length === 0) return [{ key: `${id}|0`, header: title, body: null }];
    return parts.map((text, i) => ({ key: `${id}|${i}`, header: title, body: { ...body, text } }));
  });
}

/** The page to show at an instant: the same on every screen, and after every reload. */
export function pageAt(pages: number, now: EpochSeconds): number {
  return pages === 0 ? 0 : Math.floor(now / PAGE_SECONDS) % pages;
}

/** Cuts after a sentence where one ends late enough, else between words and says so, else where it must. */
function split(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const head = rest.slice(0, limit + 1);
    const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? ')) + 1;
    if (sentence > limit / 3) {
      parts.push(rest.slice(0, sentence).trim());
      rest = rest.slice(sentence).trim();
      continue;
    }
    const room = rest.slice(0, limit - 1).lastIndexOf(' ');
    const cut = room > limit / 2 ? room : limit - 2;
    parts.push(`${rest.slice(0, cut).trim()} …`);
    rest = `… ${rest.slice(cut).trim()}`;
  }
  if (rest) parts.push(rest);
  return parts;
}
