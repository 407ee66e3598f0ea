import type { Occupancy } from '#shared/domain/transit/live-snapshot.ts';
import type { EpochSeconds } from '#shared/domain/transit/service-day.ts';
import { clockTime, dayName, dayOf, spokenTime } from './clock-time.ts';
import type { DepartureView } from './departure-view.ts';
import { translatedName } from './translation.ts';
import type { Speaker } from './words/speaker.tsx';

/** What the words of a row depend on besides the row. */
export interface Saying {
  readonly speaker: Speaker;
  readonly now: EpochSeconds;
  readonly timeZone: string;
}

const occupancyKeys = {
  EMPTY: 'occupancyEmpty',
  MANY_SEATS_AVAILABLE: 'occupancyMany',
  FEW_SEATS_AVAILABLE: 'occupancyFew',
  STANDING_ROOM_ONLY: 'occupancyStanding',
  CRUSHED_STANDING_ROOM_ONLY: 'occupancyCrushed',
  FULL: 'occupancyFull',
  NOT_ACCEPTING_PASSENGERS: 'occupancyNotTaking',
  NOT_BOARDABLE: 'occupancyNotTaking',
} as const satisfies Record<Occupancy, string>;

/** "tomorrow", a day's name, or nothing when the clock time alone is understood. */
export function dayWord(at: EpochSeconds, { speaker, now, timeZone }: Saying): string {
  const day = dayOf(at, now, timeZone);
  if (day === 'today') return '';
  return day === 'tomorrow' ? speaker.text('tomorrow') : dayName(at, timeZone);
}

const untrackedKeys = { silent: 'untracked', 'off-route': 'offRoute', stuck: 'stuck' } as const;

/** Everything worth knowing before boarding, in words. Wheelchair access stands apart, it has a sign. */
export function boardingNotes({ departure, state }: DepartureView, { speaker }: Saying): string[] {
  if (state === 'cancelled' || state === 'not-stopping') return [];
  const notes: string[] = [];
  if (departure.standing && state === 'live') notes.push(speaker.text('atStopNow'));
  if (departure.pickupType === 2) notes.push(speaker.text('phoneAhead'));
  if (departure.pickupType === 3) notes.push(speaker.text('askDriver'));
  if (departure.extra) notes.push(speaker.text('extra'));
  if (departure.untracked) notes.push(speaker.text(untrackedKeys[departure.untracked]));
  if (departure.occupancy && state === 'live') notes.push(speaker.text(occupancyKeys[departure.occupancy]));
  return notes;
}

/** Whole minutes behind (positive) or ahead of the timetable; undefined where that is not known. */
export function minutesLate({ departure, state }: DepartureView): number | undefined {
  if (state !== 'live' || departure.delaySeconds === null) return undefined;
  return Math.trunc(departure.delaySeconds / 60);
}

function saidTime(view: DepartureView, saying: Saying): string[] {
  const { speaker, timeZone } = saying;
  const { time } = view;
  const at = (instant: EpochSeconds) =>
    [dayWord(instant, saying), speaker.text('saidAt', spokenTime(instant, timeZone))]
      .filter(Boolean)
      .join(' ');
  if (view.state === 'cancelled' || view.state === 'not-stopping') {
    const state = speaker.text(view.state === 'cancelled' ? 'saidCancelled' : 'saidNotStopping');
    return time?.kind === 'clock'
      ? [state, speaker.text('saidTimetabled', spokenTime(time.at, timeZone))]
      : [state];
  }
  const source = speaker.text(view.state);
  if (time?.kind === 'due') return [source, speaker.text('saidDue')];
  if (time?.kind === 'minutes') {
    return [source, speaker.text('saidIn', Math.floor(time.minutes / 60), time.minutes % 60)];
  }
  if (time?.kind === 'headway') {
    const from = time.from === null ? [] : [speaker.text('fromTime', spokenTime(time.from, timeZone))];
    return [source, speaker.text('saidEvery', time.minutes), ...from];
  }
  return time ? [source, at(time.at)] : [source];
}

/** The whole row as one sentence, for people who listen to it. */
export function departureSentence(view: DepartureView, saying: Saying): string {
  const { speaker } = saying;
  const { departure } = view;
  const headsign = translatedName(departure.headsign, departure.headsigns, speaker.language).text;
  const late = minutesLate(view);
  const parts = [speaker.text('saidRoute', departure.line, headsign), ...saidTime(view, saying)];
  if (late !== undefined && late > 0) parts.push(speaker.text('saidLate', late));
  if (late !== undefined && late < 0) parts.push(speaker.text('saidEarly', -late));
  if (departure.platform) parts.push(speaker.text('saidPlatform', departure.platform));
  if (view.state === 'live' || view.state === 'timetable') {
    if (departure.wheelchair === 'yes') parts.push(speaker.text('wheelchairYes').toLowerCase());
    if (departure.wheelchair === 'no') parts.push(speaker.text('wheelchairNo').toLowerCase());
  }
  parts.push(...boardingNotes(view, saying).map((note) => note.toLowerCase()));
  return parts.join(', ');
}

/** 14:37, with the day where it is needed. */
export function shownTime(at: EpochSeconds, saying: Saying): string {
  return [clockTime(at, saying.timeZone), dayWord(at, saying)].filter(Boolean).join(' ');
}
