/** Outer measures in centimetres. */
export interface AidSize {
  readonly width: number;
  readonly length: number;
  /** Diameter of the circle in which it can turn round. */
  readonly turning: number;
}

/** What a visitor needs of a place. It is made for one answer and kept nowhere. */
export interface VisitorNeeds {
  readonly aid?: (AidSize & { readonly kind: 'scooter' | 'wheelchair' }) | undefined;
  /** Cannot manage steps, without an aid of a size. */
  readonly stepFree?: boolean | undefined;
  /** Highest single step in centimetres that the visitor manages; 0 with an aid unless said otherwise. */
  readonly maxStep?: number | undefined;
  readonly toilet?: 'accessible' | 'changing-places' | undefined;
  readonly hearing?: boolean | undefined;
  readonly vision?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly dog?: boolean | undefined;
}

/**
 * What counts where a visitor gives no measure: a common four-wheel pavement scooter (class 2) with room to turn, and
 * the occupied wheelchair of ISO 7176-5 with the turning space of BS 8300.
 */
export const USUAL_SIZE: Readonly<Record<'scooter' | 'wheelchair', AidSize>> = {
  scooter: { width: 60, length: 120, turning: 180 },
  wheelchair: { width: 70, length: 120, turning: 150 },
};

/** Beyond these it is another unit, or another vehicle. */
export const LARGEST_SIZE: AidSize = { width: 120, length: 250, turning: 500 };
const flags = ['hearing', 'vision', 'quiet', 'dog'] as const;

export type ParsedNeeds =
  | { readonly needs: VisitorNeeds | null }
  /** The word that is not understood. */
  | { readonly unknown: string };

/**
 * Reads needs as they stand in an address: words separated by commas, such as
 * `scooter,width:62,length:130,turning:190,toilet,dog`. Measures in centimetres. Nothing at all is no needs.
 */
export function parseNeeds(text: string): ParsedNeeds {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) return { needs: null };
  const needs: { -readonly [K in keyof VisitorNeeds]: VisitorNeeds[K] } = {};
  const size: Partial<Record<keyof AidSize, number>> = {};
  let kind: 'scooter' | 'wheelchair' | undefined;
  for (const word of words) {
    const [name = '', digits] = word.split(':');
    const flag = flags.find((known) => known === name);
    if (digits !== undefined) {
      const value = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
      if (name === 'step' && value <= 50) needs.maxStep = value;
      else if (isMeasure(name) && value > 0 && value <= LARGEST_SIZE[name]) size[name] = value;
      else return { unknown: word };
    } else if (name === 'scooter' || name === 'wheelchair') kind = name;
    else if (name === 'step-free') needs.stepFree = true;
    else if (name === 'toilet') needs.toilet ??= 'accessible';
    else if (name === 'changing-places') needs.toilet = 'changing-places';
    else if (flag) needs[flag] = true;
    else return { unknown: word };
  }
  if (kind) needs.aid = { kind, ...USUAL_SIZE[kind], ...size };
  else if (Object.keys(size).length > 0) return { unknown: Object.keys(size)[0] ?? '' };
  return { needs };
}

const isMeasure = (name: string): name is keyof AidSize => Object.hasOwn(LARGEST_SIZE, name);

/** The reverse of parseNeeds. */
export function formatNeeds(needs: VisitorNeeds): string {
  const { aid, maxStep } = needs;
  return [
    aid && [aid.kind, `width:${aid.width}`, `length:${aid.length}`, `turning:${aid.turning}`],
    needs.stepFree && 'step-free',
    maxStep !== undefined && `step:${maxStep}`,
    needs.toilet && (needs.toilet === 'accessible' ? 'toilet' : 'changing-places'),
    ...flags.filter((flag) => needs[flag]),
  ]
    .flat()
    .filter(Boolean)
    .join(',');
}
