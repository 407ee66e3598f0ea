import { Fragment } from 'preact';
import type { Fields } from '#shared/domain/listings/listing-fields.ts';
import type { Line } from './line.ts';
import { unitLines } from './listing-words.ts';

/** Lines below each other, each text marked with its language. */
export function Lines({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <>
      {lines.map((line, index) => (
        <Fragment key={index}>
          {index > 0 && '\n'}
          {line.isProvenance ? (
            <span class="staff-provenance">
              <LineText {...line} />
            </span>
          ) : (
            <LineText {...line} />
          )}
        </Fragment>
      ))}
    </>
  );
}

function LineText({ label, text, lang }: Line) {
  return (
    <>
      {label && `${label}: `}
      {lang === undefined ? text : <span lang={lang}>{text}</span>}
    </>
  );
}

/** A unit of a listing as a person reads it, in lines. */
export function UnitText({ unit, fields }: { readonly unit: string; readonly fields: Fields }) {
  const lines = unitLines(unit, fields);
  return (
    <div class="staff-lines">
      <Lines lines={lines.length > 0 ? lines : [{ text: 'Nothing' }]} />
    </div>
  );
}
