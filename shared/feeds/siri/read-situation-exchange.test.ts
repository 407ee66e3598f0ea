import { describe, expect, it } from 'vitest';
import { element, situations } from '#test/builders/siri.ts';
import { decodeSiriMessage } from './decode-siri.ts';

const base = {
  SituationNumber: '12',
  ParticipantRef: 'Perth',
  Version: '1',
  Progress: 'open',
  ValidityPeriod: '<StartTime>2026-06-10T09:00:00Z</StartTime><EndTime>2026-06-11T09:00:00Z</EndTime>',
  MiscellaneousReason: 'roadworks',
  Planned: 'true',
};

function situation(
  content: Readonly<Record<string, string | undefined>> = {},
  affects = '',
  more = '',
): string {
  const inner = Object.entries({ ...base, ...content }).map(([name, value]) => element(name, value));
  const consequence = element('Consequence', `${more}${element('Affects', affects || undefined)}`);
  return element('PtSituationElement', `${inner.join('')}${element('Consequences', consequence)}`);
}

const read = (...elements: readonly string[]) => decodeSiriMessage(situations(...elements));
const one = (...args: Parameters<typeof situation>) => read(situation(...args)).alerts[0];

const operator = (ref: string) => `<AffectedOperator><OperatorRef>${ref}</OperatorRef></AffectedOperator>`;
const network = (content: string) => `<Networks><AffectedNetwork>${content}</AffectedNetwork></Networks>`;
const lineOf = (name: string, content = '') =>
  `<AffectedLine>${content}<LineRef>${name}</LineRef></AffectedLine>`;
const stops = (...refs: readonly string[]) =>
  element(
    'StopPoints',
    refs.map((ref) => `<AffectedStopPoint>${element('StopPointRef', ref)}</AffectedStopPoint>`).join(''),
  );

describe('SIRI-SX', () => {
  it('says what is the matter, when, and where more can be read', () => {
    const text =
      '<Severity>severe</Severity><Condition>diverted</Condition><Advice><Details>Use Mill Street.</Details></Advice>';
    const { alerts, discarded } = read(
      situation({}, stops('A'), text).replace(
        '</Progress>',
        '</Progress><Summary xml:lang="EN">High Street closed &amp; dug up</Summary><Description xml:lang="EN">Until Friday.</Description>' +
          '<InfoLinks><InfoLink><Uri>javascript:alert(1)</Uri></InfoLink><InfoLink><Uri>https://example.org/works</Uri></InfoLink></InfoLinks>',
      ),
    );
    expect(discarded).toEqual({ 'alert-url-invalid': 1 });
    expect(alerts[0]).toEqual({
      id: 'Perth:12',
      cause: 'CONSTRUCTION',
      effect: 'DETOUR',
      severity: 'SEVERE',
      header: { en: 'High Street closed & dug up' },
      description: { en: 'Until Friday.', und: 'Use Mill Street.' },
      url: { und: 'https://example.org/works' },
      activePeriods: [
        { start: Date.parse('2026-06-10T09:00:00Z') / 1000, end: Date.parse('2026-06-11T09:00:00Z') / 1000 },
      ],
      selectors: [{ stopRef: 'A' }],
    });
  });

  it('concerns lines of an operator, whole operators, stops', () => {
    expect(one({}, network(lineOf('7', operator('PBUS') + operator('SCFI'))))?.selectors).toEqual([
      { operatorRef: 'PBUS', lineNames: ['7'] },
      { operatorRef: 'SCFI', lineNames: ['7'] },
    ]);
    expect(one({}, network(operator('PBUS') + lineOf('7')))?.selectors).toEqual([
      { operatorRef: 'PBUS', lineNames: ['7'] },
    ]);
    expect(one({}, network(operator('PBUS')))?.selectors).toEqual([{ operatorRef: 'PBUS' }]);
    expect(one({}, `<Operators>${operator('PBUS')}</Operators>`)?.selectors).toEqual([
      { operatorRef: 'PBUS' },
    ]);
    expect(one({}, network(lineOf('7', operator('PBUS'))) + stops('A', 'B', 'A'))?.selectors).toEqual([
      { stopRef: 'A' },
      { stopRef: 'B' },
      { operatorRef: 'PBUS', lineNames: ['7'] },
    ]);
  });

  it.each([
    ['the whole country', network(''), { 'selector-empty': 1, 'alert-without-selector': 1 }],
    [
      'line 7 of nobody',
      network(lineOf('7')),
      { 'selector-without-operator': 1, 'alert-without-selector': 1 },
    ],
    ['nothing', '', { 'alert-without-selector': 1 }],
  ])('%s is concerned: nothing is selected, and that is counted', (_, affects, discarded) => {
    const message = read(situation({}, affects));
    expect(message.alerts[0]?.selectors).toEqual([]);
    expect(message.discarded).toEqual(discarded);
  });

  it('lasts for its validity periods, else for its publication window; an open end is open', () => {
    const open = '<StartTime>2026-06-10T09:00:00Z</StartTime>';
    const start = Date.parse('2026-06-10T09:00:00Z') / 1000;
    expect(one({ ValidityPeriod: open }, stops('A'))?.activePeriods).toEqual([{ start, end: null }]);
    expect(one({ ValidityPeriod: undefined, PublicationWindow: open }, stops('A'))?.activePeriods).toEqual([
      { start, end: null },
    ]);
    expect(one({ ValidityPeriod: undefined }, stops('A'))?.activePeriods).toEqual([]);
  });

  it.each([
    [
      ['saturday', 'sunday'],
      [5, 6],
    ],
    [['weekends'], [5, 6]],
    [['pti34_8'], [0, 1, 2, 3, 4]],
    [
      ['mondayToFriday', 'saturday'],
      [0, 1, 2, 3, 4, 5],
    ],
    [
      ['Monday', 'pti34_3'],
      [0, 2],
    ],
  ])('holds on the days of the week that it repeats on: %s', (types, days) => {
    const Repetitions = types.map((type) => element('DayType', type)).join('');
    expect(one({ Repetitions }, stops('A'))?.days).toEqual(new Set(days));
  });

  it.each([
    ['everyDay', {}],
    ['schoolDays', { 'day-type-not-read': 1 }],
    ['sundaysAndPublicHolidays', { 'day-type-not-read': 1 }],
  ])('holds for the whole of its periods where it repeats on: %s', (type, discarded) => {
    const Repetitions = element('DayType', 'saturday') + element('DayType', type);
    const message = read(situation({ Repetitions }, stops('A')));
    expect(message.alerts[0]?.days).toBeUndefined();
    expect(message.discarded).toEqual(discarded);
  });

  it.each([
    ['without a number', { SituationNumber: undefined }, { 'situation-without-number': 1 }],
    ['that is closed', { Progress: 'closed' }, { 'situation-closed': 1 }],
    ['that is a draft', { Progress: 'draft' }, { 'situation-draft': 1 }],
    ['that waits for approval', { Progress: 'pendingApproval' }, { 'situation-pendingapproval': 1 }],
    ['that is approved, and not published', { Progress: 'approvedDraft' }, { 'situation-approveddraft': 1 }],
    [
      'whose only period is none',
      { ValidityPeriod: '<StartTime>soon</StartTime>' },
      { 'period-invalid': 1, 'situation-without-valid-period': 1 },
    ],
  ])('a situation %s is left out, and counted', (_, content, discarded) => {
    const message = read(situation(content, stops('A')), situation({ SituationNumber: '13' }, stops('A')));
    expect(message.alerts.map(({ id }) => id)).toEqual(['Perth:13']);
    expect(message.discarded).toEqual(discarded);
  });

  it('of two versions the later counts', () => {
    const message = read(situation({ Version: '10' }, stops('B')), situation({ Version: '9' }, stops('A')));
    expect(message.alerts.map(({ selectors }) => selectors)).toEqual([[{ stopRef: 'B' }]]);
    expect(message.discarded).toEqual({ 'duplicate-alert-id': 1 });
  });

  it.each([
    ['specialEvent', 'OTHER_CAUSE'],
    ['constructor', 'UNKNOWN_CAUSE'],
    ['gremlins', 'UNKNOWN_CAUSE'],
  ])('the reason %s is %s', (MiscellaneousReason, cause) => {
    expect(one({ MiscellaneousReason }, stops('A'))?.cause).toBe(cause);
  });
});
