import { describe, expect, it } from 'vitest';
import { FACT_METHODS, FACT_STATUSES } from '#shared/domain/places/fact.ts';
import { FACT_GROUPS, FACT_IDS } from '#shared/domain/places/fact-dictionary.ts';
import { REASON_CODES, VERDICTS } from '#shared/domain/places/fit.ts';
import { PLACE_KINDS } from '#shared/domain/places/place.ts';
import { IMAGE_SUBJECTS } from '#shared/domain/places/place-image.ts';
import { FINDINGS } from '#shared/domain/reports/report.ts';
import { enFacts } from './en-facts.ts';
import { type ReasonSaid, reason } from './en-fit.ts';
import { hours, measure } from './en-measures.ts';
import { enPlaces } from './en-places.ts';
import { REPORT_PROBLEMS } from './en-places-report.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const said = (changes: Partial<ReasonSaid>) =>
  plain(reason({ fact: 'stepFreeEntrance', code: 'met', status: 'yes', ...changes }));

describe('every part of the model has words', () => {
  it('facts, each with a name of its own and a meaning', () => {
    expect(Object.keys(enFacts).sort()).toEqual([...FACT_IDS].sort());
    const names = FACT_IDS.map((id) => enFacts[id].name);
    expect(new Set(names).size).toBe(FACT_IDS.length);
    for (const id of FACT_IDS) expect(enFacts[id].meaning).toMatch(/^[\w5].{5,}[^.]$/);
  });

  it.each([
    ['kind', PLACE_KINDS],
    ['kindMany', PLACE_KINDS],
    ['factGroup', FACT_GROUPS],
    ['factStatus', FACT_STATUSES],
    ['by', FACT_METHODS],
    ['verdict', VERDICTS],
    ['verdictMeaning', VERDICTS],
    ['finding', FINDINGS],
    ['reportProblem', REPORT_PROBLEMS],
    ['imageSubject', IMAGE_SUBJECTS.filter((subject) => subject !== 'general')],
  ] as const)('%s', (key, values) => {
    const words = enPlaces[key] as (value: string) => string;
    expect(new Set(values.map((value) => words(value))).size).toBe(values.length);
    for (const value of values) expect(words(value)).toMatch(/\w{2}/);
  });
});

describe('a reason in words', () => {
  it.each([
    ['met', 'Step-free entrance: yes'],
    ['not-met', 'Step-free entrance: no'],
    ['unknown', 'Step-free entrance: not known'],
    ['partial', 'Step-free entrance: in part'],
    ['old', 'Step-free entrance: yes when last checked in March 2021'],
    ['disputed', 'Step-free entrance: yes, but a visitor has said otherwise'],
  ] as const)('of a fact that is no measure: %s', (code, words) => {
    const status = code === 'not-met' ? 'no' : code === 'unknown' || code === 'partial' ? code : 'yes';
    expect(said({ code, status, verified: '2021-03-02' })).toBe(words);
  });

  it.each([
    ['met', 'Width of the entrance door: 90 cm; you need 82 cm'],
    ['not-met', 'Width of the entrance door: 90 cm; you need 82 cm'],
    ['unknown', 'Width of the entrance door: not known; you need 82 cm'],
    ['partial', 'Width of the entrance door: in part; you need 82 cm'],
    ['old', 'Width of the entrance door: 90 cm when last checked in March 2021; you need 82 cm'],
    ['disputed', 'Width of the entrance door: 90 cm, but a visitor has said otherwise; you need 82 cm'],
  ] as const)('of a measure: %s', (code, words) => {
    const value = code === 'unknown' || code === 'partial' ? {} : { value: 90 };
    const status = code === 'unknown' || code === 'partial' ? code : 'yes';
    expect(
      said({ fact: 'entranceDoorWidth', code, status, verified: '2021-03-02', needed: 82, ...value }),
    ).toBe(words);
  });

  it('says of every code and fact something, and of no unknown a yes or no', () => {
    for (const fact of FACT_IDS) {
      for (const code of REASON_CODES) expect(said({ fact, code, needed: 5 })).toMatch(/^[A-Z5].+: .+/);
      expect(said({ fact, code: 'unknown', status: 'unknown' })).toMatch(/: not known$/);
    }
  });

  it('says what is too much as well as what is too little', () => {
    expect(said({ fact: 'entranceStepHeight', code: 'not-met', value: 12, needed: 5 })).toBe(
      'Height of the step at the entrance: 12 cm; you manage 5 cm',
    );
    expect(said({ fact: 'scooterMaxWidth', code: 'not-met', value: 60, needed: 70 })).toBe(
      'Widest scooter allowed: 60 cm; yours is 70 cm wide',
    );
    expect(said({ fact: 'entranceStepCount', code: 'not-met', value: 3, needed: 1 })).toBe(
      'Number of steps at the entrance: 3; at most 1 with a wheelchair or scooter',
    );
  });

  it('knows what does not apply from what is not there', () => {
    const status = 'not-applicable';
    expect(said({ fact: 'turningSpace', status, needed: 180 })).toBe(
      'Turning space inside: does not apply here',
    );
    expect(said({ fact: 'accessibleToilet', code: 'not-met', status })).toBe('Accessible toilet: none here');
  });
});

describe('numbers and hours', () => {
  it('has units', () => {
    expect(
      [measure(82.5, 'cm'), measure(1200, 'm'), measure(8, '%'), measure(0, 'count')].map(plain),
    ).toEqual(['82.5 cm', '1,200 m', '8%', '0']);
  });

  it.each([
    [undefined, 'not known'],
    [[], 'closed'],
    [[{ from: 600, to: 1020 }], '10:00 to 17:00'],
    [
      [
        { from: 600, to: 720 },
        { from: 840, to: 1440 },
      ],
      '10:00 to 12:00, 14:00 to midnight',
    ],
    [[{ from: 1200, to: 1560 }], '20:00 to 02:00 the next day'],
    [[{ from: 0, to: 1440 }], 'open all day'],
    [[{ from: 540, to: 1020, uncertain: true }], 'may be open 09:00 to 17:00'],
    [[{ from: 0, to: 1440, uncertain: true }], 'may be open all day'],
  ])('%j is %s', (intervals, words) => {
    expect(hours(intervals)).toBe(words);
  });

  it('has plural forms', () => {
    expect([0, 1, 2, 1200].map((n) => enPlaces.placesFound(n))).toEqual([
      'No place matches',
      '1 place',
      '2 places',
      '1,200 places',
    ]);
    expect(enPlaces.placesFor(1, 'castle')).toBe('1 place for “castle”');
  });

  it('says an event’s times where it is, with the last day where that is another', () => {
    const times = (start: string, end: string) => enPlaces.eventTimes(start, end, 'Europe/London');
    expect(times('2026-07-18T13:00:00Z', '2026-07-18T17:00:00+01:00')).toBe(
      'Saturday 18 July 2026, 14:00 to 17:00',
    );
    expect(times('2026-11-28T14:00:00Z', '2026-11-30T16:00:00Z')).toBe(
      'Saturday 28 November 2026, 14:00 to Monday 30 November 2026, 16:00',
    );
  });
});

it('says what a visitor needs', () => {
  const aid = { kind: 'scooter', width: 62, length: 130, turning: 190 } as const;
  expect(enPlaces.needsInWords({ aid, maxStep: 5, toilet: 'accessible', dog: true })).toBe(
    'Mobility scooter 62 cm wide, 130 cm long, turning in 190 cm, steps up to 5 cm, accessible toilet, assistance dog',
  );
  expect(enPlaces.needsInWords({ stepFree: true, maxStep: 0 })).toBe('No steps');
});
