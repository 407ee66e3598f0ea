import type { ServiceDate } from '#shared/domain/transit/service-day.ts';
import { openLocalStore } from '#test/builders/local-store.ts';
import { accuracyTables, percent } from '#test/replay/accuracy-tables.ts';
import { MODELS, type Model } from '#test/replay/compare-models.ts';
import { leadsOfProduct, leadTable } from '#test/replay/lead-of-product.ts';
import { scoreRecording } from '#test/replay/score-recording.ts';
import type { DayScore } from '#test/simulation/score-polls.ts';
import { bandsWorseThan, scoreSimulation } from '#test/simulation/score-simulation.ts';
import type { NetworkPlan } from '#test/simulation/simulated-network.ts';
import type { BenchEngine } from '../bench-engine.ts';
import type { PollJob } from '../jobs/poll.ts';
import type { PredictionCost } from '../jobs/predict.ts';
import { runMeasured } from '../measured-process.ts';
import { POLL_MEMORY_MEGABYTES, type PollRuns, pollColumns, pollRows, runPolls } from '../poll-runs.ts';
import { kingston, kingstonDay, kingstonVehicleLog, recordedFeedsPresent } from '../recorded-feeds.ts';
import type { PartReport, Row, Table } from '../report.ts';
import { median, percentile } from '../samples.ts';
import { type SimulatedTraffic, writeSimulatedTraffic } from '../simulated-messages.ts';

/** A working week of mornings and evenings, with about 200 vehicles on the road at a time, and 300 in the feed. */
const WEEK = {
  network: { towns: 8, headwayMinutes: 9, fromHour: 6, toHour: 19 },
  days: ['20260112', '20260113', '20260114', '20260115', '20260116'],
  hours: [
    [7, 10],
    [16, 18],
  ],
  pollSeconds: 30,
} as const;
const SCORE_SECONDS = 120;
const FEWEST_SAMPLES = 100;

/** 24 polls: what has been learned is written once in ten minutes of them. */
const POLLS = 24;
const traffics: readonly { readonly vehicles: number; readonly plan: NetworkPlan }[] = [
  { vehicles: 500, plan: { towns: 10, headwayMinutes: 5, fromHour: 6, toHour: 10 } },
  { vehicles: 5_000, plan: { towns: 50, headwayMinutes: 2, fromHour: 6, toHour: 9 } },
];

export async function benchPredictions(engine: BenchEngine, runs: number): Promise<PartReport> {
  const costs = [];
  for (const { vehicles, plan } of traffics) costs.push(await costOf(engine, vehicles, plan, runs));
  const store = await openLocalStore();
  let week: Map<ServiceDate, DayScore>;
  try {
    week = await scoreSimulation(store, WEEK, SCORE_SECONDS);
  } finally {
    await store.stop();
  }
  const [small] = costs;
  return {
    tables: [
      { title: 'Polls of vehicles', columns: pollColumns, rows: costs.flatMap(({ rows }) => rows) },
      {
        title: 'CPU ms of predicting (medians of polls after the first)',
        columns: ['vehicles', 'trips, shapes', 'follow, forecast', 'score, note', 'write tracks', 'sum'],
        rows: costs.map(({ alone }) => alone),
      },
      {
        title: 'Written a poll, in units of 1 kB',
        columns: [
          'vehicles',
          'snapshot',
          'tracks',
          'tracks, bytes a vehicle',
          'what is learned, once in 10 minutes',
        ],
        rows: costs.map(({ written }) => written),
      },
      ...weekTables(week),
      ...(await recordedTables()),
    ],
    targets: [
      { what: '500 vehicles, a poll', measured: small?.cpu ?? Number.NaN, below: 300, unit: 'ms CPU' },
      { what: '500 vehicles, a poll', measured: small?.units ?? Number.NaN, below: 100, unit: 'write units' },
      {
        what: `bands of ${FEWEST_SAMPLES} samples and more, of the days from the second, where a constant delay is right more often`,
        measured: [...week.values()]
          .slice(1)
          .reduce((sum, score) => sum + bandsWorseThan(score, 'constant delay').length, 0),
        most: 0,
        unit: 'bands',
      },
    ],
  };
}

async function costOf(engine: BenchEngine, vehicles: number, plan: NetworkPlan, runs: number) {
  const title = `${vehicles.toLocaleString('en-GB')} vehicles`;
  const id = `vehicles-${vehicles}`;
  const traffic = await writeSimulatedTraffic(engine.folder, id, vehicles, plan, POLLS);
  const polls = (predict: boolean) =>
    runPolls(engine, traffic.feed, `${title}${predict ? '' : ', no predictions'}`, traffic.messages, runs, {
      kind: 'vehicle-positions',
      predict,
    });
  const [ours, without] = [await polls(true), await polls(false)];
  return {
    rows: [...pollRows(ours), ...pollRows(without)],
    alone: await costAlone(engine, title, traffic),
    written: writtenRow(title, ours, vehicles),
    cpu: median(ours.changed.map(({ cpuMilliseconds }) => cpuMilliseconds)),
    units: median(ours.changed.map(({ writeUnits }) => writeUnits)),
  };
}

async function costAlone(
  engine: BenchEngine,
  title: string,
  { feed, messages }: SimulatedTraffic,
): Promise<Row> {
  const network = await engine.ready(feed, 'vehicle-positions');
  const job: PollJob = { endpoint: engine.endpoint, network, messages };
  const { result } = await runMeasured<PollJob, PredictionCost[]>('predict', POLL_MEMORY_MEGABYTES, job);
  const steps = ['open', 'predict', 'observe', 'save'] as const;
  const later = result.slice(1);
  const medians = steps.map((step) => median(later.map((cost) => cost[step])));
  return [title, ...medians, medians.reduce((sum, milliseconds) => sum + milliseconds, 0)];
}

/** Snapshots are written under TRIPS, tracks under TRACKS, what is learned and scored under SLOT and DAY. */
function writtenRow(title: string, { changed }: PollRuns, vehicles: number): Row {
  const unitsOf = (names: readonly string[]) =>
    changed.map(({ putUnits }) => names.reduce((sum, name) => sum + (putUnits.get(name)?.units ?? 0), 0));
  const trackBytes = median(changed.map(({ putUnits }) => putUnits.get('TRACKS')?.bytes ?? 0));
  return [
    title,
    median(unitsOf(['TRIPS', 'ALERTS'])),
    median(unitsOf(['TRACKS'])),
    trackBytes / vehicles,
    Math.max(...unitsOf(['SLOT', 'DAY'])),
  ];
}

function weekTables(week: ReadonlyMap<ServiceDate, DayScore>): Table[] {
  const models = MODELS.filter((model) => model !== "the producer's own");
  const days = [...week.values()];
  const first = days[0]?.table.scored('the product') ?? [];
  const share = (score: DayScore, model: Model, band: (typeof first)[number]) => {
    const found = score.table
      .scored(model)
      .find(({ measure, fromSeconds }) => measure === band.measure && fromSeconds === band.fromSeconds);
    return found ? percent(found.accurate, found.samples) : '-';
  };
  return [
    ...(['eta-benchmark', 'mbta'] as const).map((measure) => ({
      title: `Simulated days: accurate by ${measure}, against the truth`,
      columns: ['minutes ahead', 'model', ...days.map((_, i) => `day ${i + 1}`)],
      rows: first
        .filter((band) => band.measure === measure)
        .flatMap((band) =>
          models.map((model) => [
            `${band.fromSeconds / 60} to ${band.toSeconds / 60}`,
            model,
            ...days.map((score) => share(score, model, band)),
          ]),
        ),
    })),
    {
      title: 'Simulated days: what was seen, against the truth',
      columns: [
        'day',
        'reports',
        'found on a run',
        'departures seen',
        'off by, s p50',
        'p95',
        'arrivals off by, s p50',
        'p95',
        'departures ahead with a time',
        'seen of runs that never ran',
      ],
      rows: days.map((score, i) => {
        const [departures, arrivals] = [score.departureErrors, score.arrivalErrors].map((errors) =>
          errors.map(Math.abs),
        );
        const quantile = (errors: readonly number[] | undefined, at: number) => percentile(errors ?? [], at);
        return [
          i + 1,
          score.reported,
          percent(score.matched, score.reported),
          score.departureErrors.length,
          quantile(departures, 0.5),
          quantile(departures, 0.95),
          quantile(arrivals, 0.5),
          quantile(arrivals, 0.95),
          percent(score.coverage.told, score.coverage.ahead),
          score.ghosts.passages,
        ];
      }),
    },
  ];
}

async function recordedTables(): Promise<Table[]> {
  if (!recordedFeedsPresent()) {
    console.error('The recorded day of Kingston does not lie beside this repository: it is left out.');
    return [];
  }
  const { comparison } = await scoreRecording({
    gtfs: kingston.gtfs,
    vehicles: [kingstonVehicleLog],
    compare: [kingstonDay],
  });
  return [
    ...accuracyTables(comparison.table, 'Kingston, recorded'),
    ...(['constant delay', "the producer's own"] as const).map((other) =>
      leadTable(leadsOfProduct(comparison, other), other),
    ),
  ];
}
