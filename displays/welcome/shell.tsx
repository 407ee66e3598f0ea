import type { ComponentChildren } from 'preact';
import type { AssetManifest, AssetName } from '../kit/assets.ts';
import { htmlDocument } from '../kit/html-document.tsx';
import { hrefWith, type Preferences } from '../kit/preferences.ts';
import { type Speaker, speakerOf, type WordKey } from '../kit/words/speaker.tsx';
import { Choices } from './choices.tsx';

/** What every page for visitors is given. */
export interface PageSurroundings {
  readonly preferences: Preferences;
  readonly assets: AssetManifest;
  readonly helpText: string | null;
}

interface ShellParts extends PageSurroundings {
  readonly title: string;
  readonly titleKey: WordKey;
  /** Path and query of this page without the reader's choices. */
  readonly path: string;
  readonly query?: [string, string][];
  readonly isHome?: boolean;
  readonly script?: AssetName;
  readonly reloadSeconds?: number;
  readonly children: ComponentChildren;
}

/** The frame of every page for visitors: way in, content, choices and help, in the same places everywhere. */
export function welcomePage({ preferences, assets, helpText, ...parts }: ShellParts): string {
  const speaker = speakerOf(preferences.language);
  const siteName = speaker.text('siteName');
  return htmlDocument({
    title: parts.title === siteName ? siteName : `${parts.title} – ${siteName}`,
    titleLanguage: speaker.languageOf(parts.titleKey),
    preferences,
    theme: preferences.theme === 'sun' ? null : preferences.theme,
    assets,
    style: 'welcome.css',
    ...(parts.script ? { script: parts.script } : {}),
    ...(parts.reloadSeconds ? { reloadSeconds: parts.reloadSeconds } : {}),
    children: (
      <>
        <a class="skip" href="#content">
          {speaker.say('skipToContent')}
        </a>
        <SiteHeader speaker={speaker} preferences={preferences} isHome={parts.isHome ?? false} />
        <main id="content" tabIndex={-1}>
          {parts.children}
        </main>
        <footer>
          <Choices speaker={speaker} preferences={preferences} path={parts.path} query={parts.query ?? []} />
          <p class="help">
            <strong>{speaker.say('helpPage')}</strong> {helpText ?? speaker.say('helpDefault')}
          </p>
        </footer>
      </>
    ),
  });
}

function SiteHeader({
  speaker,
  preferences,
  isHome,
}: {
  readonly speaker: Speaker;
  readonly preferences: Preferences;
  readonly isHome: boolean;
}) {
  return (
    <header class="site">
      <span class="site-name">{speaker.say('siteName')}</span>
      {!isHome && <a href={hrefWith('/', preferences)}>{speaker.say('findAnother')}</a>}
    </header>
  );
}
