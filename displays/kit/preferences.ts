import { type Language, languages } from './words/speaker.tsx';

/** What a reader has chosen. It lives in the address alone: no cookie, nothing stored, and a link can be shared. */
export interface Preferences {
  readonly language: Language;
  /** null: as the device has it. */
  readonly theme: 'light' | 'dark' | 'sun' | null;
  readonly text: 'large' | null;
}

/** What is not understood counts as not given: a mistyped choice must not cost anyone their bus times. */
export function preferencesOf(query: URLSearchParams): Preferences {
  const theme = query.get('theme');
  return {
    language: languages.find((language) => language === query.get('lang')) ?? 'en',
    theme: theme === 'light' || theme === 'dark' || theme === 'sun' ? theme : null,
    text: query.get('text') === 'large' ? 'large' : null,
  };
}

export function preferencePairs({ language, theme, text }: Preferences): [string, string][] {
  const pairs: [string, string][] = [];
  if (language !== 'en') pairs.push(['lang', language]);
  if (theme) pairs.push(['theme', theme]);
  if (text) pairs.push(['text', text]);
  return pairs;
}

/** A link that keeps the reader's choices. */
export function hrefWith(path: string, preferences: Preferences, more: [string, string][] = []): string {
  const query = new URLSearchParams([...more, ...preferencePairs(preferences)]).toString();
  return query ? `${path}?${query}` : path;
}

export function stopHref(stopId: string, preferences: Preferences): string {
  return hrefWith(`/stops/${encodeURIComponent(stopId)}`, preferences);
}
