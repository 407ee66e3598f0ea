import { isWebAddress } from '../../contracts/network.ts';
import type { Alert } from '../../domain/transit/live-snapshot.ts';
import type { JourneyClosure, MessageAlert, MessageSelector } from '../../domain/transit/realtime-message.ts';
import { parseDateTime } from './parse-date-time.ts';
import { type AffectedJourney, readAffectedJourneys } from './read-affected-journeys.ts';
import { allNamed, childAt, textAt, type XmlElement } from './read-siri-records.ts';
import { causeOf, daysOf, effectOf, severityOf } from './situation-words.ts';

/** Over, or not yet meant for anyone. */
const UNPUBLISHED = new Set(['closed', 'draft', 'pendingapproval', 'approveddraft', 'rejected']);

export interface Situation {
  readonly id: string;
  readonly version: number;
  /** Nothing where it is over, or not meant for anyone yet. */
  readonly alert: MessageAlert | undefined;
  /** Journeys that do not run, or not everywhere. */
  readonly closures: readonly JourneyClosure[];
}

/**
 * One PtSituationElement of SIRI-SX 2.0.
 * @param discard told why the record, or a part of it, is left out
 * @returns undefined for a record that cannot be used
 */
export function readSituation(
  situation: XmlElement,
  discard: (reason: string) => void,
): Situation | undefined {
  const number = textAt(situation, 'SituationNumber');
  if (number === undefined) {
    discard('situation-without-number');
    return undefined;
  }
  const participant = textAt(situation, 'ParticipantRef');
  const id = participant === undefined ? number : `${participant}:${number}`;
  const said = { id, version: Number(textAt(situation, 'Version') ?? 0) || 0 };
  const nothing = { ...said, alert: undefined, closures: [] };
  const progress = textAt(situation, 'Progress')?.toLowerCase() ?? '';
  if (UNPUBLISHED.has(progress)) {
    discard(`situation-${progress}`);
    return nothing;
  }
  const periods = periodsOf(situation, discard);
  if (periods === undefined) {
    discard('situation-without-valid-period');
    return nothing;
  }
  const days = daysOf(situation, discard);
  const consequences = allNamed(situation, 'Consequence');
  const journeys = readAffectedJourneys(situation, consequences, discard);
  const publishedFrom = parseDateTime(textAt(situation, 'PublicationWindow', 'StartTime')) ?? null;
  const closures = journeys.flatMap(({ journey, isCalledOff, skipped }): JourneyClosure[] =>
    skipped.length === 0 && !isCalledOff
      ? []
      : [
          {
            situationId: id,
            journey,
            skipped: skipped.length > 0 ? skipped : undefined,
            periods,
            days,
            publishedFrom,
          },
        ],
  );
  const advice = consequences.flatMap((consequence) => allNamed(childAt(consequence, 'Advice'), 'Details'));
  const header = textsOf([situation], 'Summary');
  const description = textsOf([situation, ...advice], 'Description', 'Details');
  // A bare cancellation: the journey's row says all there is to say.
  const isBare = closures.length > 0 && Object.keys({ ...header, ...description }).length === 0;
  if (isBare) return { ...nothing, closures };
  return {
    ...said,
    closures,
    alert: {
      id,
      cause: causeOf(situation),
      effect: effectOf(consequences),
      severity: severityOf([situation, ...consequences]),
      header,
      description,
      url: linkOf(situation, discard),
      activePeriods: periods,
      days,
      selectors: selectorsOf(situation, consequences, journeys, discard),
    },
  };
}

/** By language; several in one are read one after the other. */
function textsOf(holders: readonly XmlElement[], ...names: readonly string[]): Alert['header'] {
  const texts: Record<string, string> = {};
  const elements = holders.flatMap((holder) =>
    names.includes(holder.name) ? [holder] : holder.children.filter(({ name }) => names.includes(name)),
  );
  for (const { text, language = 'und' } of elements) {
    if (text === '' || texts[language]?.includes(text)) continue;
    texts[language] = texts[language] === undefined ? text : `${texts[language]} ${text}`;
  }
  return texts;
}

/** Only web addresses: what else a link may be is not for a visitor to follow. */
function linkOf(situation: XmlElement, discard: (reason: string) => void): Alert['url'] {
  const uris = allNamed(childAt(situation, 'InfoLinks'), 'Uri').flatMap(({ text }) => text || []);
  for (const uri of uris) if (!isWebAddress(uri)) discard('alert-url-invalid');
  const uri = uris.find(isWebAddress);
  return uri === undefined ? {} : { und: uri };
}

/** undefined where none of the periods that it gives can be read: it would be shown for ever. */
function periodsOf(
  situation: XmlElement,
  discard: (reason: string) => void,
): Alert['activePeriods'] | undefined {
  const given = ['ValidityPeriod', 'PublicationWindow']
    .map((name) => situation.children.filter((child) => child.name === name))
    .find((elements) => elements.length > 0);
  if (!given) return [];
  const periods = given.flatMap((element) => {
    const [start, end] = ['StartTime', 'EndTime'].map((name) => {
      const text = textAt(element, name);
      return text === undefined ? null : parseDateTime(text);
    });
    if (start === undefined || end === undefined) {
      discard('period-invalid');
      return [];
    }
    return [{ start, end }];
  });
  return periods.length === 0 ? undefined : periods;
}

/** Lines, operators, stops and journeys stand side by side: each selects by itself (rule A6). */
function selectorsOf(
  situation: XmlElement,
  consequences: readonly XmlElement[],
  journeys: readonly AffectedJourney[],
  discard: (reason: string) => void,
): MessageSelector[] {
  const selectors = new Map<string, MessageSelector>();
  const add = (selector: MessageSelector) => selectors.set(JSON.stringify(selector), selector);
  for (const holder of [situation, ...consequences]) {
    const affects = childAt(holder, 'Affects');
    for (const { text } of allNamed(childAt(affects, 'StopPoints'), 'StopPointRef')) {
      if (text !== '') add({ stopRef: text });
    }
    for (const network of allNamed(childAt(affects, 'Networks'), 'AffectedNetwork')) {
      const lines = allNamed(network, 'AffectedLine');
      for (const line of lines) addLine(line, operatorsOf(network.children), add, discard);
      if (lines.length === 0) addOperators(operatorsOf(network.children), add, discard);
    }
    const operators = childAt(affects, 'Operators');
    if (operators) addOperators(operatorsOf(operators.children), add, discard);
  }
  for (const { journey } of journeys) add({ journey });
  if (selectors.size === 0) discard('alert-without-selector');
  return [...selectors.values()];
}

const operatorsOf = (elements: readonly XmlElement[]): string[] =>
  elements.flatMap((element) =>
    element.name === 'AffectedOperator' ? (textAt(element, 'OperatorRef') ?? []) : [],
  );

function addLine(
  line: XmlElement,
  ofNetwork: readonly string[],
  add: (selector: MessageSelector) => void,
  discard: (reason: string) => void,
): void {
  const lineNames = [
    ...new Set(['PublishedLineName', 'LineRef'].flatMap((name) => textAt(line, name) ?? [])),
  ];
  if (lineNames.length === 0) {
    discard('selector-empty');
    return;
  }
  const own = operatorsOf(line.children);
  const operators = own.length > 0 ? own : ofNetwork;
  for (const operatorRef of operators) add({ operatorRef, lineNames });
  // Line 1 of nobody is line 1 of everybody.
  if (operators.length === 0) discard('selector-without-operator');
}

/** A network without line or operator is the whole country. */
function addOperators(
  operators: readonly string[],
  add: (selector: MessageSelector) => void,
  discard: (reason: string) => void,
): void {
  for (const operatorRef of operators) add({ operatorRef });
  if (operators.length === 0) discard('selector-empty');
}
