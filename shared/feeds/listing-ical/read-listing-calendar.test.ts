import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsIcal } from '#shared/contracts/open-data/events-ical.ts';
import { fieldsOf } from '#shared/domain/listings/fields-of-place.ts';
import { planImport } from '#shared/domain/listings/plan-import.ts';
import { DomainError } from '#shared/platform/domain-error.ts';
import { place } from '#test/builders/places.ts';
import { readListingCalendar } from './read-listing-calendar.ts';

const now = Date.parse('2026-03-20T12:00:00Z') / 1000;
const venue = { lat: 56.395, lon: -3.43 };
const read = (text: string, context: object = { place: venue }) =>
  readListingCalendar(Buffer.from(text), { timeZone: 'Europe/London', now, ...context });

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (lines: readonly string[], uid = 'walk@example.org') => [
  'BEGIN:VEVENT',
  ...(uid ? [`UID:${uid}`] : []),
  ...lines,
  'END:VEVENT',
];
const walk = [
  'SUMMARY:Guided walk',
  'DTSTART;TZID=Europe/London:20260327T193000',
  'DTEND;TZID=Europe/London:20260327T210000',
];
const one = (...lines: string[]) => read(calendar(...event(lines)));
const timesOf = ({ rows }: ReturnType<typeof read>) =>
  rows.map(({ fields }) => [fields.event_start, fields.event_end]);

describe('a calendar', () => {
  it('has a listing for each event', () => {
    const lines = [
      'SUMMARY;LANGUAGE=gd:Cèilidh\\, a-nochd',
      'DESCRIPTION:Two\\nlines and a lo',
      ' ng one',
      'LOCATION:Town Hall\\n1 High Street',
      'GEO:56.4;-3.5',
      'URL:https://example.org/ceilidh',
      'STATUS:CANCELLED',
      'ORGANIZER;CN="Secret, Person":mailto:secret@example.org',
      'ATTENDEE:mailto:nobody@example.org',
      ...walk.slice(1),
      'BEGIN:VALARM',
      'TRIGGER:-PT15M',
      'DESCRIPTION:Reminder',
      'END:VALARM',
    ];
    expect(one(...lines)).toEqual({
      rows: [
        {
          line: 3,
          id: 'walk-example-org',
          fields: {
            kind: 'event',
            name_gd: 'Cèilidh, a-nochd',
            description_en: 'Two\nlines and a long one',
            street_address: 'Town Hall, 1 High Street',
            latitude: '56.4',
            longitude: '-3.5',
            url: 'https://example.org/ceilidh',
            event_cancelled: 'yes',
            event_start: '2026-03-27T19:30:00+00:00',
            event_end: '2026-03-27T21:00:00+00:00',
          },
        },
      ],
      rejected: [],
      unknownColumns: [],
    });
  });

  it.each([
    [
      'DTSTART:20260704T183000Z',
      'DTEND:20260704T200000Z',
      '2026-07-04T19:30:00+01:00',
      '2026-07-04T21:00:00+01:00',
    ],
    [
      'DTSTART:20260704T193000',
      'DTEND:20260704T210000',
      '2026-07-04T19:30:00+01:00',
      '2026-07-04T21:00:00+01:00',
    ],
    [
      'DTSTART;TZID=America/New_York:20260704T143000',
      'DURATION:PT1H30M',
      '2026-07-04T19:30:00+01:00',
      '2026-07-04T21:00:00+01:00',
    ],
    [
      'DTSTART;TZID="GMT Standard Time":20260704T193000',
      'DURATION:P1D',
      '2026-07-04T19:30:00+01:00',
      '2026-07-05T19:30:00+01:00',
    ],
    [
      'DTSTART;TZID=/example.org/2026a/Europe/London:20260704T193000',
      'DTEND:20260704T200000Z',
      '2026-07-04T19:30:00+01:00',
      '2026-07-04T21:00:00+01:00',
    ],
    [
      'DTSTART;TZID=Perth:20260704T193000',
      'DURATION:PT1H',
      '2026-07-04T19:30:00+01:00',
      '2026-07-04T20:30:00+01:00',
    ],
    // The end of days is the first day on which it is over.
    [
      'DTSTART;VALUE=DATE:20260704',
      'DTEND;VALUE=DATE:20260706',
      '2026-07-04T00:00:00+01:00',
      '2026-07-05T23:59:00+01:00',
    ],
    [
      'DTSTART;VALUE=DATE:20260704',
      'DTEND;VALUE=DATE:20260704',
      '2026-07-04T00:00:00+01:00',
      '2026-07-04T23:59:00+01:00',
    ],
    ['DTSTART;VALUE=DATE:20260704', 'SEQUENCE:0', '2026-07-04T00:00:00+01:00', '2026-07-04T23:59:00+01:00'],
    ['DTSTART;VALUE=DATE:20260704', 'DURATION:P1W', '2026-07-04T00:00:00+01:00', '2026-07-10T23:59:00+01:00'],
  ])('says when: %s %s', (start, end, ...times) => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Perth', 'X-LIC-LOCATION:Europe/London', 'END:VTIMEZONE'];
    const { rows, rejected } = read(calendar(...zone, ...event(['SUMMARY:x', start, end])));
    expect(rejected).toEqual([]);
    expect(rows.map(({ fields }) => [fields.event_start, fields.event_end])).toEqual([times]);
  });

  it('leaves out what is over, and keeps what is on', () => {
    const on = ['SUMMARY:Exhibition', 'DTSTART:20250101T090000Z', 'DTEND:20260320T120001Z'];
    const over = ['SUMMARY:Exhibition', 'DTSTART:20250101T090000Z', 'DTEND:20260320T120000Z'];
    const next = ['SUMMARY:Exhibition', 'DTSTART:20271231T090000Z', 'DTEND:20271231T120000Z'];
    const { rows, rejected } = read(
      calendar(...event(on, 'on'), ...event(over, 'over'), ...event(next, 'next')),
    );
    expect([rows.map(({ id }) => id), rejected]).toEqual([['on', 'next'], []]);
  });

  it.each([
    [['DTSTART:20260704T193000Z', 'DTEND:20260704T200000Z'], 'summary'],
    [['SUMMARY:', ...walk.slice(1)], 'summary'],
    [['SUMMARY:x'], 'dtstart'],
    [['SUMMARY:x', 'DTSTART:20260230T100000Z', 'DURATION:PT1H'], 'dtstart'],
    [['SUMMARY:x', 'DTSTART:2026-07-04T19:30:00', 'DURATION:PT1H'], 'dtstart'],
    [['SUMMARY:x', 'DTSTART:00010101T100000Z', 'DURATION:PT1H'], 'dtstart'],
    [['SUMMARY:x', 'DTSTART;TZID=Nowhere/Land:20260704T193000', 'DURATION:PT1H'], 'dtstart'],
    [['SUMMARY:x', 'DTSTART:20260704T193000Z'], 'dtend'],
    [['SUMMARY:x', 'DTSTART:20260704T193000Z', 'DTEND:20260704T193000Z'], 'dtend'],
    [['SUMMARY:x', 'DTSTART:20260704T193000Z', 'DTEND;VALUE=DATE:20260705'], 'dtend'],
    [['SUMMARY:x', 'DTSTART:20260704T193000Z', 'DURATION:-PT1H'], 'duration'],
    [['SUMMARY:x', 'DTSTART:20260704T193000Z', 'DURATION:soon'], 'duration'],
    [[...walk, 'GEO:north;west'], 'geo'],
    [[...walk, 'GEO:91;0'], 'geo'],
    [[...walk, 'RRULE:FREQ=HOURLY'], 'rrule'],
    [[...walk, 'RRULE:FREQ'], 'rrule'],
    [[...walk, 'RRULE:FREQ=DAILY;BYHOUR=9,14'], 'rrule'],
    [[...walk, 'RRULE:FREQ=YEARLY;BYWEEKNO=20'], 'rrule'],
    [[...walk, 'EXDATE:tomorrow'], 'exdate'],
    [[...walk, 'RDATE;VALUE=PERIOD:20260704T193000Z/PT1H'], 'rdate'],
    [[...walk, 'CLASS:PRIVATE'], 'class'],
    [[...walk, 'and this was not folded'], 'line'],
    [[...walk, `DESCRIPTION:${'x'.repeat(20_001)}`], 'description'],
    [[...walk, 'LOCATION;X="open:x'], 'location'],
  ])('lists what is no event: %j', (lines, field) => {
    const { rows, rejected } = read(calendar(...event(lines), ...event(walk, 'good')));
    expect(rows.map(({ id }) => id)).toEqual(['good']);
    expect(rejected).toEqual([{ line: 3, id: 'walk-example-org', field, reason: expect.any(String) }]);
  });

  it('lists an event that has no name for itself, or no place', () => {
    expect(read(calendar(...event(walk, ''))).rejected).toMatchObject([{ line: 3, id: null, field: 'uid' }]);
    expect(read(calendar(...event(walk)), {}).rejected).toMatchObject([
      { id: 'walk-example-org', field: 'geo' },
    ]);
  });

  it('has ids that stay, and are short enough for a day and for the name of a source', () => {
    const long = `040000008200E00074C5B7101A82E008${'0'.repeat(60)}`;
    const ids = [long, `${long}1`, '!!!', 'Ünï'].map(
      (uid) => read(calendar(...event(walk, uid))).rows[0]?.id ?? '',
    );
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,31}$/);
    expect(read(calendar(...event(walk, long))).rows[0]?.id).toBe(ids[0]);
  });

  it('that has an event twice means the later version', () => {
    const later = ['SUMMARY:Moved walk', 'SEQUENCE:2', ...walk.slice(1)];
    const { rows, rejected } = read(calendar(...event(walk), ...event(later)));
    expect(rows).toMatchObject([{ line: 9, fields: { name_en: 'Moved walk' } }]);
    expect(rejected).toMatchObject([{ line: 3, field: 'uid', reason: expect.stringContaining('line 9') }]);
  });

  it.each([
    ['', 'is empty'],
    ['gone fishing', 'line 1: a calendar begins with BEGIN:VCALENDAR'],
    ['<html>\n', 'BEGIN:VCALENDAR, and this is "<html>"'],
    ['BEGIN:VCARD\nEND:VCARD', 'BEGIN:VCALENDAR'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n', 'is cut off: VEVENT of line 2'],
    ['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VJOURNAL\n', 'line 3: END:VJOURNAL without its BEGIN'],
    ['BEGIN:VCALENDAR\nEND:VCALENDAR\nSUMMARY:x', 'line 3'],
    ['BEGIN:VCALENDAR\n'.repeat(20), 'nested too deep'],
    ['BEGIN:VCALENDAR\nSUMMARY:\0', 'NUL'],
    ['PK\x03\x04', 'workbook'],
    ['x'.repeat(5 * 1024 * 1024 + 1), 'larger'],
  ])('is refused whole with a reason: %#', (text, reason) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ kind: 'invalid-input', message: expect.stringContaining(reason) }),
    );
  });

  it('of our own open data is read as it was', () => {
    const fiddles = place('fiddles', {
      kind: 'event',
      slug: 'fiddles-with-tea-and-cake',
      name: { en: 'Fiddles; with tea, and cake' },
      description: { en: 'Two lines\nof text' },
      streetAddress: '1 High Street',
      event: { startDate: '2026-07-04T19:30:00+01:00', endDate: '2026-07-04T22:00:00+01:00' },
    });
    const { rows, rejected } = read(eventsIcal([fiddles], '2026-03-20T12:00:00Z'), {});
    expect(rejected).toEqual([]);
    expect(rows).toMatchObject([
      {
        id: 'fiddles-digital-welcome',
        fields: {
          name_en: 'Fiddles; with tea, and cake',
          description_en: 'Two lines\nof text',
          street_address: '1 High Street',
          latitude: '56.395',
          event_start: '2026-07-04T19:30:00+01:00',
          event_end: '2026-07-04T22:00:00+01:00',
        },
      },
    ]);
    const known = [{ id: 'fiddles', fields: fieldsOf(fiddles) }];
    expect(planImport(rows, known, '2026-03-20')).toMatchObject([{ action: 'unchanged', id: 'fiddles' }]);
  });

  it('without events is one', () => {
    expect(read(calendar())).toEqual({ rows: [], rejected: [], unknownColumns: [] });
  });
});

describe('an event that recurs', () => {
  const weekly = [...walk, 'RRULE:FREQ=WEEKLY'];

  it('is a listing for each of its next times, on the clocks of its zone', () => {
    const series = one(...weekly);
    expect(timesOf(series).slice(0, 2)).toEqual([
      ['2026-03-27T19:30:00+00:00', '2026-03-27T21:00:00+00:00'],
      ['2026-04-03T19:30:00+01:00', '2026-04-03T21:00:00+01:00'],
    ]);
    expect(series.rows).toHaveLength(12);
    expect(series.rows.at(-1)?.fields.event_start).toBe('2026-06-12T19:30:00+01:00');
    expect(series.rows[1]).toMatchObject({
      line: 3,
      id: 'walk-example-org-20260403',
      fields: { slug: 'guided-walk-2026-04-03' },
    });
    expect(
      one(...walk.map((line) => line.replaceAll('202603', '202503')), 'RRULE:FREQ=WEEKLY').rows,
    ).toHaveLength(12);
    expect(one(...walk, 'RRULE:FREQ=DAILY').rows).toHaveLength(60);
    expect(one(...walk.map((line) => line.replaceAll('202603', '202703')), 'RRULE:FREQ=DAILY').rows).toEqual(
      [],
    );
  });

  it.each([
    ['RRULE:FREQ=WEEKLY;COUNT=2', ['27', '03']],
    ['RRULE:FREQ=WEEKLY;UNTIL=20260403T183000Z', ['27', '03']],
    ['RRULE:FREQ=WEEKLY;UNTIL=20260403T182959Z', ['27']],
    ['RRULE:FREQ=WEEKLY;UNTIL=20260403', ['27', '03']],
    ['RRULE:FREQ=WEEKLY;UNTIL=20260402', ['27']],
    ['RRULE:FREQ=WEEKLY;UNTIL=20260403T193000', ['27', '03']],
    ['RDATE;TZID=Europe/London:20260401T193000,20260402T193000', ['27', '01', '02']],
    ['RDATE;VALUE=DATE:20260401', ['27', '01']],
  ])('ends, or happens as well, as it says: %s', (line, days) => {
    expect(one(...walk, line).rows.map(({ fields }) => fields.event_start?.slice(8, 10))).toEqual(days);
  });

  it.each([
    'EXDATE;TZID=Europe/London:20260403T193000',
    'EXDATE:20260401T000000Z,20260402T000000Z,20260403T183000Z',
    'EXDATE;VALUE=DATE:20260403',
  ])('does not happen on %s', (line) => {
    const days = one(...walk, 'RRULE:FREQ=WEEKLY;COUNT=3', line).rows.map(({ id }) => id?.slice(-4));
    expect(days).toEqual(['0327', '0410']);
  });

  const other = (...lines: string[]) => event(['RECURRENCE-ID;TZID=Europe/London:20260403T193000', ...lines]);
  const moved = [
    'SUMMARY:Night walk',
    'DTSTART;TZID=Europe/London:20260404T220000',
    'DTEND;TZID=Europe/London:20260404T230000',
  ];
  const three = event([...walk, 'RRULE:FREQ=WEEKLY;COUNT=3']);

  it('is otherwise once, under the id that that day had', () => {
    const { rows } = read(calendar(...three, ...other(...moved)));
    expect(rows.map(({ line, id, fields }) => [line, id, fields.name_en, fields.event_start])).toEqual([
      [3, 'walk-example-org-20260327', 'Guided walk', '2026-03-27T19:30:00+00:00'],
      [10, 'walk-example-org-20260403', 'Night walk', '2026-04-04T22:00:00+01:00'],
      [3, 'walk-example-org-20260410', 'Guided walk', '2026-04-10T19:30:00+01:00'],
    ]);
    const utc = other(...moved).map((line) =>
      line.replace(/^RECURRENCE-ID.*/, 'RECURRENCE-ID:20260403T183000Z'),
    );
    expect(read(calendar(...three, ...utc)).rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it('is called off once', () => {
    const off = [
      'SUMMARY:Guided walk',
      'STATUS:CANCELLED',
      ...walk.slice(1).map((line) => line.replaceAll('20260327', '20260403')),
    ];
    const cancelled = read(calendar(...three, ...other(...off))).rows.map(
      ({ fields }) => fields.event_cancelled,
    );
    expect(cancelled).toEqual([undefined, 'yes', undefined]);
  });

  it('is otherwise from then on', () => {
    const range = other(...moved).map((line) =>
      line.replace('RECURRENCE-ID;', 'RECURRENCE-ID;RANGE=THISANDFUTURE;'),
    );
    expect(timesOf(read(calendar(...three, ...range)))).toEqual([
      ['2026-03-27T19:30:00+00:00', '2026-03-27T21:00:00+00:00'],
      ['2026-04-04T22:00:00+01:00', '2026-04-04T23:00:00+01:00'],
      ['2026-04-11T22:00:00+01:00', '2026-04-11T23:00:00+01:00'],
    ]);
  });

  it('says nothing of a day of which it cannot be read what is otherwise', () => {
    const { rows, rejected } = read(calendar(...three, ...other(...moved, 'GEO:north;west')));
    expect(rows.map(({ id }) => id?.slice(-4))).toEqual(['0327', '0410']);
    expect(rejected).toMatchObject([{ id: 'walk-example-org-20260403', field: 'geo' }]);
  });

  it('lasts as long as it says, over a change of the clocks as well', () => {
    const night = one(
      'SUMMARY:Vigil',
      'DTSTART;TZID=Europe/London:20260327T220000',
      'DTEND;TZID=Europe/London:20260328T060000',
      'RRULE:FREQ=DAILY;COUNT=2',
    );
    expect(timesOf(night)).toEqual([
      ['2026-03-27T22:00:00+00:00', '2026-03-28T06:00:00+00:00'],
      ['2026-03-28T22:00:00+00:00', '2026-03-29T07:00:00+01:00'],
    ]);
    const days = one(
      'SUMMARY:Fair',
      'DTSTART;VALUE=DATE:20260328',
      'DTEND;VALUE=DATE:20260330',
      'RRULE:FREQ=MONTHLY;COUNT=2',
    );
    expect(timesOf(days)).toEqual([
      ['2026-03-28T00:00:00+00:00', '2026-03-29T23:59:00+01:00'],
      ['2026-04-28T00:00:00+01:00', '2026-04-29T23:59:00+01:00'],
    ]);
  });

  it('twice a day has two ids', () => {
    expect(one(...walk, 'RDATE;TZID=Europe/London:20260327T213000').rows.map(({ id }) => id)).toEqual([
      'walk-example-org-20260327',
      'walk-example-org-202603272130',
    ]);
  });

  it('takes in again as it was', () => {
    const { rows } = read(calendar(...three, ...other(...moved), ...event(walk, 'another')));
    const planned = planImport(rows, [], '2026-03-20');
    expect(planned.map(({ action }) => action)).toEqual(['create', 'create', 'create', 'create']);
    const known = planned.flatMap((row) => ('fields' in row ? [{ id: row.id, fields: row.fields }] : []));
    expect(planImport(rows, known, '2026-03-20').every(({ action }) => action === 'unchanged')).toBe(true);
  });
});

describe('whatever comes', () => {
  const survives = (bytes: Uint8Array) => {
    try {
      const { rows } = readListingCalendar(bytes, { timeZone: 'Europe/London', now, place: venue });
      planImport(rows, [], '2026-03-20');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
    }
  };

  it('is read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survives), { numRuns: 500 });
    const name = fc.constantFrom(
      'DTSTART',
      'DTEND',
      'RRULE',
      'RDATE',
      'EXDATE',
      'RECURRENCE-ID',
      'GEO',
      'DURATION',
      'SUMMARY',
      'URL',
      'STATUS',
      'SEQUENCE',
      '__proto__',
      'X-Y',
    );
    const parameter = fc.constantFrom(
      '',
      ';TZID=Europe/London',
      ';TZID="',
      ';VALUE=DATE',
      ';VALUE=PERIOD',
      ';VALUE=__proto__',
      ';TZID=constructor',
      ';=',
      ';RANGE=THISANDFUTURE',
      ';LANGUAGE=x:y',
      ';X=^n^',
    );
    const value = fc.oneof(
      fc.constantFrom(
        '20260327T193000',
        '20260327T193000Z',
        '20260404',
        '20261399',
        '99999999T999999Z',
        'PT1H',
        'P9999W',
        '',
        ';',
        '1;2',
        '\\',
        '\\n\\,',
      ),
      fc.constantFrom(
        'FREQ=DAILY',
        'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
        'FREQ=DAILY;COUNT=999999999;INTERVAL=999999',
        'FREQ=MONTHLY;BYDAY=53MO',
        'FREQ=YEARLY;BYDAY=-53SU;BYSETPOS=-366',
        'FREQ=WEEKLY;UNTIL=x',
        'FREQ=DAILY;BYMONTHDAY=0',
        'FREQ=DAILY;INTERVAL=0',
        'FREQ=DAILY;UNTIL=99999999T999999Z',
      ),
      fc.string(),
    );
    const line = fc.tuple(name, parameter, value).map((parts) => `${parts[0]}${parts[1]}:${parts[2]}`);
    const component = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.constantFrom('a', 'b'))
      .map(([lines, uid]) => event([...lines, ...walk], uid));
    fc.assert(
      fc.property(fc.array(component, { maxLength: 4 }), (components) =>
        survives(Buffer.from(calendar(...components.flat()))),
      ),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it('is read or refused when a good calendar is damaged', () => {
    const good = calendar(
      ...event([
        ...walk,
        'RRULE:FREQ=WEEKLY;BYDAY=MO,FR;COUNT=9',
        'EXDATE:20260403T183000Z',
        'DESCRIPTION:a\\, b',
        ' c',
      ]),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length), fc.nat(8), fc.string({ maxLength: 4 })), { maxLength: 4 }),
        (changes) => {
          let text = good;
          for (const [at, drop, put] of changes) text = text.slice(0, at) + put + text.slice(at + drop);
          survives(Buffer.from(text));
        },
      ),
      { numRuns: 1_000 },
    );
  }, 60_000);

  it.each([
    [
      'series without end',
      event([
        ...walk.map((line) => line.replaceAll('2026', '1970')),
        'RRULE:FREQ=YEARLY;COUNT=99999;BYMONTH=2;BYMONTHDAY=30',
      ]),
    ],
    [
      'daily series',
      event([...walk.map((line) => line.replaceAll('2026', '1970')), 'RRULE:FREQ=DAILY;COUNT=99999']),
    ],
    ['zones', event(['SUMMARY:x', 'DTSTART;TZID=eUrOpE/LoNdOn:20260404T100000', 'DURATION:PT1H'])],
    ['begins', ['BEGIN:VEVENT']],
    ['folded lines', [' x']],
    ['blanks', ['']],
    ['parameters', [`DTSTART${';A=","'.repeat(500)}:x`]],
  ])(
    'comes to an end: five megabytes of %s',
    (_, lines) => {
      const unit = `${lines.join('\n')}\n`;
      const many = Array.from({ length: Math.floor((5 * 1024 * 1024 - 100) / unit.length) }, (__, i) =>
        unit
          .replace('walk@', `${i}@`)
          .replace('eUrOpE', () =>
            [...'europe'].map((c, k) => ((i >> k) & 1 ? c.toUpperCase() : c)).join(''),
          ),
      );
      survives(Buffer.from(calendar(many.join(''))));
      survives(Buffer.from(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${many.join('')}END:VEVENT\nEND:VCALENDAR`));
    },
    120_000,
  );
});
