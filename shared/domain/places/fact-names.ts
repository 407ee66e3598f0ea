import { FACT_IDS, type FactId, factDefinition } from './fact-dictionary.ts';

const kebab = (id: string) => id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const byName = new Map<string, FactId>([
  ...FACT_IDS.filter((id) => factDefinition(id).unit === undefined).map((id) => [kebab(id), id] as const),
  // What most people mean by it.
  ['step-free', 'stepFreeEntrance'],
]);

/** A fact by its name in an address: `accessible-toilet` is accessibleToilet. Measures are no yes or no, and have none. */
export const factNamed = (name: string): FactId | undefined => byName.get(name);
