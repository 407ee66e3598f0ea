import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import type { BoardFacts } from './board-facts.ts';
import { clockTime } from './clock-time.ts';
import { type Freshness, freshnessAt } from './departure-view.ts';
import type { Speaker } from './words/speaker.tsx';

/** A page asks every 15 s. When nothing newer has come for this long, it says that it is cut off. */
const LOST_SECONDS = 60;

export interface Trust {
  readonly freshness: Freshness;
  /** The instant of the last news from the server, once that is too long ago. */
  readonly lostSince: EpochSeconds | null;
  readonly sentences: readonly string[];
}

/** How far the times on a page can be believed, in plain sentences. */
export function trustAt({ board }: BoardFacts, now: EpochSeconds, speaker: Speaker): Trust {
  const freshness = freshnessAt(board.realtime, now);
  const lostSince = now - board.asOf > LOST_SECONDS ? board.asOf : null;
  const asOf = board.realtime.asOf ?? now;
  const minutesOld = Math.max(1, Math.floor((now - asOf) / 60));
  if (lostSince !== null) {
    return {
      freshness,
      lostSince,
      sentences: [
        speaker.text('lostSince', clockTime(lostSince, board.timeZone)),
        freshness === 'none' ? speaker.text('lostTimetable') : speaker.text('liveOld', minutesOld),
      ],
    };
  }
  const sentence = {
    live: () => speaker.text('liveAsOf', clockTime(asOf, board.timeZone)),
    stale: () => speaker.text('liveOld', minutesOld),
    none: () => speaker.text('timetableOnly'),
  }[freshness]();
  return {
    freshness,
    lostSince,
    sentences:
      freshness !== 'none' && board.realtime.isPartial ? [sentence, speaker.text('liveForSome')] : [sentence],
  };
}
