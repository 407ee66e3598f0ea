import { isFactId } from '#shared/domain/places/fact-dictionary.ts';
import { factOf } from '#shared/domain/places/place.ts';
import { placeSpeakerOf } from '../kit/words/place-speaker.tsx';
import type { PageSurroundings } from '../welcome/shell.tsx';
import { isKnown } from './fact-group.tsx';
import { factAnswer } from './fact-row.tsx';
import { foreign } from './form-controls.tsx';
import {
  FactField,
  FindingField,
  idOf,
  problemText,
  type ReportPartProps,
  VisitedField,
  WordsField,
} from './report-fields.tsx';
import { OtherWays, reportFrame, reportHref } from './report-frame.tsx';
import { EMPTY_FIELD, type ReportView } from './report-view.ts';

/** Where a visitor says what is not as the page says: without account, without script, without saying who. */
export function reportPage(view: ReportView, surroundings: PageSurroundings): string {
  const { preferences, helpText } = surroundings;
  const { place, typed } = view;
  const speaker = placeSpeakerOf(preferences.language);
  return reportFrame({
    place,
    surroundings,
    heading: 'reportTitle',
    hasProblems: view.problems.length > 0,
    query: typed.fact === '' ? [] : [['fact', typed.fact]],
    children: (
      <>
        <Problems view={view} speaker={speaker} />
        <p>{speaker.say('reportIntro')}</p>
        <PageSays view={view} speaker={speaker} />
        <form
          class="places-form"
          method="post"
          action={reportHref(place, preferences)}
          autocomplete="off"
          noValidate
        >
          <input type="hidden" name="token" value={view.token} />
          <FactField view={view} speaker={speaker} />
          <FindingField view={view} speaker={speaker} />
          <WordsField view={view} speaker={speaker} />
          <VisitedField view={view} speaker={speaker} />
          <div class="left-empty" aria-hidden="true">
            <label for={EMPTY_FIELD}>{speaker.say('reportLeaveEmpty')}</label>
            <input id={EMPTY_FIELD} name={EMPTY_FIELD} tabIndex={-1} autocomplete="off" />
          </div>
          <h2>{speaker.say('reportNext')}</h2>
          <p>{speaker.say('reportNextText')}</p>
          <p class="send">
            <button type="submit">{speaker.say('reportSend')}</button>
          </p>
        </form>
        <OtherWays speaker={speaker} helpText={helpText} />
      </>
    ),
  });
}

function Problems({ view: { problems }, speaker }: ReportPartProps) {
  if (problems.length === 0) return null;
  return (
    <div class="problem" role="alert" lang={foreign(speaker, 'reportProblem')}>
      <strong>{speaker.text('reportProblems')}</strong>
      <ul>
        {problems.map((each) => (
          <li key={each.problem}>
            <a href={`#${idOf(each.field)}`}>{problemText(each, speaker)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Only where a fact was asked about: what is compared with what was found. */
function PageSays({ view: { place, typed }, speaker }: ReportPartProps) {
  const { fact: id } = typed;
  if (!isFactId(id)) return null;
  const fact = factOf(place.facts, id);
  return (
    <p>
      {speaker.say('pageSays')} {speaker.say('factName', id)}:{' '}
      <strong>
        {isKnown(id, fact) ? factAnswer(id, fact, speaker) : speaker.say('factStatus', 'unknown')}
      </strong>
    </p>
  );
}
