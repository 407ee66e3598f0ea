import type { ComponentChildren } from 'preact';
import type { AssetManifest, AssetName } from '../kit/assets.ts';
import { htmlDocument } from '../kit/html-document.tsx';
import { hrefWith, type Preferences } from '../kit/preferences.ts';
import { type Language, type Speaker, speakerOf, type WordKey } from '../kit/words/speaker.tsx';
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
  /** Wins where the title is a text of the data, or of another catalogue. */
  readonly titleLanguage?: Language;
  /** Path and query of this page without the reader's choices. */
  readonly path: string;
  readonly query?: [string, string][];
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
    titleLanguage: parts.titleLanguage ?? speaker.languageOf(parts.titleKey),
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
        <SiteHeader speaker={speaker} preferences={preferences} path={parts.path} />
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

interface HeaderProps {
  readonly speaker: Speaker;
  readonly preferences: Preferences;
  readonly path: string;
}

function SiteHeader(props: HeaderProps) {
  return (
    <header class="site">
      <span class="site-name">{props.speaker.say('siteName')}</span>
      <Navigation {...props} />
    </header>
  );
}

const sections = [
  { label: 'navBuses', href: '/', within: '/stops' },
  { label: 'navPlaces', href: '/places', within: '/places' },
] as const;

const isWithin = (section: string, path: string) => path === section || path.startsWith(`${section}/`);

function Navigation({ speaker, preferences, path }: HeaderProps) {
  return (
    <nav aria-label={speaker.text('navigation')}>
      <ul>
        {sections.map(({ label, href, within }) => (
          <li key={label}>
            <a
              href={hrefWith(href, preferences)}
              aria-current={path === href ? 'page' : isWithin(within, path) ? 'true' : undefined}
            >
              {speaker.say(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
