import { formatNeeds, USUAL_SIZE, type VisitorNeeds } from '#shared/domain/places/visitor-needs.ts';
import { hrefWith, type Preferences } from '../kit/preferences.ts';
import type { FormField, PlacesForm } from './places-view.ts';

type Pair = [FormField, string];

/** Needs as the form sends them. A size that is the usual one is left out, as in the form. */
export function needsPairs(needs: VisitorNeeds | null): Pair[] {
  if (!needs) return [];
  const { aid, maxStep } = needs;
  const pairs: Pair[] = aid ? [['aid', aid.kind]] : [];
  for (const side of ['width', 'length', 'turning'] as const) {
    const size = sizeToShow(needs, side);
    if (size) pairs.push([side, size]);
  }
  if (needs.stepFree) pairs.push(['stepfree', '1']);
  if (maxStep !== undefined) pairs.push(['step', String(maxStep)]);
  if (needs.toilet) pairs.push(['toilet', needs.toilet]);
  for (const flag of ['hearing', 'vision', 'quiet', 'dog'] as const) {
    if (needs[flag]) pairs.push([flag, '1']);
  }
  return pairs;
}

/** Empty where it is the usual size, so that another aid is not taken to have the size of this one. */
export function sizeToShow(needs: VisitorNeeds | null, side: 'width' | 'length' | 'turning'): string {
  const aid = needs?.aid;
  return aid && aid[side] !== USUAL_SIZE[aid.kind][side] ? String(aid[side]) : '';
}

/** Everything that the form says, as a query of /places. */
export function formPairs({ text, kind, open, needs, near, access }: PlacesForm): Pair[] {
  const pairs: Pair[] = [];
  if (text) pairs.push(['q', text]);
  if (kind) pairs.push(['kind', kind]);
  if (open === 'now') pairs.push(['open', 'now']);
  else if (open) pairs.push(['open', 'at'], ['at', open]);
  pairs.push(...needsPairs(needs));
  if (near) pairs.push(['near', near]);
  return [...pairs, ...access.map((fact): Pair => ['access', fact])];
}

/** The page of a place, which says whether it suits what was needed. */
export function placeHref(slug: string, needs: VisitorNeeds | null, preferences: Preferences): string {
  const query = needs ? formatNeeds(needs) : '';
  return hrefWith(`/places/${encodeURIComponent(slug)}`, preferences, query ? [['needs', query]] : []);
}
