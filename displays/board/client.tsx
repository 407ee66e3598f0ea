import { hydrate, render } from 'preact';
import { FACTS_QUERY } from '../kit/board-facts.ts';
import { isDaylight } from '../kit/daylight.ts';
import { browserSurroundings, livePage } from '../kit/live-page.ts';
import { speakerOf } from '../kit/words/speaker.tsx';
import { BoardScreen } from './board-screen.tsx';
import type { BoardSettings } from './board-settings.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Only while the server answers: a board must never be left on a browser's error page. */
async function reload(): Promise<void> {
  const page = await fetch(location.href, { cache: 'no-store' });
  if (page.ok) location.reload();
}

function run(root: Element, settings: BoardSettings): void {
  const { language, rows, helpText, bySun } = settings;
  const speaker = speakerOf(language);
  const page = livePage(
    `${location.pathname}?${FACTS_QUERY}`,
    settings.facts,
    browserSurroundings(),
    ({ release }) => {
      if (release !== settings.facts.release || performance.now() > DAY_MILLISECONDS)
        reload().catch(() => {});
      draw();
    },
  );
  function draw(put = render): void {
    const [facts, now] = [page.facts(), page.now()];
    put(<BoardScreen facts={facts} now={now} speaker={speaker} rows={rows} helpText={helpText} />, root);
    const { lat, lon } = facts.board.stop;
    if (bySun && lat !== null && lon !== null) {
      document.documentElement.dataset.theme = isDaylight(now, lat, lon) ? 'light' : 'dark';
    }
  }
  draw(hydrate);
  setInterval(() => draw(), 1000);
  page.start();
}

const root = document.getElementById('board');
const settings = document.getElementById('settings')?.textContent;
if (root && settings) run(root, JSON.parse(settings) as BoardSettings);
