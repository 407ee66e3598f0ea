import { mergePage } from '#displays/staff/merge-page.tsx';
import type { Section } from '#displays/staff/sections.ts';
import type { StaffSurroundings } from '#displays/staff/staff-page.tsx';
import { type Fields, fieldsByUnit } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import type { SavedEdit } from './save-edit.ts';

/** Asks which is right of what somebody has typed and what somebody else has saved meanwhile. */
export function conflictPage(
  section: Section,
  { current, conflicts, alone }: Extract<SavedEdit, { readonly conflicts: readonly string[] }>,
  mine: Fields,
  around: StaffSurroundings,
): string {
  const units = fieldsByUnit(mine);
  const kept = [...conflicts, ...alone].flatMap((unit) => Object.entries(units.get(unit) ?? {}));
  return mergePage(
    {
      id: current.id,
      name: nameOf(current.fields),
      sectionId: section.id,
      version: current.version,
      changedBy: current.changedBy.name,
      conflicts,
      alone,
      mine: Object.fromEntries(kept),
      theirs: current.fields,
      chosen: new Map(),
      errors: [],
    },
    around,
  );
}
