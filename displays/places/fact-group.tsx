import type { CalendarDate, Fact } from '#shared/domain/places/fact.ts';
import {
  FACT_IDS,
  FACTS,
  type FactGroup,
  type FactId,
  factDefinition,
} from '#shared/domain/places/fact-dictionary.ts';
import { factOf, type Place } from '#shared/domain/places/place.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { FactRow } from './fact-row.tsx';
import { UnknownFacts } from './unknown-facts.tsx';

interface GroupProps {
  readonly group: FactGroup;
  readonly place: Place;
  readonly today: CalendarDate;
  readonly speaker: PlaceSpeaker;
  /** Where to say that a fact is wrong; null where nobody is asked. */
  readonly reportHref: (fact: FactId) => string | null;
}

const idsOf = (group: FactGroup): FactId[] => FACT_IDS.filter((id) => FACTS[id].group === group);

/** A measure without its value says nothing. */
export function isKnown(id: FactId, { status, value }: Fact): boolean {
  if (status === 'unknown') return false;
  return !(status === 'yes' && factDefinition(id).unit !== undefined && value === undefined);
}

/** Tables and menus matter where one eats, and wherever something is known of them. */
export function isGroupShown(group: FactGroup, place: Place): boolean {
  return (
    group !== 'eating' ||
    place.kind === 'eat' ||
    idsOf(group).some((id) => isKnown(id, factOf(place.facts, id)))
  );
}

export function FactGroupSection(props: GroupProps) {
  const { group, place, speaker } = props;
  return (
    <section aria-labelledby={group}>
      <h2 id={group}>{speaker.say('factGroup', group)}</h2>
      {group === 'eating' && place.servesCuisine && place.servesCuisine.length > 0 && (
        <p>{speaker.say('cuisine', place.servesCuisine.join(', '))}</p>
      )}
      <GroupFacts {...props} />
    </section>
  );
}

/** What is known, each with where that comes from; and in one sentence what is not. */
export function GroupFacts({ group, place, today, speaker, reportHref }: GroupProps) {
  const ids = idsOf(group);
  const known = ids.filter((id) => isKnown(id, factOf(place.facts, id)));
  const unknown = ids.filter((id) => !known.includes(id));
  return (
    <>
      {known.length > 0 && (
        <dl class="known">
          {known.map((id) => (
            <FactRow
              id={id}
              fact={factOf(place.facts, id)}
              today={today}
              speaker={speaker}
              reportHref={reportHref(id)}
              key={id}
            />
          ))}
        </dl>
      )}
      {unknown.length > 0 && <UnknownFacts ids={unknown} place={place} speaker={speaker} />}
    </>
  );
}
