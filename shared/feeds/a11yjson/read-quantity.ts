import type { FactUnit } from '../../domain/places/fact-dictionary.ts';
import { isRecord, ownValue } from './find-in-accessibility.ts';

/** In metres. The names are those of js-quantities, which A11yJSON refers to. */
const lengths: ReadonlyMap<string, number> = new Map([
  ...['mm', 'millimeter', 'millimeters', 'millimetre', 'millimetres'].map((name) => [name, 0.001] as const),
  ...['cm', 'centimeter', 'centimeters', 'centimetre', 'centimetres'].map((name) => [name, 0.01] as const),
  ...['m', 'meter', 'meters', 'metre', 'metres'].map((name) => [name, 1] as const),
  ...['in', 'inch', 'inches', '"'].map((name) => [name, 0.0254] as const),
  ...['ft', 'foot', 'feet', "'"].map((name) => [name, 0.3048] as const),
]);
const percents: ReadonlySet<string> = new Set(['%', 'percent']);
const degrees: ReadonlySet<string> = new Set(['deg', 'degree', 'degrees', '°']);

/** Which side of an inexact measure is the worse one for a visitor: the least width, the most height of a step. */
export type WorseSide = 'least' | 'most';

/** A bound on the worse side is as good as a measure; one on the other side says nothing, nor does "about". */
const usable: Readonly<Record<WorseSide, ReadonlySet<string>>> = {
  least: new Set(['', '=', '==', '>=', '>']),
  most: new Set(['', '=', '==', '<=', '<']),
};

const quantityText = /^\s*([<>=~!]{0,2})\s*(\d{1,9}(?:\.\d{1,9})?)\s*([a-z%°"']{1,20})\s*$/i;

/**
 * A measure in the unit asked for, to a hundredth; undefined for all that leaves a doubt: no unit, another kind of
 * unit, a decimal comma (or is it thousands?), less than nothing.
 */
export function readQuantity(
  given: unknown,
  unit: Exclude<FactUnit, 'count'>,
  worse: WorseSide,
): number | undefined {
  const parts =
    typeof given === 'string' ? fromText(given) : isRecord(given) ? fromRecord(given, worse) : null;
  if (!parts || !usable[worse].has(parts.operator)) return undefined;
  const converted = convert(parts.value, parts.unit, unit);
  if (converted === undefined || !Number.isFinite(converted) || converted < 0) return undefined;
  return Math.round(converted * 100) / 100;
}

interface Parts {
  readonly operator: string;
  readonly value: number;
  readonly unit: string;
}

function fromText(text: string): Parts | null {
  const [, operator = '', digits, unit = ''] = (text.length <= 60 && quantityText.exec(text)) || [];
  return digits === undefined ? null : { operator, value: Number(digits), unit };
}

/** A range counts with its worse end. */
function fromRecord(record: Readonly<Record<string, unknown>>, worse: WorseSide): Parts | null {
  const number = (key: string) => {
    const value = ownValue(record, key);
    return typeof value === 'number' ? value : undefined;
  };
  const operator = ownValue(record, 'operator') ?? '';
  const unit = ownValue(record, 'unit');
  const middle = number('value') ?? Number.NaN;
  const spread = Math.abs(number('precision') ?? number('accuracy') ?? 0);
  const value = worse === 'least' ? (number('min') ?? middle - spread) : (number('max') ?? middle + spread);
  if (typeof operator !== 'string' || typeof unit !== 'string') return null;
  return { operator, value, unit };
}

function convert(value: number, from: string, to: Exclude<FactUnit, 'count'>): number | undefined {
  const name = from.trim().toLowerCase();
  if (to === '%') {
    if (degrees.has(name)) return value < 90 ? 100 * Math.tan((value * Math.PI) / 180) : undefined;
    return percents.has(name) ? value : undefined;
  }
  const metres = lengths.get(name);
  return metres === undefined ? undefined : (value * metres) / (to === 'cm' ? 0.01 : 1);
}
