const LINE_BREAK = /[\n\r\u2028\u2029]/u;
const CONTROL = /\p{Cc}/u;
/** They turn round what follows them, so that a text does not say what it shows. Marks for single letters do not. */
const TURNS_ROUND = /[\u202A-\u202E\u2066-\u2069]/u;

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What in a text is not for reading; undefined: nothing. */
export function textFault(
  text: string,
  { mayHaveLines }: { readonly mayHaveLines: boolean },
): string | undefined {
  if (!mayHaveLines && LINE_BREAK.test(text)) return 'has a line break';
  const [control] = CONTROL.exec(text.replace(/[\r\n]/g, '')) ?? [];
  if (control !== undefined) return `has a control character (${codePoint(control)})`;
  const [turn] = TURNS_ROUND.exec(text) ?? [];
  return turn && `has a character that turns the direction of writing round (${codePoint(turn)})`;
}
