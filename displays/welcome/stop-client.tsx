import { hydrate, render } from 'preact';
import { FACTS_QUERY } from '../kit/board-facts.ts';
import { browserSurroundings, livePage } from '../kit/live-page.ts';
import { speakerOf } from '../kit/words/speaker.tsx';
import { DepartureList } from './departure-list.tsx';
import type { StopSettings } from './stop-page.tsx';

function run(root: Element, { facts, language, refreshHref }: StopSettings): void {
  const speaker = speakerOf(language);
  const page = livePage(`${location.pathname}?${FACTS_QUERY}`, facts, browserSurroundings(), () => draw());
  let wanted = true;

  /** Nothing is asked for, and nothing counted, while nobody can see it or the reader wants it still. */
  function follow(): void {
    if (wanted && document.visibilityState === 'visible') page.start();
    else page.stop();
  }
  function toggle(): void {
    wanted = !wanted;
    follow();
    draw();
  }
  function draw(): void {
    render(
      <DepartureList
        facts={page.facts()}
        now={page.now()}
        speaker={speaker}
        refreshHref={refreshHref}
        updating={{ on: wanted, toggle }}
      />,
      root,
    );
  }
  hydrate(
    <DepartureList facts={facts} now={facts.board.asOf} speaker={speaker} refreshHref={refreshHref} />,
    root,
  );
  draw();
  setInterval(() => wanted && draw(), 1000);
  document.addEventListener('visibilitychange', follow);
  follow();
}

const root = document.getElementById('list');
const settings = document.getElementById('settings')?.textContent;
if (root && settings) run(root, JSON.parse(settings) as StopSettings);
