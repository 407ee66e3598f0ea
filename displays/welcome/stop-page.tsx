import type { Stop } from '#shared/domain/transit/timetable.ts';
import type { BoardFacts } from '../kit/board-facts.ts';
import { DataBlock } from '../kit/data-block.tsx';
import { hrefWith, stopHref } from '../kit/preferences.ts';
import { translatedName } from '../kit/translation.ts';
import { type Language, type Speaker, speakerOf } from '../kit/words/speaker.tsx';
import { AlertList } from './alert-list.tsx';
import { DepartureList } from './departure-list.tsx';
import { type PageSurroundings, welcomePage } from './shell.tsx';

/** What the server hands to the stop page's script. */
export interface StopSettings {
  readonly facts: BoardFacts;
  readonly language: Language;
  readonly refreshHref: string;
}

export function stopPage(facts: BoardFacts, surroundings: PageSurroundings): string {
  const { preferences } = surroundings;
  const speaker = speakerOf(preferences.language);
  const { stop, asOf, alerts } = facts.board;
  const name = translatedName(stop.name, stop.names, speaker.language).text;
  const refreshHref = stopHref(stop.id, preferences);
  const settings: StopSettings = { facts, language: preferences.language, refreshHref };
  return welcomePage({
    ...surroundings,
    title: stop.indicator ? `${name} (${stop.indicator})` : name,
    titleKey: 'siteName',
    path: `/stops/${encodeURIComponent(stop.id)}`,
    script: 'stop.js',
    children: (
      <>
        <h1>
          {name}
          {stop.indicator && <span class="indicator"> {stop.indicator}</span>}
        </h1>
        {stop.description && <p class="code">{stop.description}</p>}
        {stop.code && (
          <p class="code">
            {speaker.say('stopCode')} {stop.code}
          </p>
        )}
        <AlertList alerts={alerts} speaker={speaker} />
        <section aria-labelledby="departures">
          <h2 id="departures">{speaker.say('departures')}</h2>
          <div id="list">
            <DepartureList facts={facts} now={asOf} speaker={speaker} refreshHref={refreshHref} />
          </div>
          <p class="meaning">{speaker.say('liveMeaning')}</p>
          <p class="meaning">{speaker.say('wheelchairMeaning')}</p>
        </section>
        <AboutStop stop={stop} speaker={speaker} />
        <p>
          <a href={hrefWith(`/boards/${encodeURIComponent(stop.id)}`, preferences)}>
            {speaker.say('fullScreenBoard')}
          </a>
        </p>
        {stop.lat !== null && stop.lon !== null && (
          <p>
            <a href={hrefWith('/places', preferences, [['near', `${stop.lat},${stop.lon}`]])}>
              {speaker.say('placesNearStop')}
            </a>
          </p>
        )}
        <DataBlock id="settings" data={settings} />
      </>
    ),
  });
}

const boardingWords = { yes: 'stepFreeYes', no: 'stepFreeNo', unknown: 'stepFreeUnknown' } as const;

function AboutStop({ stop, speaker }: { readonly stop: Stop; readonly speaker: Speaker }) {
  return (
    <section aria-labelledby="about">
      <h2 id="about">{speaker.say('aboutStop')}</h2>
      <dl>
        <dt>{speaker.say('stepFree')}</dt>
        <dd>{speaker.say(boardingWords[stop.wheelchairBoarding])}</dd>
      </dl>
    </section>
  );
}
