/**
 * What spreadsheets take for a formula, or for apostrophes before one: each text of a file then comes back as it was.
 */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const MARKED = /^''*[=+\-@\t\r＝＋－＠]/;
/** A number is no harm, and would come back as a text. */
const NEGATIVE = /^-\d+(\.\d+)?$/;

/** A cell that spreadsheets show as the text that it is. */
export const inertCell = (text: string): string =>
  FORMULA.test(text) && !NEGATIVE.test(text) ? `'${text}` : text;

/** The text that inertCell, or another such writer, made a cell of. */
export const textOfCell = (cell: string): string => (MARKED.test(cell) ? cell.slice(1) : cell);
