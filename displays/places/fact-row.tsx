import { type CalendarDate, type Fact, freshnessOf } from '#shared/domain/places/fact.ts';
import { type FactId, factDefinition } from '#shared/domain/places/fact-dictionary.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { webAddress } from '../welcome/alert-list.tsx';
import { OwnText } from './own-text.tsx';

interface RowProps {
  readonly id: FactId;
  readonly fact: Fact;
  readonly today: CalendarDate;
  readonly speaker: PlaceSpeaker;
  /** Where to say that it is wrong; null where nobody is asked. */
  readonly reportHref: string | null;
}

/** What is said of a fact: its measure, else yes, no or in part. */
export function factAnswer(id: FactId, { value, status }: Fact, speaker: PlaceSpeaker) {
  const { unit } = factDefinition(id);
  return value !== undefined && unit
    ? speaker.say('measure', value, unit)
    : speaker.say('factStatus', status);
}

/** One thing that is known, and how far it can be believed. */
export function FactRow({ id, fact, today, speaker, reportHref }: RowProps) {
  return (
    <div id={`fact-${id}`} class="fact">
      <dt>
        {speaker.say('factName', id)} <span class="fact-meaning">{speaker.say('factMeaning', id)}</span>
      </dt>
      <dd class="fact-value">{factAnswer(id, fact, speaker)}</dd>
      {fact.note && (
        <dd class="fact-note">
          <OwnText texts={fact.note} language={speaker.language} />
        </dd>
      )}
      {fact.disputed && <dd class="fact-disputed">{speaker.say('disputed')}</dd>}
      <dd class="fact-origin">
        <Checked fact={fact} today={today} speaker={speaker} />
        <Source fact={fact} speaker={speaker} />
      </dd>
      {reportHref && (
        <dd class="fact-report">
          <a href={reportHref}>
            {speaker.say('wrongLink')} <span class="unseen">{speaker.say('factName', id)}</span>
          </a>
        </dd>
      )}
    </div>
  );
}

function Checked({ fact, today, speaker }: Pick<RowProps, 'fact' | 'today' | 'speaker'>) {
  const { verified, method } = fact;
  if (verified === undefined) {
    return <>{method ? speaker.say('neverCheckedBy', method) : speaker.say('neverChecked')}</>;
  }
  const by = method && speaker.say('by', method);
  if (freshnessOf(fact, today) !== 'old')
    return (
      <>
        {speaker.say('checkedOn', verified)}
        {by}
      </>
    );
  return (
    <strong>
      {speaker.say('checkedLongAgo', verified)}
      {by}, {speaker.say('mayBeOld')}
    </strong>
  );
}

function Source({ fact: { source }, speaker }: Pick<RowProps, 'fact' | 'speaker'>) {
  if (!source) return null;
  const url = source.url ? webAddress(source.url) : undefined;
  return (
    <>
      , {speaker.say('factSource')}{' '}
      {url ? (
        <a href={url} rel="noreferrer">
          {source.name}
        </a>
      ) : (
        source.name
      )}
    </>
  );
}
