import { USUAL_SIZE } from '#shared/domain/places/visitor-needs.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import type { Language } from '../kit/words/speaker.tsx';
import type { FormField, PlacesForm } from './places-view.ts';

/** What in the form cannot be used, in words that name the field; for PlacesView.problem. */
export function formProblem(
  field: FormField,
  { typed = {} }: Pick<PlacesForm, 'typed'>,
  language: Language,
): string {
  const speaker = placeSpeakerOf(language);
  const text = typed[field] ?? '';
  switch (field) {
    case 'width':
    case 'length':
    case 'turning':
      return speaker.text('problemSize', speaker.text(field), text, USUAL_SIZE.scooter[field]);
    case 'step':
      return speaker.text('problemSize', speaker.text('highestStepField'), text, 5);
    case 'at':
      return speaker.text('problemTime', speaker.text('dateAndTime'), text);
    case 'near':
      return speaker.text('problemOther', speaker.text('position'), text);
    default:
      return speaker.text('problemOther', field, text);
  }
}
