import { listingChanges } from '#shared/domain/listings/listing-changes.ts';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import { Details } from './govuk/messages.tsx';
import { UnitText } from './lines.tsx';
import { labelOf } from './listing-words.ts';
import { PictureChanges } from './picture-changes.tsx';

/** One of the two versions that are compared. */
export interface ComparedVersion {
  readonly fields: Fields;
  readonly words: string;
  /** Address of its pictures, without their names. */
  readonly pictures: string;
}

interface ChangeListProps {
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
}

/** What is different between two versions of a listing, one beside the other. */
export function ChangeList({ before, after }: ChangeListProps) {
  const { content, provenance } = listingChanges(before.fields, after.fields);
  if (content.length + provenance.length === 0) return <p class="govuk-body">Nothing is different.</p>;
  return (
    <>
      {content.length === 0 && <p class="govuk-body">Nothing that visitors read is different.</p>}
      {content.map((unit) => (
        <Change unit={unit} before={before} after={after} key={unit} />
      ))}
      {provenance.length > 0 && (
        <Details summary={`Says the same, known otherwise: ${provenance.map(labelOf).join(', ')}`}>
          {provenance.map((unit) => (
            <Change unit={unit} before={before} after={after} key={unit} />
          ))}
        </Details>
      )}
    </>
  );
}

function Change({ unit, before, after }: ChangeListProps & { readonly unit: string }) {
  const isNew = Object.keys(before.fields).length === 0;
  return (
    <section class="staff-change" aria-labelledby={`change-${unit}`}>
      <h3 class="govuk-heading-s" id={`change-${unit}`}>
        {labelOf(unit)}
      </h3>
      {unit === 'images' ? (
        <PictureChanges before={before} after={after} />
      ) : (
        <div class="staff-change__texts govuk-body">
          {!isNew && (
            <div>
              <strong>{before.words}</strong>
              <UnitText unit={unit} fields={before.fields} />
            </div>
          )}
          <div>
            {!isNew && <strong>{after.words}</strong>}
            <UnitText unit={unit} fields={after.fields} />
          </div>
        </div>
      )}
    </section>
  );
}
