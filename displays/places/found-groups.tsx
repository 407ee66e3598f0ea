import type { ComponentChildren, VNode } from 'preact';
import type { FoundPlace } from '#shared/domain/places/find-places.ts';
import { VERDICTS, type Verdict } from '#shared/domain/places/fit.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { FoundItem, type FoundItemProps } from './found-item.tsx';
import { VerdictSign } from './verdict-sign.tsx';

interface GroupsProps extends Omit<FoundItemProps, 'found' | 'number'> {
  readonly found: readonly FoundPlace[];
  /** A map refers to the places by their numbers: then those that do not suit are not folded away. */
  readonly isNumbered?: boolean;
  /** Whether more match than are listed: then a group's number is of those that are shown. */
  readonly isCut: boolean;
}

/** One list; or, where something was needed, one for each verdict, and those that do not suit out of the way. */
export function FoundGroups({ found, isCut, isNumbered = false, ...shared }: GroupsProps) {
  const numbers = isNumbered ? new Map(found.map(({ place }, i) => [place.id, i + 1])) : null;
  if (!found.some(({ fit }) => fit)) return <FoundList found={found} numbers={numbers} shared={shared} />;
  return (
    <>
      {VERDICTS.map((verdict) => {
        const group = found.filter(({ fit }) => fit?.verdict === verdict);
        if (group.length === 0 && verdict !== 'confirmed') return null;
        return (
          <Group
            verdict={verdict}
            isOpen={isNumbered}
            heading={
              <GroupHeading verdict={verdict} size={group.length} isCut={isCut} speaker={shared.speaker} />
            }
            key={verdict}
          >
            <GroupNote verdict={verdict} size={group.length} speaker={shared.speaker} />
            <FoundList found={group} numbers={numbers} shared={shared} />
          </Group>
        );
      })}
    </>
  );
}

interface GroupProps {
  readonly verdict: Verdict;
  readonly isOpen: boolean;
  readonly heading: VNode;
  readonly children: ComponentChildren;
}

function Group({ verdict, isOpen, heading, children }: GroupProps) {
  if (verdict === 'unsuitable') {
    return (
      <details class="group" open={isOpen}>
        <summary>{heading}</summary>
        {children}
      </details>
    );
  }
  return (
    <section class="group" aria-labelledby={verdict}>
      {heading}
      {children}
    </section>
  );
}

interface HeadingProps {
  readonly verdict: Verdict;
  readonly size: number;
  readonly isCut: boolean;
  readonly speaker: PlaceSpeaker;
}

function GroupHeading({ verdict, size, isCut, speaker }: HeadingProps) {
  return (
    <h3 id={verdict}>
      <VerdictSign verdict={verdict} />
      <span>{speaker.say(isCut ? 'verdictGroupCut' : 'verdictGroup', verdict, size)}</span>
    </h3>
  );
}

function GroupNote({ verdict, size, speaker }: Omit<HeadingProps, 'isCut'>) {
  if (verdict === 'confirmed' && size === 0) return <p>{speaker.say('noneConfirmed')}</p>;
  return verdict === 'unconfirmed' ? <p class="hint">{speaker.say('verdictMeaning', verdict)}</p> : null;
}

interface ListProps {
  readonly found: readonly FoundPlace[];
  /** By id; null: a list without numbers. */
  readonly numbers: ReadonlyMap<string, number> | null;
  readonly shared: Omit<FoundItemProps, 'found' | 'number'>;
}

function FoundList({ found, numbers, shared }: ListProps) {
  if (found.length === 0) return null;
  return (
    <ul
      class="places"
      // biome-ignore lint/a11y/noRedundantRoles: Safari drops the list role with the list style.
      role="list"
    >
      {found.map((place) => (
        <li key={place.place.id}>
          <FoundItem found={place} number={numbers?.get(place.place.id)} {...shared} />
        </li>
      ))}
    </ul>
  );
}
