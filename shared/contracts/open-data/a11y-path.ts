import { type FactId, factDefinition } from '../../domain/places/fact-dictionary.ts';

/** What A11yJSON's types make a list, of all that is on the way to facts. Its `stairs` is one object. */
export const A11Y_LISTS = ['entrances', 'restrooms', 'availableEquipment', 'tables', 'desks'] as const;
export type A11yList = (typeof A11Y_LISTS)[number];

export interface PathStep {
  readonly key: string;
  readonly isList: boolean;
}

/** The way to a fact below A11yJSON's `accessibility`; null where A11yJSON has no place for it. */
export function a11yPathOf(id: FactId): readonly PathStep[] | null {
  const [root, ...keys] = factDefinition(id).a11y.split('.');
  if (root !== 'accessibility') return null;
  return keys
    .filter((key) => !/^\d+$/.test(key))
    .map((key) => ({ key, isList: A11Y_LISTS.some((list) => list === key) }));
}
