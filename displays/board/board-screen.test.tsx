import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import type { Board } from '#shared/domain/transit/board.ts';
import {
  aBoard,
  aDeparture,
  aLiveDeparture,
  anAlert,
  aStop,
  HOUR,
  MINUTE,
  NOW,
} from '#test/builders/board.ts';
import { boardFacts } from '../kit/board-facts.ts';
import { speakerOf } from '../kit/words/speaker.tsx';
import { BoardScreen, type BoardScreenProps } from './board-screen.tsx';

function draw(changes: Partial<Board> = {}, props: Partial<BoardScreenProps> = {}): string {
  const facts = boardFacts(aBoard(changes), null, 'r');
  return render(
    <BoardScreen facts={facts} now={NOW} speaker={speakerOf('en')} rows={null} helpText={null} {...props} />,
  );
}

/** What the eye reads: without tags, and without what is there for the ear alone. */
function seen(html: string): string {
  return html
    .replace(/<(span|ul) class="unseen".*?<\/\1>/g, '')
    .replace(/<div class="alert alert-away".*?<\/div>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const rowOf = (departure: Board['departures'][number]) =>
  seen(/<ol.*<\/ol>/s.exec(draw({ departures: [departure] }))?.[0] ?? '');

describe('a row', () => {
  it.each([
    ['live', aLiveDeparture(5 * MINUTE), '7 Scone live 5 min'],
    ['due', aLiveDeparture(59), '7 Scone live Due'],
    ['live, far off', aLiveDeparture(125 * MINUTE), '7 Scone live 2 h 5 min'],
    ['timetable', aDeparture(), '7 Scone 14:32 timetable'],
    ['tomorrow', aDeparture({ scheduled: NOW + 17 * HOUR }), '7 Scone 07:27 timetable tomorrow'],
    ['cancelled', aDeparture({ status: 'cancelled' }), '7 Scone Cancelled 14:32'],
    ['not stopping', aDeparture({ status: 'not-stopping' }), '7 Scone Does not stop here 14:32'],
    ['headway', aDeparture({ scheduled: null, headwaySeconds: 600 }), '7 Scone every 10 min timetable'],
    ['wheelchair yes', aDeparture({ wheelchair: 'yes' }), '7 Scone Wheelchair accessible 14:32 timetable'],
    ['wheelchair no', aDeparture({ wheelchair: 'no' }), '7 Scone Not wheelchair accessible 14:32 timetable'],
    ['phone ahead', aDeparture({ pickupType: 2 }), '7 Scone Phone ahead to book 14:32 timetable'],
    ['ask the driver', aDeparture({ pickupType: 3 }), '7 Scone Ask the driver to stop 14:32 timetable'],
    ['not seen', aDeparture({ untracked: 'silent' }), '7 Scone No signal from this bus 14:32 timetable'],
    [
      'off its route',
      aDeparture({ untracked: 'off-route' }),
      '7 Scone This bus is off its route 14:32 timetable',
    ],
    ['stuck', aDeparture({ untracked: 'stuck' }), '7 Scone This bus is not moving 14:32 timetable'],
    ['extra', aLiveDeparture(5 * MINUTE, { extra: true }), '7 Scone Extra journey live 5 min'],
  ])('%s', (_name, departure, text) => {
    expect(rowOf(departure)).toBe(text);
  });

  it('has live minutes on a plate, clock times bare, and strikes out what does not come', () => {
    expect(draw({ departures: [aLiveDeparture(5 * MINUTE)] })).toContain('<span class="plate">');
    expect(draw({ departures: [aDeparture()] }).match(/<ol.*<\/ol>/s)?.[0]).not.toContain('plate');
    expect(draw({ departures: [aDeparture({ status: 'cancelled' })] })).toContain(
      '<s class="state">14:32</s>',
    );
  });

  it('is a list item with a whole sentence for the ear', () => {
    const html = draw({ departures: [aLiveDeparture(5 * MINUTE, { wheelchair: 'yes' })] });
    expect(html).toMatch(
      /<ol [^>]*role="list"[^>]*><li class="slot"><span class="unseen">Route 7 to Scone, live, in 5 minutes, wheelchair accessible<\/span><div [^>]*aria-hidden="true"/,
    );
    expect(html).not.toContain('<table');
  });
});

describe('the board', () => {
  it('shows the server’s time, the stop and its indicator', () => {
    expect(seen(draw())).toMatch(/^Demo Street Stance 3 14:27 /);
  });

  it('names the platform only where there are several', () => {
    const at = (platforms: readonly string[]) =>
      seen(draw({ departures: platforms.map((platform) => aDeparture({ platform })) }));
    expect(at(['1', '2'])).toContain('Platform 1 14:32');
    expect(at(['1', '1'])).not.toContain('Platform');
  });

  it('has as many slots as rows were asked for, filled or not', () => {
    const html = draw({ departures: [aDeparture(), aDeparture()] }, { rows: 5 });
    expect(html.match(/<li class="slot">/g)).toHaveLength(5);
    expect(html).toContain('rows-set');
  });

  it('says so when nothing leaves, and when the next one does if that is known', () => {
    const nothing = { departures: [], realtime: { state: 'none', asOf: null } } as const;
    expect(seen(draw(nothing))).toContain(
      'No departures in the next 24 hours. When the next one is, is not known.',
    );
    // What has ended says nothing of what runs now.
    expect(seen(draw({ ...nothing, timetableEnded: '20260630' }))).toContain(
      'The timetable of this stop ended on 30 June 2026. Which buses run now is not known.',
    );
    const next = aDeparture({ line: '58', scheduled: NOW + 40 * HOUR });
    const facts = boardFacts(aBoard(nothing), next, 'r');
    expect(seen(draw({}, { facts }))).toContain('Next: 58 to Scone, Friday 17 July at 06:27.');
  });

  it('shows one alert at a time to the eye and all of them to the ear', () => {
    const alerts = [
      anAlert({ id: 'a', header: { en: 'First' } }),
      anAlert({ id: 'b', header: { en: 'Second' } }),
    ];
    const [one, two] = [0, 15].map((later) => draw({ alerts }, { now: NOW + later })) as [string, string];
    expect([seen(one).includes('First'), seen(two).includes('First')].sort()).toEqual([false, true]);
    for (const html of [one, two]) {
      expect(html.match(/<ul class="unseen">.*?<\/ul>/)?.[0]).toMatch(/First.*Second/);
      expect(seen(html)).toMatch(/[12] of 2/);
    }
  });

  it('never prints the feed’s words for cause and effect', () => {
    expect(draw({ alerts: [anAlert()] })).not.toMatch(/CONSTRUCTION|DETOUR|WARNING/);
  });
});

describe('without connection', () => {
  const board = { departures: [aLiveDeparture(6 * MINUTE, {}, MINUTE), aLiveDeparture(30)] };
  const minutesLater = (minutes: number) => seen(draw(board, { now: NOW + minutes * MINUTE }));

  it('counts on, removes what has left, and says so', () => {
    expect(minutesLater(0)).toContain('7 Scone live Due 7 Scone live 6 min');
    expect(minutesLater(4)).toContain('7 Scone live 2 min');
    expect(minutesLater(4)).not.toContain('Due');
    expect(minutesLater(4)).toContain('No connection since 14:27. Live times are 4 minutes old.');
  });

  it('falls back to the timetable after five minutes, and then runs out', () => {
    expect(minutesLater(5)).toContain('7 Scone 14:32 timetable');
    expect(minutesLater(5)).toContain('No connection since 14:27. Timetable only.');
    expect(minutesLater(10)).toContain('This board knows of no later departures.');
  });
});

it('uses the data’s own Gaelic names on a Gaelic page, and marks English words as English', () => {
  const html = draw(
    {
      stop: aStop({ names: { gd: 'Dùn Chailleann' } }),
      departures: [aDeparture({ headsigns: { gd: 'Sgàin' } })],
    },
    { speaker: speakerOf('gd') },
  );
  expect(seen(html)).toContain('Dùn Chailleann');
  expect(html).toContain('Sgàin');
  expect(html).toContain('<span lang="en">timetable</span>');
});

it('escapes what the feed says', () => {
  const html = draw({
    stop: aStop({ name: '<b>"x"&' }),
    departures: [aDeparture({ headsign: '<img src=x onerror=alert(1)>' })],
    alerts: [anAlert({ description: { en: '<script>alert(1)</script>' } })],
  });
  expect(html).not.toMatch(/<(b|img|script)\b/);
});
