import type { AssetManifest } from '../kit/assets.ts';
import { DataBlock } from '../kit/data-block.tsx';
import { isDaylight } from '../kit/daylight.ts';
import { htmlDocument } from '../kit/html-document.tsx';
import type { Preferences } from '../kit/preferences.ts';
import { translatedName } from '../kit/translation.ts';
import { speakerOf } from '../kit/words/speaker.tsx';
import { BoardScreen } from './board-screen.tsx';
import type { BoardSettings } from './board-settings.ts';

export interface BoardPageParts extends Pick<BoardSettings, 'facts' | 'rows' | 'helpText'> {
  readonly preferences: Preferences;
  readonly assets: AssetManifest;
}

/** Complete without script; then it loads itself anew. */
export function boardPage({ facts, rows, helpText, preferences, assets }: BoardPageParts): string {
  const { language } = preferences;
  const speaker = speakerOf(language);
  const { stop, asOf } = facts.board;
  const bySun = preferences.theme === 'sun';
  const sunTheme =
    bySun && stop.lat !== null && stop.lon !== null
      ? isDaylight(asOf, stop.lat, stop.lon)
        ? 'light'
        : 'dark'
      : null;
  const settings: BoardSettings = { facts, language, rows, helpText, bySun };
  return htmlDocument({
    title: speaker.text('boardTitle', translatedName(stop.name, stop.names, language).text),
    titleLanguage: speaker.languageOf('boardTitle'),
    preferences,
    theme: preferences.theme === 'sun' ? sunTheme : preferences.theme,
    assets,
    style: 'board.css',
    script: 'board.js',
    preloadFont: true,
    reloadSeconds: 30,
    children: (
      <>
        <div id="board">
          <BoardScreen facts={facts} now={asOf} speaker={speaker} rows={rows} helpText={helpText} />
        </div>
        <DataBlock id="settings" data={settings} />
      </>
    ),
  });
}
