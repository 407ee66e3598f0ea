import { changedUnits, type Fields } from '#shared/domain/listings/listing-fields.ts';
import { labelOf, unitText } from './listing-words.ts';

interface ChangeListProps {
  readonly before: Fields;
  readonly after: Fields;
  readonly words?: { readonly before: string; readonly after: string };
}

/** What is different between two versions of a listing, one beside the other. */
export function ChangeList({ before, after, words = { before: 'Before', after: 'Now' } }: ChangeListProps) {
  const units = changedUnits(before, after);
  const isNew = Object.keys(before).length === 0;
  if (units.length === 0) return <p class="govuk-body">Nothing is different.</p>;
  return (
    <>
      {units.map((unit) => (
        <section class="staff-change" key={unit} aria-labelledby={`change-${unit}`}>
          <h3 class="govuk-heading-s" id={`change-${unit}`}>
            {labelOf(unit)}
          </h3>
          <div class="staff-change__texts govuk-body">
            {!isNew && (
              <div>
                <strong>{words.before}</strong>
                {'\n'}
                {unitText(unit, before) || 'Nothing'}
              </div>
            )}
            <div>
              {!isNew && <strong>{words.after}</strong>}
              {!isNew && '\n'}
              {unitText(unit, after) || 'Nothing'}
            </div>
          </div>
        </section>
      ))}
    </>
  );
}
