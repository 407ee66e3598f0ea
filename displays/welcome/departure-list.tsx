import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { BoardFacts } from '../kit/board-facts.ts';
import { clockTime } from '../kit/clock-time.ts';
import { departuresAt } from '../kit/departure-view.ts';
import type { Saying } from '../kit/departure-words.ts';
import { NoDepartures } from '../kit/no-departures.tsx';
import { trustAt } from '../kit/trust.ts';
import { TrustLine } from '../kit/trust-line.tsx';
import type { Speaker } from '../kit/words/speaker.tsx';
import { DepartureItem } from './departure-item.tsx';

/** Enough to choose from, and not a timetable to scroll through. */
const LISTED = 20;

export interface DepartureListProps {
  readonly facts: BoardFacts;
  readonly now: EpochSeconds;
  readonly speaker: Speaker;
  readonly refreshHref: string;
  /** Set by the page's script alone: whether the list updates, and how to change that. */
  readonly updating?: { readonly on: boolean; readonly toggle: () => void } | undefined;
}

/** The part of the stop page that changes. */
export function DepartureList({ facts, now, speaker, refreshHref, updating }: DepartureListProps) {
  const saying: Saying = { speaker, now, timeZone: facts.board.timeZone };
  const views = departuresAt(facts.board, now).slice(0, LISTED);
  const trust = trustAt(facts, now, speaker);
  return (
    <>
      <TrustLine trust={trust} speaker={speaker} />
      <p class="refresh">
        <a class="button" href={refreshHref}>
          {speaker.say('refresh')}
        </a>
        <span class="shown">{speaker.say('shownAt', clockTime(now, facts.board.timeZone))}</span>
      </p>
      {views.length > 0 ? (
        <ol
          class="departures"
          // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with the list style.
          role="list"
          aria-label={speaker.text('departures')}
        >
          {views.map((view) => (
            <li key={view.key}>
              <DepartureItem view={view} saying={saying} />
            </li>
          ))}
        </ol>
      ) : (
        <NoDepartures facts={facts} saying={saying} lost={trust.lostSince !== null} />
      )}
      <Updating speaker={speaker} updating={updating} />
    </>
  );
}

/** Its place is kept from the start, so that nothing moves when the script takes over. */
function Updating({ speaker, updating }: Pick<DepartureListProps, 'speaker' | 'updating'>) {
  const on = updating?.on ?? true;
  return (
    <p class={updating ? 'updating' : 'updating pending'}>
      {speaker.say(on ? 'updatesItself' : 'updatesStopped')}{' '}
      <button type="button" onClick={updating?.toggle}>
        {speaker.say(on ? 'stopUpdating' : 'startUpdating')}
      </button>
    </p>
  );
}
