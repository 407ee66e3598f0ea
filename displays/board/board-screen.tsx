import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { BoardFacts } from '../kit/board-facts.ts';
import { clockTime } from '../kit/clock-time.ts';
import { departuresAt } from '../kit/departure-view.ts';
import type { Saying } from '../kit/departure-words.ts';
import { NoDepartures } from '../kit/no-departures.tsx';
import { fitClass } from '../kit/text-fit.ts';
import { translatedName } from '../kit/translation.ts';
import { trustAt } from '../kit/trust.ts';
import { TrustLine } from '../kit/trust-line.tsx';
import type { Speaker } from '../kit/words/speaker.tsx';
import { AlertPanel } from './alert-panel.tsx';
import { BoardRow } from './board-row.tsx';
import { Legend } from './legend.tsx';

/** More rows than the tallest screen has room for; those that do not fit are clipped whole. */
const MAXIMUM_ROWS = 20;

export interface BoardScreenProps {
  readonly facts: BoardFacts;
  readonly now: EpochSeconds;
  readonly speaker: Speaker;
  /** As asked for in the address; null: as many as fit at the normal size. */
  readonly rows: number | null;
  readonly helpText: string | null;
}

/** The whole board as a function of facts and time: drawn on the server once, in the browser every second. */
export function BoardScreen({ facts, now, speaker, rows, helpText }: BoardScreenProps) {
  const { board } = facts;
  const saying: Saying = { speaker, now, timeZone: board.timeZone };
  const views = departuresAt(board, now);
  const slots = Array.from({ length: rows ?? MAXIMUM_ROWS }, (_, i) => views[i]);
  const trust = trustAt(facts, now, speaker);
  const showPlatform = new Set(board.departures.map(({ platform }) => platform).filter(Boolean)).size > 1;
  const name = translatedName(board.stop.name, board.stop.names, speaker.language).text;
  const clock = clockTime(now, board.timeZone);
  return (
    <div class={`board board-${trust.freshness}${board.alerts.length > 0 ? ' has-alerts' : ''}`}>
      <header class="head">
        <h1 class={fitClass(name)}>
          {name}
          {board.stop.indicator && <span class="indicator"> {board.stop.indicator}</span>}
        </h1>
        <p class="clock">
          <span class="unseen">{speaker.say('timeNow')}: </span>
          <time key={clock}>{clock}</time>
        </p>
      </header>
      <main>
        <TrustLine trust={trust} speaker={speaker} />
        <div class="panel">
          <AlertPanel alerts={board.alerts} now={now} speaker={speaker} />
          {board.alerts.length === 0 && <Legend speaker={speaker} />}
        </div>
        <div class="list">
          {views.length > 0 ? (
            // A list, not a table: each row is a sentence. Slots stay where they are and their content is replaced.
            <ol
              class={rows === null ? 'rows' : 'rows rows-set'}
              // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with the list style.
              role="list"
              aria-label={speaker.text('departures')}
            >
              {slots.map((view, i) => (
                <li key={i} class="slot" hidden={!view && rows === null}>
                  {view && (
                    <BoardRow key={view.key} view={view} saying={saying} showPlatform={showPlatform} />
                  )}
                </li>
              ))}
            </ol>
          ) : (
            <NoDepartures facts={facts} saying={saying} lost={trust.lostSince !== null} />
          )}
        </div>
      </main>
      <footer class="help">
        <p>
          {speaker.say('helpBoard')} {helpText ?? speaker.say('helpDefault')}
        </p>
      </footer>
    </div>
  );
}
