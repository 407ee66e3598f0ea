import type { PlannedRow } from '#shared/domain/listings/plan-import.ts';
import { Button, PostForm } from './govuk/button.tsx';
import { Tag, type TagColour } from './govuk/lists.tsx';
import { Banner, Details, Inset, type PageError } from './govuk/messages.tsx';
import { labelOf, unitText } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

/** Taking in and giving out many listings at once. */
export function importPage(errors: readonly PageError[], surroundings: StaffSurroundings): string {
  const error = errors[0]?.message;
  return staffPage(surroundings, {
    title: 'Import and export',
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Import and export</h1>
        <h2 class="govuk-heading-m">Import</h2>
        <p class="govuk-body">
          A CSV file as the export below gives it, with some of its columns or all. You see what it would
          change, row by row, before anything is taken in. What is taken in are drafts: each is reviewed as
          any other.
        </p>
        <Inset>
          An empty cell changes nothing: what is known never becomes unknown by an import. Sending a file
          twice does no harm.
        </Inset>
        <PostForm action="/staff/import" isUpload>
          <div class={`govuk-form-group${error ? ' govuk-form-group--error' : ''}`}>
            <label class="govuk-label" for="file">
              CSV file, at most 4 MB
            </label>
            {error && (
              <p id="file-error" class="govuk-error-message">
                <span class="govuk-visually-hidden">Error:</span> {error}
              </p>
            )}
            <input
              class="govuk-file-upload"
              id="file"
              name="file"
              type="file"
              accept=".csv,text/csv"
              aria-describedby={error ? 'file-error' : undefined}
            />
          </div>
          <Button>Look at what it would change</Button>
        </PostForm>
        <h2 class="govuk-heading-m">Export</h2>
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href="/staff/export/listings.csv">
              All listings as they are at work (CSV)
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/staff/export/events.ics">
              Events that are public (iCalendar)
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/open-data">
              Everything that is public (open data)
            </a>
          </li>
        </ul>
      </>
    ),
  });
}

interface WaitingView {
  readonly fileName: string;
  readonly rejected: readonly { readonly line: number; readonly field: string; readonly reason: string }[];
  readonly unknownColumns: readonly string[];
}

export interface ImportPreviewView {
  readonly id: string;
  readonly waiting: WaitingView;
  readonly plan: readonly PlannedRow[];
  /** What has been taken in; null: nothing yet. */
  readonly done: { readonly created: number; readonly updated: number; readonly left: number } | null;
}

const actions: Readonly<Record<PlannedRow['action'], { text: string; colour: TagColour }>> = {
  create: { text: 'New', colour: 'green' },
  update: { text: 'Changes', colour: 'blue' },
  unchanged: { text: 'Nothing changes', colour: 'grey' },
  refused: { text: 'Refused', colour: 'red' },
};

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** What a file would change, row by row. */
export function importPreviewPage(view: ImportPreviewView, surroundings: StaffSurroundings): string {
  const { id, waiting, plan, done } = view;
  const count = (action: PlannedRow['action']) => plan.filter((row) => row.action === action).length;
  const [created, updated, unchanged] = [count('create'), count('update'), count('unchanged')];
  const refused = count('refused') + waiting.rejected.length;
  return staffPage(surroundings, {
    title: `Import of ${waiting.fileName}`,
    back: { href: '/staff/import', text: 'Another file' },
    children: (
      <>
        {done && <DoneBanner done={done} />}
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{waiting.fileName}</span>
          {done ? 'What is left of it' : 'What it would change'}
        </h1>
        <ul class="govuk-list govuk-list--bullet">
          <li>{counted(created, 'new listing', 'new listings')}</li>
          <li>{counted(updated, 'listing changes', 'listings change')}</li>
          <li>{counted(unchanged, 'row changes nothing', 'rows change nothing')}</li>
          <li>{counted(refused, 'row is refused', 'rows are refused')}</li>
        </ul>
        {waiting.unknownColumns.length > 0 && (
          <Inset>Columns that mean nothing here are left out: {waiting.unknownColumns.join(', ')}.</Inset>
        )}
        {created + updated > 0 && (
          <PostForm action={`/staff/import/${id}`}>
            <Button>{counted(created + updated, 'row: take it in', 'rows: take them in')} as drafts</Button>
          </PostForm>
        )}
        <ol class="staff-list govuk-body">
          {waiting.rejected.map(({ line, field, reason }) => (
            <li class="staff-list__item" key={`rejected ${line}`}>
              <div>
                Line {line}: {field} {reason}
              </div>
              <Tag colour="red">Refused</Tag>
            </li>
          ))}
          {plan
            .filter(({ action }) => action !== 'unchanged')
            .map((row) => (
              <Row row={row} key={row.line} />
            ))}
        </ol>
      </>
    ),
  });
}

function DoneBanner({ done }: { readonly done: NonNullable<ImportPreviewView['done']> }) {
  return (
    <Banner title="Taken in" kind="success">
      <p class="govuk-notification-banner__heading">
        {counted(done.created, 'new draft', 'new drafts')}, {counted(done.updated, 'listing', 'listings')}{' '}
        changed.
        {done.left > 0 &&
          ` ${counted(done.left, 'row was', 'rows were')} left, because somebody has changed the listing meanwhile.`}
      </p>
    </Banner>
  );
}

function Row({ row }: { readonly row: PlannedRow }) {
  const action = actions[row.action];
  return (
    <li class="staff-list__item">
      <div>
        Line {row.line}: {row.name ?? row.id ?? 'without a name'}
        {row.action === 'refused' && (
          <ul class="govuk-list govuk-list--bullet">
            {row.faults.map(({ field, reason }) => (
              <li key={field}>
                {field} {reason}
              </li>
            ))}
          </ul>
        )}
        {row.action === 'update' && (
          <Details summary={`What changes: ${row.changed.map(labelOf).join(', ')}`}>
            {row.changed.map((unit) => (
              <p class="govuk-body" key={unit}>
                <strong>{labelOf(unit)}</strong>: {unitText(unit, row.before) || 'nothing'} →{' '}
                {unitText(unit, row.fields)}
              </p>
            ))}
          </Details>
        )}
        {(row.action === 'update' || row.action === 'create') &&
          row.kept.map(({ field, reason }) => (
            <div class="govuk-hint govuk-!-margin-bottom-0" key={field}>
              Not taken over: {field} {reason}
            </div>
          ))}
      </div>
      <Tag colour={action.colour}>{action.text}</Tag>
    </li>
  );
}
