import type { ScoredBand } from '#shared/domain/prediction/accuracy.ts';
import type { ServiceDate } from '#shared/domain/transit/service-day.ts';
import type { LocalStore } from '#test/builders/local-store.ts';
import type { Model } from '#test/replay/compare-models.ts';
import { readBack } from '#test/replay/replay-recording.ts';
import { type SimulationPlan, startSimulation } from './run-simulation.ts';
import { DayScore } from './score-polls.ts';

/** Runs a simulation to its end; every `scoreSeconds` all that is told is held against what will really happen. */
export async function scoreSimulation(
  store: LocalStore,
  plan: SimulationPlan,
  scoreSeconds: number,
): Promise<Map<ServiceDate, DayScore>> {
  const { lookup, polls } = await startSimulation(store, plan);
  const scores = new Map<ServiceDate, DayScore>();
  for await (const poll of polls) {
    const score = scores.get(poll.date) ?? new DayScore(lookup, poll.day.runs);
    scores.set(poll.date, score);
    score.notePoll(poll);
    if (poll.now % scoreSeconds < plan.pollSeconds) {
      const { told } = await readBack(store, lookup.index.version);
      score.scoreTold(poll, told.values());
    }
  }
  return scores;
}

const FEWEST_SAMPLES = 100;

/** The bands, of those with enough samples, in which a day's product is right less often than another model. */
export function bandsWorseThan({ table }: DayScore, model: Model): ScoredBand[] {
  const others = table.scored(model);
  return table.scored('the product').filter((band) => {
    const other = others.find((one) => one.measure === band.measure && one.fromSeconds === band.fromSeconds);
    return other && band.samples >= FEWEST_SAMPLES && band.accurate <= other.accurate;
  });
}
