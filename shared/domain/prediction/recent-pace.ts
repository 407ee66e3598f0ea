import type { EpochSeconds } from '../transit/service-day.ts';

/** How long what has been seen counts. */
const COUNTS_SECONDS = 3600;
/** Legs that have ended are the quick ones first: a pace that rests on few of them is no pace yet. */
const PRIOR_SECONDS = 30_000;
const [SLOWEST, FASTEST] = [1.5, 0.75];

/** What the buses of the last hour took, over what they were expected to take. */
export class RecentPace {
  private recent: { readonly at: EpochSeconds; readonly seconds: number; readonly expected: number }[] = [];
  /** Sums of what is recent, since every forecast of a poll asks for the pace. */
  private seconds = 0;
  private expected = 0;
  private askedAt: EpochSeconds | undefined;

  /** Whole seconds, so that the sums stay exact. */
  add(at: EpochSeconds, seconds: number, expected: number): void {
    this.recent.push({ at, seconds, expected });
    this.seconds += seconds;
    this.expected += expected;
  }

  at(now: EpochSeconds): number {
    if (now !== this.askedAt) this.forgetBefore(now - COUNTS_SECONDS);
    this.askedAt = now;
    const pace = (PRIOR_SECONDS + this.seconds) / (PRIOR_SECONDS + this.expected);
    return Math.min(SLOWEST, Math.max(FASTEST, pace));
  }

  private forgetBefore(time: EpochSeconds): void {
    this.recent = this.recent.filter(({ at, seconds, expected }) => {
      if (at > time) return true;
      this.seconds -= seconds;
      this.expected -= expected;
      return false;
    });
  }
}
