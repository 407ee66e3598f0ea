import { FACT_GROUPS, FACT_IDS, FACTS } from '#shared/domain/places/fact-dictionary.ts';
import { EARLIER, FINDINGS } from '#shared/domain/reports/report.ts';
import type { PlaceSpeaker } from '../kit/words/place-speaker.tsx';
import { foreign, Option } from './form-controls.tsx';
import type { FieldProblem, ReportField, ReportView } from './report-view.ts';

export interface ReportPartProps {
  readonly view: ReportView;
  readonly speaker: PlaceSpeaker;
}

export const idOf = (field: ReportField) => `report-${field}`;

export const problemText = ({ problem, letters = 0 }: FieldProblem, speaker: PlaceSpeaker): string =>
  speaker.text('reportProblem', problem, letters);

/** Beside its field, and said with it. */
function Problem({ field, view, speaker }: ReportPartProps & { readonly field: ReportField }) {
  const problems = view.problems.filter((each) => each.field === field);
  if (problems.length === 0) return null;
  return (
    <p class="field-problem" id={`${idOf(field)}-problem`} lang={foreign(speaker, 'reportProblem')}>
      {problems.map((problem) => problemText(problem, speaker)).join(' ')}
    </p>
  );
}

const isMisread = ({ problems }: ReportView, field: ReportField) =>
  problems.some((each) => each.field === field);

const describedBy = (view: ReportView, field: ReportField, hint = '') =>
  [isMisread(view, field) ? `${idOf(field)}-problem` : '', hint].filter(Boolean).join(' ') || undefined;

export function FactField({ view, speaker }: ReportPartProps) {
  return (
    <div class="field">
      <label for={idOf('fact')}>{speaker.say('reportFact')}</label>
      <Problem field="fact" view={view} speaker={speaker} />
      <select
        id={idOf('fact')}
        name="fact"
        aria-invalid={isMisread(view, 'fact') || undefined}
        aria-describedby={describedBy(view, 'fact')}
      >
        <option value="" lang={foreign(speaker, 'reportWholePlace')}>
          {speaker.text('reportWholePlace')}
        </option>
        {FACT_GROUPS.map((group) => (
          <optgroup label={speaker.text('factGroup', group)} lang={foreign(speaker, 'factGroup')} key={group}>
            {FACT_IDS.filter((id) => FACTS[id].group === group).map((id) => (
              <option value={id} selected={id === view.typed.fact} key={id}>
                {speaker.text('factName', id)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

export function FindingField({ view, speaker }: ReportPartProps) {
  return (
    <fieldset id={idOf('finding')} tabIndex={-1} aria-describedby={describedBy(view, 'finding')}>
      <legend>{speaker.say('reportFinding')}</legend>
      <Problem field="finding" view={view} speaker={speaker} />
      {FINDINGS.map((finding) => (
        <Option
          type="radio"
          name="finding"
          value={finding}
          checked={view.typed.finding === finding}
          key={finding}
        >
          {speaker.say('finding', finding)}
        </Option>
      ))}
    </fieldset>
  );
}

/** No length is enforced while typing: a browser would silently cut off what is pasted. */
export function WordsField({ view, speaker }: ReportPartProps) {
  return (
    <div class="field">
      <label for={idOf('words')}>{speaker.say('reportWords')}</label>
      <p class="hint" id="words-hint">
        {speaker.say('reportWordsHint')}
      </p>
      <Problem field="words" view={view} speaker={speaker} />
      <textarea
        id={idOf('words')}
        name="words"
        rows={5}
        aria-invalid={isMisread(view, 'words') || undefined}
        aria-describedby={describedBy(view, 'words', 'words-hint')}
      >
        {view.typed.words}
      </textarea>
    </div>
  );
}

export function VisitedField({ view, speaker }: ReportPartProps) {
  return (
    <div class="field">
      <label for={idOf('visited')}>{speaker.say('reportVisited')}</label>
      <Problem field="visited" view={view} speaker={speaker} />
      <select
        id={idOf('visited')}
        name="visited"
        aria-invalid={isMisread(view, 'visited') || undefined}
        aria-describedby={describedBy(view, 'visited')}
      >
        <option value="" lang={foreign(speaker, 'reportVisitedOpen')}>
          {speaker.text('reportVisitedOpen')}
        </option>
        {[...view.months, EARLIER].map((month) => (
          <option
            value={month}
            selected={month === view.typed.visited}
            lang={foreign(speaker, 'visitedIn')}
            key={month}
          >
            {speaker.text('visitedIn', month)}
          </option>
        ))}
      </select>
    </div>
  );
}
