import { parseArgs } from 'node:util';
import { oracle } from './board.ts';

/**
 * Prints boards as the slow second implementation sees them:
 *   node --import tsx test/oracle/cli.ts --gtfs PATH [--trip-updates PATH ...] [--vehicle-positions PATH ...]
 *     [--alerts PATH ...] --now ISO8601 [--stop ID] [--limit N] [--horizon MINUTES] [--sources]
 * One board with --stop, else one line for each stop; with --sources what became of the feeds' entities.
 */
const { values } = parseArgs({
  options: {
    gtfs: { type: 'string' },
    'trip-updates': { type: 'string', multiple: true, default: [] },
    'vehicle-positions': { type: 'string', multiple: true, default: [] },
    alerts: { type: 'string', multiple: true, default: [] },
    now: { type: 'string' },
    stop: { type: 'string' },
    limit: { type: 'string', default: '20' },
    horizon: { type: 'string', default: '120' },
    sources: { type: 'boolean', default: false },
  },
});

const now = Math.floor(Date.parse(values.now ?? '') / 1000);
if (values.gtfs === undefined || Number.isNaN(now)) {
  console.error('--gtfs PATH and --now ISO8601 are needed');
  process.exit(2);
}

const boards = oracle({
  gtfs: values.gtfs,
  tripUpdates: values['trip-updates'],
  vehiclePositions: values['vehicle-positions'],
  alerts: values.alerts,
});
const question = { now, limit: Number(values.limit), horizonMinutes: Number(values.horizon) };

if (values.sources) {
  console.log(JSON.stringify(boards.sources(now), null, 2));
} else if (values.stop !== undefined) {
  const board = boards.board(values.stop, question);
  if (board === null) {
    console.error(`no stop ${values.stop}`);
    process.exit(1);
  }
  console.log(JSON.stringify(board, null, 2));
} else {
  for (const stopId of boards.stopIds()) console.log(JSON.stringify(boards.board(stopId, question)));
}
