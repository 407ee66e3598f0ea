import type { ReasonCode, Verdict } from '#shared/domain/places/fit.ts';
import { hrefWith, type Preferences } from '../kit/preferences.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import type { PlaceView } from './place-view.ts';
import { needsPairs } from './places-query.ts';
import { reasonSaid } from './reasons.ts';
import { VerdictSign } from './verdict-sign.tsx';

interface VerdictProps {
  readonly view: PlaceView;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
}

/** What a reason alone would make of the place: its line bears the same sign. */
function verdictOf(code: ReasonCode): Verdict {
  if (code === 'met') return 'confirmed';
  return code === 'not-met' ? 'unsuitable' : 'unconfirmed';
}

/** Whether the place suits, with every reason, the worst first. */
export function VerdictBox({ view: { fit, needs, place }, speaker, preferences }: VerdictProps) {
  if (!fit) return null;
  return (
    <section class={`verdict verdict-${fit.verdict}`} aria-labelledby="verdict">
      <h2 id="verdict">
        <VerdictSign verdict={fit.verdict} />
        <span>{speaker.say('verdict', fit.verdict)}</span>
      </h2>
      <p>{speaker.say('verdictMeaning', fit.verdict)}</p>
      {needs && (
        <p>
          <strong>{speaker.say('forYou')}:</strong> {speaker.say('needsInWords', needs)}.
        </p>
      )}
      <ul>
        {fit.reasons.map((reason) => (
          <li key={reason.fact}>
            <VerdictSign verdict={verdictOf(reason.code)} />
            <span>{speaker.say('reason', reasonSaid(reason, place.facts))}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={hrefWith('/places', preferences, needsPairs(needs))}>{speaker.say('changeNeeds')}</a>
      </p>
    </section>
  );
}
