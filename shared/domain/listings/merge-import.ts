import { type FactId, isFactId } from '../places/fact-dictionary.ts';
import { isSameValue } from './check-values.ts';
import {
  type Fields,
  fieldsByUnit,
  inOrder,
  isSame,
  partField,
  type Unit,
  valueField,
} from './listing-fields.ts';

/** Something that a row says and that was not taken over, because better is known. */
export interface KeptUnit {
  readonly unit: Unit;
  /** The field of the row that it is about. */
  readonly field: string;
  readonly reason: string;
}

export interface MergedImport {
  readonly fields: Fields;
  /** In the order of the forms. */
  readonly changed: readonly Unit[];
  readonly kept: readonly KeptUnit[];
}

const NOTHING: Fields = {};

/** To say no where nobody has said yes is to say nothing. */
const absentMeansNo = (field: string): boolean =>
  field === 'invented' || field === 'event_cancelled' || field.endsWith('_disputed');

/** Files do not always know the language of a note, and then it stands there in another one already. */
const isNoteThere = (known: Fields, field: string, value: string): boolean =>
  known[field] === undefined &&
  field.includes('_note_') &&
  Object.entries(known).some(([name, text]) => name.includes('_note_') && text === value);

/** `known` with what the row adds to it. Where both mean the same, the words are those that are known. */
function supplemented(known: Fields, said: Fields): Fields {
  const fields: Record<string, string> = { ...known };
  for (const [field, value] of Object.entries(said)) {
    if (known[field] === undefined && value === 'no' && absentMeansNo(field)) continue;
    if (isNoteThere(known, field, value)) continue;
    if (!isSameValue(field, known[field], value)) fields[field] = value;
  }
  return fields;
}

/** A list that repeats what is known, and has not looked again since, answers no visitor: the question stays. */
function stillDisputed(id: FactId, known: Fields, said: Fields): Fields {
  const mark = partField(id, 'disputed');
  return known[mark] === 'yes' && said[mark] !== undefined ? { ...said, [mark]: 'yes' } : said;
}

type MergedFact = { readonly fact: Fields } | Omit<KeptUnit, 'unit'>;

/** A fact with its answer, its evidence and its date belongs together: another answer takes none of the old evidence. */
function mergeFact(id: FactId, known: Fields, given: Fields): MergedFact {
  const value = valueField(id);
  const isMeasured = value !== undefined && given[value] !== undefined;
  const said: Fields = given[id] === undefined && isMeasured ? { ...given, [id]: 'yes' } : given;
  const isKnown = known[id] !== undefined && known[id] !== 'unknown';
  if (said[id] === 'unknown') {
    const { [id]: _, ...rest } = said;
    if (!isKnown) return { fact: supplemented(known, rest) };
    if (Object.keys(rest).length === 0) return { fact: known };
    return { field: id, reason: 'is known; a row that calls it unknown changes nothing of it' };
  }
  const dateField = partField(id, 'verified');
  const [before, after] = [known[dateField] ?? '', said[dateField]];
  const isSame =
    said[id] === undefined ||
    (said[id] === known[id] && (!isMeasured || isSameValue(value, known[value], said[value])));
  if (isSame || !isKnown) {
    if (isKnown && after !== undefined && after < before)
      return { field: dateField, reason: `is older than the check of ${before} that is known` };
    const isLookedAt = after !== undefined && after > before;
    return { fact: supplemented(known, isLookedAt ? said : stillDisputed(id, known, said)) };
  }
  if ((after ?? '') >= before) return { fact: supplemented(NOTHING, said) };
  return {
    field: id,
    reason: `is known otherwise since ${before}, and this is ${after === undefined ? 'not dated' : `of ${after}`}`,
  };
}

/**
 * A listing after a row has spoken of it. What is known never becomes unknown by it, and a checked answer gives way
 * to none that is older. Idempotent.
 * @param said as checkValues answers it
 */
export function mergeImported(known: Fields, said: Fields): MergedImport {
  const before = fieldsByUnit(known);
  const merged = new Map(Object.entries(known));
  const kept: KeptUnit[] = [];
  const changed: Unit[] = [];
  for (const [unit, given] of fieldsByUnit(said)) {
    const was = before.get(unit) ?? NOTHING;
    if (Object.keys(given).every((field) => given[field] === was[field])) continue;
    const result: MergedFact = isFactId(unit)
      ? mergeFact(unit, was, given)
      : { fact: supplemented(was, given) };
    if ('reason' in result) {
      kept.push({ unit, ...result });
      continue;
    }
    if (isSame(was, result.fact)) continue;
    changed.push(unit);
    for (const field of Object.keys(was)) if (result.fact[field] === undefined) merged.delete(field);
    for (const [field, text] of Object.entries(result.fact)) merged.set(field, text);
  }
  return { fields: Object.fromEntries(merged), changed: inOrder(changed), kept };
}
