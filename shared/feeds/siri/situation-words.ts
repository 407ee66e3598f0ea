import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';

/**
 * SIRI's words for why, with what and how bad, as GTFS-realtime has them. The lists of SIRI are long; a word that is
 * not here is unknown, and the text says what happened. None becomes DEMONSTRATION: the UK's services write that for
 * any special event.
 */
const causes: ReadonlyMap<string, string> = new Map([
  ['roadworks', 'CONSTRUCTION'],
  ['constructionWork', 'CONSTRUCTION'],
  ['maintenanceWork', 'MAINTENANCE'],
  ['routineWork', 'MAINTENANCE'],
  ['repairWork', 'MAINTENANCE'],
  ['emergencyEngineeringWork', 'MAINTENANCE'],
  ['gasMainWorks', 'MAINTENANCE'],
  ['waterMainWorks', 'MAINTENANCE'],
  ['accident', 'ACCIDENT'],
  ['roadAccident', 'ACCIDENT'],
  ['policeActivity', 'POLICE_ACTIVITY'],
  ['policeOrder', 'POLICE_ACTIVITY'],
  ['medicalEmergency', 'MEDICAL_EMERGENCY'],
  ['illness', 'MEDICAL_EMERGENCY'],
  ['holiday', 'HOLIDAY'],
  ['industrialAction', 'STRIKE'],
  ['unofficialIndustrialAction', 'STRIKE'],
  ['technicalProblem', 'TECHNICAL_PROBLEM'],
  ['vehicleFailure', 'TECHNICAL_PROBLEM'],
  ['signalFailure', 'TECHNICAL_PROBLEM'],
  ['specialEvent', 'OTHER_CAUSE'],
  ['congestion', 'OTHER_CAUSE'],
  ['roadClosed', 'OTHER_CAUSE'],
]);

const byGroup: ReadonlyMap<string, string> = new Map([
  ['EnvironmentReason', 'WEATHER'],
  ['EquipmentReason', 'TECHNICAL_PROBLEM'],
]);
const groups = [
  'MiscellaneousReason',
  'PersonnelReason',
  'EquipmentReason',
  'EnvironmentReason',
  'UndefinedReason',
];

export function causeOf(situation: XmlElement): string {
  for (const group of groups) {
    const word = textAt(situation, group);
    if (word !== undefined) return causes.get(word) ?? byGroup.get(group) ?? 'UNKNOWN_CAUSE';
  }
  return 'UNKNOWN_CAUSE';
}

/** SIRI's ServiceCondition, by its number in TPEG (pti13). */
const conditions = [
  'unknown',
  'altered',
  'cancelled',
  'delayed',
  'diverted',
  'noService',
  'disrupted',
  'additionalService',
  'specialService',
  'onTime',
  'normalService',
  'intermittentService',
];

/** What is so with a service, by its word. */
export function conditionsOf(holder: XmlElement, name: string): string[] {
  const said = holder.children.filter((child) => child.name === name).map(({ text }) => text);
  return said.flatMap((word) => (word === '' ? [] : (conditions[numberOf(word, 'pti13')] ?? word)));
}

const numberOf = (word: string, list: string): number =>
  word.startsWith(`${list}_`) ? Number(word.slice(list.length + 1)) : Number.NaN;

const effects: ReadonlyMap<string, string> = new Map([
  ['cancelled', 'NO_SERVICE'],
  ['noService', 'NO_SERVICE'],
  ['tripCancellation', 'NO_SERVICE'],
  ['lineCancellation', 'NO_SERVICE'],
  ['diverted', 'DETOUR'],
  ['delayed', 'SIGNIFICANT_DELAYS'],
  ['disrupted', 'MODIFIED_SERVICE'],
  ['altered', 'MODIFIED_SERVICE'],
  ['irregular', 'MODIFIED_SERVICE'],
  ['intermittentService', 'REDUCED_SERVICE'],
  ['additionalService', 'ADDITIONAL_SERVICE'],
  ['normalService', 'NO_EFFECT'],
  ['stopMoved', 'STOP_MOVED'],
]);

/** Of several consequences the first that is known: the text tells them all. */
export function effectOf(consequences: readonly XmlElement[]): string {
  const words = consequences.flatMap((consequence) => conditionsOf(consequence, 'Condition'));
  return words.flatMap((word) => effects.get(word) ?? [])[0] ?? 'UNKNOWN_EFFECT';
}

const severities: ReadonlyMap<string, number> = new Map([
  ['noImpact', 1],
  ['verySlight', 1],
  ['slight', 1],
  ['normal', 2],
  ['severe', 3],
  ['verySevere', 3],
]);
const levels = ['UNKNOWN_SEVERITY', 'INFO', 'WARNING', 'SEVERE'] as const;

/** The worst that the situation or one of its consequences says. */
export function severityOf(holders: readonly XmlElement[]): string {
  const ranks = holders.map((holder) => severities.get(textAt(holder, 'Severity') ?? '') ?? 0);
  return levels[Math.max(0, ...ranks)] ?? 'UNKNOWN_SEVERITY';
}

/** SIRI's DayType, and its numbers in TPEG (pti34). Monday is 0. */
const dayTypes: ReadonlyMap<string, readonly number[]> = new Map(
  (
    [
      [1, 'monday', [0]],
      [2, 'tuesday', [1]],
      [3, 'wednesday', [2]],
      [4, 'thursday', [3]],
      [5, 'friday', [4]],
      [6, 'saturday', [5]],
      [7, 'sunday', [6]],
      [8, 'weekdays', [0, 1, 2, 3, 4]],
      [9, 'weekends', [5, 6]],
      [16, 'mondaytofriday', [0, 1, 2, 3, 4]],
      [17, 'mondaytosaturday', [0, 1, 2, 3, 4, 5]],
      [20, 'everyday', [0, 1, 2, 3, 4, 5, 6]],
    ] as const
  ).flatMap(([number, word, days]) => [[word, days] as const, [`pti34_${number}`, days] as const]),
);

/**
 * The days of the week on which a situation holds; undefined where it holds on all, or on days that are not of the week:
 * which are holidays, or school days, nobody says here, and it may hold today.
 */
export function daysOf(
  situation: XmlElement,
  discard: (reason: string) => void,
): ReadonlySet<number> | undefined {
  const words = allNamed(childAt(situation, 'Repetitions'), 'DayType').map(({ text }) => text.toLowerCase());
  const days = words.map((word) => dayTypes.get(word));
  const unread = days.filter((known) => known === undefined);
  for (const _ of unread) discard('day-type-not-read');
  const all = new Set(days.flatMap((known) => known ?? []));
  return unread.length > 0 || all.size === 0 || all.size === 7 ? undefined : all;
}
