import { PLACE_KINDS } from '#shared/domain/places/place.ts';
import { hrefWith, type Preferences, preferencePairs } from '../kit/preferences.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { foreign, Option } from './form-controls.tsx';
import { NeedsFields } from './needs-fields.tsx';
import { formPairs } from './places-query.ts';
import type { PlacesForm } from './places-view.ts';

interface FormProps {
  readonly form: PlacesForm;
  /** What is found is to be on a map again. */
  readonly isMap: boolean;
  readonly speaker: PlaceSpeaker;
  readonly preferences: Preferences;
}

/** A plain form: works without script, and its result has an address. The browser is asked not to remember it. */
export function PlacesFormFields({ form, isMap, speaker, preferences }: FormProps) {
  const isAsked = formPairs(form).length > 0 || form.typed !== undefined;
  return (
    <form class="places-form" method="get" action="/places" autocomplete="off">
      {preferencePairs(preferences).map(([name, value]) => (
        <input type="hidden" name={name} value={value} key={name} />
      ))}
      {isMap && <input type="hidden" name="view" value="map" />}
      <div class="field">
        <label for="q">{speaker.say('placesLabel')}</label>
        <input id="q" name="q" type="search" value={form.text} maxLength={100} />
      </div>
      <div class="fields">
        <div class="field">
          <label for="kind">{speaker.say('kindLabel')}</label>
          <select id="kind" name="kind">
            <option value="" lang={foreign(speaker, 'anyKind')}>
              {speaker.text('anyKind')}
            </option>
            {PLACE_KINDS.map((kind) => (
              <option
                value={kind}
                selected={kind === form.kind}
                lang={foreign(speaker, 'kindMany')}
                key={kind}
              >
                {speaker.text('kindMany', kind)}
              </option>
            ))}
          </select>
        </div>
        <OpenFields form={form} speaker={speaker} />
      </div>
      {form.near && (
        <Option type="checkbox" name="near" value={form.near} checked>
          {speaker.say('near')}
        </Option>
      )}
      <NeedsFields form={form} speaker={speaker} />
      <p class="send">
        <button type="submit">{speaker.say('showPlaces')}</button>
        {isAsked && <a href={hrefWith('/places', preferences)}>{speaker.say('startAgain')}</a>}
      </p>
    </form>
  );
}

const openChoices = [
  ['', 'anyTime'],
  ['now', 'openChoiceNow'],
  ['at', 'openChoiceAt'],
] as const;

function OpenFields({ form, speaker }: Omit<FormProps, 'isMap' | 'preferences'>) {
  const time = form.typed?.at ?? (form.open === 'now' ? '' : (form.open ?? ''));
  const isMisread = form.typed?.at !== undefined;
  const chosen = form.open === 'now' ? 'now' : form.open !== null || isMisread ? 'at' : '';
  return (
    <>
      <div class="field">
        <label for="open">{speaker.say('openLabel')}</label>
        <select id="open" name="open">
          {openChoices.map(([value, label]) => (
            <option value={value} selected={value === chosen} lang={foreign(speaker, label)} key={value}>
              {speaker.text(label)}
            </option>
          ))}
        </select>
      </div>
      <div class="field at-time">
        <label for="at">{speaker.say('dateAndTime')}</label>
        <input
          id="at"
          name="at"
          type="datetime-local"
          value={time}
          aria-invalid={isMisread ? 'true' : undefined}
          aria-describedby={isMisread ? 'problem at-hint' : 'at-hint'}
        />
        <p class="hint" id="at-hint">
          {speaker.say('dateAndTimeHint')}
        </p>
      </div>
    </>
  );
}
