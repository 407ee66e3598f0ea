import { choiceField, leftOpen, mergePage } from '#displays/staff/merge-page.tsx';
import { readForm, type SentForm } from '#functions/runtime/form.ts';
import { type Fields, tidied, type Unit, withUnits } from '#shared/domain/listings/listing-fields.ts';
import { nameOf } from '#shared/domain/listings/listing-row.ts';
import { conflictPage } from './conflict-page.ts';
import { afterSaving, opened, sectionAsked, sourceFor, unitsOf } from './edit-section.ts';
import { fieldsOfVersion } from './open-listing.ts';
import { saveEdit, versionOf } from './save-edit.ts';
import { inOwnName } from './section-input.ts';
import type { StaffDependencies, StaffHandler, StaffRequest } from './staff-request.ts';
import { staffHtml } from './staff-response.ts';

const MINE = 'mine.';

/** What the form carries along of what was typed. */
const typedIn = ({ texts }: SentForm): Fields =>
  Object.fromEntries(
    [...texts].flatMap(([name, value]) => (name.startsWith(MINE) ? [[name.slice(MINE.length), value]] : [])),
  );

/** Where two have changed the same: what was chosen is saved, and what was left open is asked again. */
export function mergeRoutes(dependencies: StaffDependencies): Readonly<Record<string, StaffHandler>> {
  async function askedAgain(
    request: StaffRequest,
    form: SentForm,
    open: readonly Unit[],
    { conflicts, alone, mine }: { conflicts: readonly Unit[]; alone: readonly Unit[]; mine: Fields },
  ): Promise<string> {
    const { listing } = opened(request);
    const version = versionOf(form);
    const theirs = await fieldsOfVersion(listing, version, dependencies);
    return mergePage(
      {
        id: listing.id,
        name: nameOf(theirs),
        sectionId: sectionAsked(request).id,
        version,
        changedBy: listing.changedBy.name,
        conflicts,
        alone,
        mine,
        theirs,
        chosen: form.texts,
        errors: leftOpen(open),
      },
      request.around,
    );
  }

  return {
    'POST /staff/places/{id}/merge/{section}': async (request) => {
      const open = opened(request);
      const section = sectionAsked(request);
      const form = await readForm(request);
      const units = [...unitsOf(section)];
      const namedBy = (field: string) => {
        const names = new Set(form.text(field).split(' '));
        return units.filter((unit) => names.has(unit));
      };
      const [alone, conflicts] = [namedBy('alone'), namedBy('conflicts')];
      const choiceOf = (unit: Unit) => form.text(choiceField(unit));
      const source = sourceFor(request, dependencies.config);
      const typed = tidied(inOwnName(typedIn(form), section.facts, source));
      const left = conflicts.filter((unit) => !['mine', 'theirs'].includes(choiceOf(unit)));
      if (left.length > 0)
        return staffHtml(await askedAgain(request, form, left, { conflicts, alone, mine: typed }), 400);
      const chosen = units.filter((unit) => alone.includes(unit) || choiceOf(unit) === 'mine');
      let mine: Fields = {};
      const saved = await saveEdit(
        { ...request, open },
        versionOf(form),
        (base) => {
          mine = withUnits(base, chosen, typed);
          return mine;
        },
        'merged',
        dependencies,
      );
      if (saved.conflicts) return staffHtml(conflictPage(section, saved, mine, request.around), 409);
      return afterSaving(request, saved, dependencies);
    },
  };
}
