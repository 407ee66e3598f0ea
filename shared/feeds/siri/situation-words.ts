import { textAt, type XmlElement } from './read-siri-records.ts';

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

const effects: ReadonlyMap<string, string> = new Map([
  ['cancelled', 'NO_SERVICE'],
  ['noService', 'NO_SERVICE'],
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
  const conditions = consequences.flatMap((consequence) => textAt(consequence, 'Condition') ?? []);
  return conditions.flatMap((word) => effects.get(word) ?? [])[0] ?? 'UNKNOWN_EFFECT';
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
