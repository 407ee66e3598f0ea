import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { MeasureField, Option } from './form-controls.tsx';
import { sizeToShow } from './places-query.ts';
import type { PlacesForm } from './places-view.ts';

interface NeedsProps {
  readonly form: PlacesForm;
  readonly speaker: PlaceSpeaker;
}

const also = [
  ['hearing', 'needHearing'],
  ['vision', 'needVision'],
  ['quiet', 'needQuiet'],
  ['dog', 'needDog'],
] as const;
const sizes = [
  ['width', 'widthHint'],
  ['length', 'lengthHint'],
  ['turning', 'turningHint'],
] as const;
const aids = [
  ['', 'aidNone'],
  ['scooter', 'aidScooter'],
  ['wheelchair', 'aidWheelchair'],
] as const;
const toilets = [
  ['', 'toiletNone'],
  ['accessible', 'toiletAccessible'],
  ['changing-places', 'toiletChangingPlaces'],
] as const;

/** What a visitor needs, in the order in which it matters on the way in. Open when something was said. */
export function NeedsFields({ form, speaker }: NeedsProps) {
  const { needs, access, typed = {} } = form;
  const isMisread = [...sizes.map(([side]) => side), 'step' as const].some(
    (name) => typed[name] !== undefined,
  );
  return (
    <details class="needs" open={needs !== null || access.length > 0 || isMisread}>
      <summary>{speaker.say('whatYouNeed')}</summary>
      <p class="hint">{speaker.say('needsKept')}</p>
      <fieldset>
        <legend>{speaker.say('aidLabel')}</legend>
        {aids.map(([value, label]) => (
          <Option
            type="radio"
            name="aid"
            value={value}
            checked={(needs?.aid?.kind ?? '') === value}
            key={value}
          >
            {speaker.say(label)}
          </Option>
        ))}
      </fieldset>
      <fieldset class="sizes">
        <legend>{speaker.say('sizeLabel')}</legend>
        <div class="fields">
          {sizes.map(([side, hint]) => (
            <MeasureField
              name={side}
              label={speaker.say(side)}
              hint={speaker.say(hint)}
              value={typed[side] ?? sizeToShow(needs, side)}
              isMisread={typed[side] !== undefined}
              key={side}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{speaker.say('stepsLabel')}</legend>
        <Option type="checkbox" name="stepfree" value="1" checked={needs?.stepFree ?? false}>
          {speaker.say('stepFree')}
        </Option>
        <MeasureField
          name="step"
          label={speaker.say('highestStep')}
          hint={speaker.say('highestStepHint')}
          value={typed.step ?? String(needs?.maxStep ?? '')}
          isMisread={typed.step !== undefined}
        />
      </fieldset>
      <fieldset>
        <legend>{speaker.say('toiletLabel')}</legend>
        {toilets.map(([value, label]) => (
          <Option
            type="radio"
            name="toilet"
            value={value}
            checked={(needs?.toilet ?? '') === value}
            key={value}
          >
            {speaker.say(label)}
          </Option>
        ))}
      </fieldset>
      <fieldset>
        <legend>{speaker.say('alsoLabel')}</legend>
        {also.map(([name, label]) => (
          <Option type="checkbox" name={name} value="1" checked={needs?.[name] ?? false} key={name}>
            {speaker.say(label)}
          </Option>
        ))}
        {access.map((fact) => (
          <Option type="checkbox" name="access" value={fact} checked key={fact}>
            {speaker.say('factName', fact)}
          </Option>
        ))}
      </fieldset>
    </details>
  );
}
