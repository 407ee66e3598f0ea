import * as z from 'zod/mini';
import { type LiveCall, OCCUPANCY_STATUSES } from '../domain/transit/live-snapshot.ts';
import { intColumn } from './int-column-schema.ts';

/** Codes 0 to 3; the last code is a live call with a delay. */
const STATES = ['scheduled', 'live', 'skipped', 'cancelled'] as const;
const DELAYED = STATES.length;
/** No trip calls so often; a run that says so is damaged. */
const LONGEST_RUN = 100_000;

/** What few calls have. */
const callDetailSchema = z.object({
  stopId: z.optional(z.string()),
  expected: z.optional(z.nullable(z.number())),
  scheduled: z.optional(z.nullable(z.number())),
  headsign: z.optional(z.string()),
  pickupType: z.optional(z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])),
  occupancy: z.optional(z.nullable(z.enum(OCCUPANCY_STATUSES))),
  isLast: z.optional(z.boolean()),
  standing: z.optional(z.literal(true)),
});

/**
 * The calls of a shard's trips as runs: a delay that the feed gives at one stop is carried on to those that follow,
 * so most calls say what the one before them says.
 */
export const callColumnsSchema = z.object({
  /** Per run: calls left out before it. */
  skips: intColumn,
  lengths: intColumn,
  /** Per run: code of its state, one digit. */
  states: z.string(),
  /** Per run of delayed calls: seconds, minus those of the trip's delayed run before. */
  delays: intColumn,
  /** Index of the call, counted over all trips → its detail. */
  details: z.record(z.string(), callDetailSchema),
});
export type CallColumns = z.infer<typeof callColumnsSchema>;

/** Looked at for every call of every poll, so field by field. */
function hasDetail(call: LiveCall): boolean {
  return (
    call.stopId !== undefined ||
    call.isLast !== undefined ||
    call.headsign !== undefined ||
    call.pickupType !== undefined ||
    call.occupancy !== undefined ||
    call.standing !== undefined
  );
}

function detailOf({
  callIndex: _,
  state: __,
  delaySeconds: ___,
  ...detail
}: LiveCall): CallColumns['details'][string] {
  return detail;
}

/** Fills call columns, one trip after the other. */
export class CallColumnsWriter {
  readonly columns: CallColumns = { skips: [], lengths: [], states: '', delays: [], details: {} };
  private calls = 0;

  /** Adds the calls of a trip, which are in order of callIndex; answers how many runs they are. */
  add(calls: readonly LiveCall[]): number {
    const { skips, lengths, delays, details } = this.columns;
    const before = skips.length;
    let states = '';
    let next = 0;
    let delay = 0;
    let code = -1;
    for (const call of calls) {
      const ownCode = call.delaySeconds === undefined ? STATES.indexOf(call.state) : DELAYED;
      const ownDelay = call.delaySeconds ?? delay;
      if (ownCode === code && ownDelay === delay && call.callIndex === next) {
        lengths[lengths.length - 1] = (lengths[lengths.length - 1] ?? 0) + 1;
      } else {
        skips.push(call.callIndex - next);
        lengths.push(1);
        states += ownCode;
        if (ownCode === DELAYED) delays.push(ownDelay - delay);
        code = ownCode;
        delay = ownDelay;
      }
      if (hasDetail(call)) details[this.calls] = detailOf(call);
      next = call.callIndex + 1;
      this.calls++;
    }
    this.columns.states += states;
    return skips.length - before;
  }
}

/** Reads call columns, one trip after the other. */
export class CallColumnsReader {
  private readonly columns: CallColumns;
  private run = 0;
  private delay = 0;
  private calls = 0;

  constructor(columns: CallColumns) {
    this.columns = columns;
  }

  /** The calls of the next trip. Throws RangeError on columns that do not fit each other. */
  next(runCount: number): LiveCall[] {
    const { skips, lengths, states, delays, details } = this.columns;
    const calls: LiveCall[] = [];
    let callIndex = 0;
    let delaySeconds = 0;
    for (const end = this.run + runCount; this.run < end; this.run++) {
      const length = lengths[this.run] ?? Number.NaN;
      const code = Number(states[this.run]);
      const state = STATES[code];
      callIndex += skips[this.run] ?? Number.NaN;
      if (code === DELAYED) delaySeconds += delays[this.delay++] ?? Number.NaN;
      const fits = length > 0 && length <= LONGEST_RUN && (code === DELAYED || state !== undefined);
      if (!fits || Number.isNaN(callIndex + delaySeconds)) {
        throw new RangeError(`run ${this.run} of a live shard does not fit its columns`);
      }
      for (const past = callIndex + length; callIndex < past; callIndex++) {
        const said = state ? { callIndex, state } : { callIndex, state: 'live' as const, delaySeconds };
        const detail = details[this.calls++] as Partial<LiveCall> | undefined;
        calls.push(detail ? { ...said, ...detail } : said);
      }
    }
    return calls;
  }
}
