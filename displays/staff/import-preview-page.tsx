import type { SourceFormat } from '#shared/contracts/place-sources.ts';
import type { ListingState } from '#shared/domain/listings/listing.ts';
import { type Fields, fieldsByUnit, inOrder } from '#shared/domain/listings/listing-fields.ts';
import type { PlannedRow } from '#shared/domain/listings/plan-import.ts';
import { Button, PostForm } from './govuk/button.tsx';
import { Tag, type TagColour } from './govuk/lists.tsx';
import { Banner, Details, Inset, WarningText } from './govuk/messages.tsx';
import { PageLinks, partOf } from './govuk/pages.tsx';
import { Lines } from './lines.tsx';
import { labelOf, unitLines } from './listing-words.ts';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

interface WaitingView {
  readonly fileName: string;
  readonly format: SourceFormat;
  readonly encoding: 'utf-8' | 'windows-1252';
  readonly rejected: readonly RejectedView[];
  readonly unknownColumns: readonly string[];
  readonly leftOut: readonly string[];
}

interface RejectedView {
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

/** What has been taken in just now. */
export interface TakenView {
  readonly created: number;
  readonly updated: number;
  readonly left: number;
  /** Time was up before all was taken in. */
  readonly isPart: boolean;
}

export interface ImportPreviewView {
  readonly id: string;
  readonly waiting: WaitingView;
  readonly plan: readonly PlannedRow[];
  /** null: nothing yet. */
  readonly done: TakenView | null;
  /** Of the rows, from 1. */
  readonly page: number;
}

const actions: Readonly<Record<PlannedRow['action'], { text: string; colour: TagColour }>> = {
  create: { text: 'New', colour: 'green' },
  update: { text: 'Changes', colour: 'blue' },
  unchanged: { text: 'Nothing changes', colour: 'grey' },
  refused: { text: 'Refused', colour: 'red' },
};

const formatWords: Readonly<Record<SourceFormat, string>> = {
  csv: 'a spreadsheet (CSV)',
  geojson: 'places (GeoJSON)',
  a11yjson: 'places (A11yJSON)',
  ical: 'events (iCalendar)',
};

/** What the number of a row counts. */
const lineWord = (format: SourceFormat) => (format === 'csv' || format === 'ical' ? 'Line' : 'Record');

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

const MOST_NAMED = 8;
const named = (names: readonly string[]) =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

/** As many as are looked through at once, and fit into an answer however much they say. */
const PAGE_ROWS = 200;

/** What a file would change, row by row. */
export function importPreviewPage(view: ImportPreviewView, surroundings: StaffSurroundings): string {
  const { id, waiting, plan, done } = view;
  const count = (action: PlannedRow['action']) => plan.filter((row) => row.action === action).length;
  const [created, updated, unchanged] = [count('create'), count('update'), count('unchanged')];
  const refused = count('refused') + waiting.rejected.length;
  const takenOut = (of: ListingState) =>
    plan.filter((row) => row.action === 'update' && row.takenOutOf === of).length;
  const [reviewed, scheduled] = [takenOut('in-review'), takenOut('scheduled')];
  const rows = partOf([...waiting.rejected, ...plan.filter(isShown)], PAGE_ROWS, view.page);
  const word = lineWord(waiting.format);
  return staffPage(surroundings, {
    title: `Import of ${waiting.fileName}`,
    back: { href: '/staff/import', text: 'Another file' },
    children: (
      <>
        {done && <DoneBanner id={id} done={done} />}
        <h1 class="govuk-heading-l">
          <span class="govuk-caption-l">{waiting.fileName}</span>
          {done ? 'What is left of it' : 'What it would change'}
        </h1>
        <p class="govuk-body">
          Read as {formatWords[waiting.format]} in {waiting.encoding === 'utf-8' ? 'UTF-8' : 'Windows-1252'}.
        </p>
        {waiting.encoding === 'windows-1252' && !done && (
          <WarningText>
            The file is not UTF-8, so it was read in Windows-1252, as older spreadsheets write it. Look at
            accents and signs such as £ before you take it in.
          </WarningText>
        )}
        <ul class="govuk-list govuk-list--bullet">
          <li>{counted(created, 'new listing', 'new listings')}</li>
          <li>{counted(updated, 'listing changes', 'listings change')}</li>
          <li>{counted(unchanged, 'row changes nothing', 'rows change nothing')}</li>
          <li>{counted(refused, 'row is refused', 'rows are refused')}</li>
        </ul>
        {reviewed + scheduled > 0 && (
          <WarningText>
            Listings that change are drafts again, and have to be sent for review once more: {reviewed} of
            them {reviewed === 1 ? 'waits' : 'wait'} for review, and {scheduled}{' '}
            {scheduled === 1 ? 'is' : 'are'} approved for a date and will not be published on it. Undoing the
            import does not bring that back.
          </WarningText>
        )}
        {waiting.unknownColumns.length > 0 && (
          <Inset>Columns that mean nothing here are left out: {named(waiting.unknownColumns)}.</Inset>
        )}
        {waiting.leftOut.length > 0 && (
          <Inset>
            A file does not say whose word something is, or under which licence. Columns that do are left out,
            and what listings say there stays: {named(waiting.leftOut)}.
          </Inset>
        )}
        {created + updated > 0 && (
          <PostForm action={`/staff/import/${id}`}>
            <Button>
              {counted(created + updated, 'row: take it in as a draft', 'rows: take them in as drafts')}
            </Button>
          </PostForm>
        )}
        <ol class="staff-list govuk-body">
          {rows.shown.map((row) =>
            'action' in row ? (
              <Row row={row} word={word} key={row.line} />
            ) : (
              <Rejected row={row} word={word} key={`rejected ${row.line}`} />
            ),
          )}
        </ol>
        <PageLinks page={rows.page} pages={rows.pages} path={`/staff/import/${id}`} />
      </>
    ),
  });
}

const isShown = ({ action }: PlannedRow) => action !== 'unchanged';

function DoneBanner({ id, done }: { readonly id: string; readonly done: TakenView }) {
  return (
    <Banner title="Taken in" kind="success">
      <p class="govuk-notification-banner__heading">
        {counted(done.created, 'new draft', 'new drafts')}, {counted(done.updated, 'listing', 'listings')}{' '}
        changed.
        {done.left > 0 &&
          ` ${counted(done.left, 'row was', 'rows were')} left, because somebody has changed the listing meanwhile, or archived it.`}
        {done.isPart && ' That is a part of the file: take in the rest below.'}
      </p>
      <p class="govuk-body">
        <a class="govuk-notification-banner__link" href={`/staff/import/${id}/made`}>
          See all that this import has made, or undo it
        </a>
      </p>
    </Banner>
  );
}

interface RowProps<R> {
  readonly row: R;
  readonly word: string;
}

function Rejected({ row: { line, field, reason }, word }: RowProps<RejectedView>) {
  return (
    <li class="staff-list__item">
      <div class="staff-list__text">
        {word} {line}: {field} {reason}
      </div>
      <div>
        <Tag colour="red">Refused</Tag>
      </div>
    </li>
  );
}

function Row({ row, word }: RowProps<PlannedRow>) {
  const action = actions[row.action];
  return (
    <li class="staff-list__item">
      <div class="staff-list__text">
        {word} {row.line}: {row.name ?? row.id ?? 'without a name'}
        {row.action === 'refused' && (
          <ul class="govuk-list govuk-list--bullet">
            {row.faults.map(({ field, reason }) => (
              <li key={field}>
                {field} {reason}
              </li>
            ))}
          </ul>
        )}
        {row.action === 'create' && (
          <Details summary="What it says">
            {inOrder(fieldsByUnit(row.fields).keys()).map((unit) => (
              <p class="govuk-body" key={unit}>
                <strong>{labelOf(unit)}</strong>: <ShortText unit={unit} fields={row.fields} />
              </p>
            ))}
          </Details>
        )}
        {row.action === 'update' && (
          <Details summary={`What changes: ${named(row.changed.map(labelOf))}`}>
            {row.changed.map((unit) => (
              <p class="govuk-body" key={unit}>
                <strong>{labelOf(unit)}</strong>: <ShortText unit={unit} fields={row.before} /> →{' '}
                <ShortText unit={unit} fields={row.fields} />
              </p>
            ))}
          </Details>
        )}
        {row.action === 'update' && row.takenOutOf && (
          <p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-0">
            {row.takenOutOf === 'scheduled' ? 'Taken off its date of publication' : 'Taken out of review'}
          </p>
        )}
        {(row.action === 'update' || row.action === 'create') &&
          row.kept.map(({ field, reason }) => (
            <div class="govuk-hint govuk-!-margin-bottom-0" key={field}>
              Not taken over: {field} {reason}
            </div>
          ))}
      </div>
      <div>
        <Tag colour={action.colour}>{action.text}</Tag>
      </div>
    </li>
  );
}

/** Nobody reads a book here; the draft has all of it. */
const MOST_TEXT = 400;

function ShortText({ unit, fields }: { readonly unit: string; readonly fields: Fields }) {
  const lines = unitLines(unit, fields);
  const short = lines.map((line) =>
    line.text.length > MOST_TEXT ? { ...line, text: `${line.text.slice(0, MOST_TEXT)} …` } : line,
  );
  return <Lines lines={short.length > 0 ? short : [{ text: 'nothing' }]} />;
}
