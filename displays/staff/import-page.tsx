import { MOST_SENT_BYTES, MOST_SENT_ROWS } from '#shared/domain/listings/import-row.ts';
import { Button, PostForm } from './govuk/button.tsx';
import { FileUpload } from './govuk/file-upload.tsx';
import { Inset, type PageError } from './govuk/messages.tsx';
import { type StaffSurroundings, staffPage } from './staff-page.tsx';

/** Taking in many listings at once. */
export function importPage(errors: readonly PageError[], surroundings: StaffSurroundings): string {
  const error = errors[0]?.message;
  return staffPage(surroundings, {
    title: 'Import',
    errors,
    children: (
      <>
        <h1 class="govuk-heading-l">Import</h1>
        <p class="govuk-body">A file of listings can be:</p>
        <ul class="govuk-list govuk-list--bullet">
          <li>
            a spreadsheet saved as CSV (UTF-8), with the columns of the{' '}
            <a class="govuk-link" href="/staff/export">
              export
            </a>
            , some or all
          </li>
          <li>places as GeoJSON or A11yJSON</li>
          <li>events as a calendar (iCalendar, .ics)</li>
        </ul>
        <p class="govuk-body">
          You see what it would change, row by row, before anything is taken in. What is taken in are drafts:
          each is reviewed as any other, and all of them can be undone together.
        </p>
        <Inset>
          An empty cell changes nothing: what is known never becomes unknown by an import. Sending a file
          twice does no harm.
        </Inset>
        <PostForm action="/staff/import" isUpload>
          <FileUpload
            name="file"
            label={`File, at most ${MOST_SENT_BYTES / 1e6} MB and ${MOST_SENT_ROWS.toLocaleString('en-GB')} listings`}
            mostBytes={MOST_SENT_BYTES}
            accept=".csv,.tsv,.txt,.json,.geojson,.a11yjson,.ics,.ical,text/csv,text/calendar,application/json,application/geo+json"
            error={error}
          />
          <Button>Look at what it would change</Button>
        </PostForm>
      </>
    ),
  });
}
