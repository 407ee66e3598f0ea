import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { type AssetManifest, type AssetName, assetHref } from './assets.ts';
import type { Preferences } from './preferences.ts';
import type { Language } from './words/speaker.tsx';

export interface DocumentParts {
  readonly title: string;
  readonly titleLanguage: Language;
  readonly preferences: Preferences;
  /** null: as the device has it. */
  readonly theme: 'light' | 'dark' | null;
  readonly assets: AssetManifest;
  readonly style: AssetName;
  readonly script?: AssetName;
  readonly preloadFont?: boolean;
  /** A page without script loads itself anew after so many seconds; with script it knows better. */
  readonly reloadSeconds?: number;
  /** Where to go on to at once. */
  readonly goOnTo?: string | undefined;
  /** For a stylesheet that is not ours. */
  readonly classes?: { readonly html: string; readonly body: string };
  readonly children: ComponentChildren;
}

/** The one way to a page's HTML: preact escapes every text and attribute. */
export function htmlDocument(parts: DocumentParts): string {
  return `<!doctype html>${render(<Html {...parts} />)}`;
}

function Html({ preferences, assets, reloadSeconds, ...parts }: DocumentParts) {
  const { language, text } = preferences;
  return (
    <html
      lang={language}
      class={parts.classes?.html ?? (text === 'large' ? 'text-large' : undefined)}
      data-theme={parts.theme ?? undefined}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title lang={parts.titleLanguage === language ? undefined : parts.titleLanguage}>{parts.title}</title>
        <link rel="icon" href="data:," />
        {parts.preloadFont && (
          <link
            rel="preload"
            as="font"
            type="font/woff2"
            crossorigin="anonymous"
            href={assetHref(assets, 'atkinson-hyperlegible-next.woff2')}
          />
        )}
        <link rel="stylesheet" href={assetHref(assets, parts.style)} />
        {parts.script && <script type="module" src={assetHref(assets, parts.script)} />}
        {parts.goOnTo && <meta http-equiv="refresh" content={`0; url=${parts.goOnTo}`} />}
        {reloadSeconds && (
          <noscript>
            <meta http-equiv="refresh" content={String(reloadSeconds)} />
          </noscript>
        )}
      </head>
      <body class={parts.classes?.body}>{parts.children}</body>
    </html>
  );
}
