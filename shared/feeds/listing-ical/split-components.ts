import { MOST_CELL, refuseFile, shown } from '../listing-rows/limits.ts';

/** A line of a calendar, unfolded (RFC 5545, 3.1). */
export interface ContentLine {
  /** Where it begins; 1 is the file's first line. */
  readonly line: number;
  readonly text: string;
}

export interface CalendarComponent {
  readonly name: string;
  readonly line: number;
  /** Its own, without those of components within it. */
  readonly lines: readonly ContentLine[];
}

/** A continuation begins with a blank; more of them than a text may have are not kept. */
function unfold(text: string): ContentLine[] {
  const lines: { line: number; parts: string[]; length: number }[] = [];
  text.split(/\r\n|\n|\r/).forEach((part, index) => {
    const last = lines.at(-1);
    const isContinued = last !== undefined && /^[ \t]/.test(part);
    const piece = isContinued ? part.slice(1) : part;
    if (!isContinued) {
      if (piece.trim() !== '') lines.push({ line: index + 1, parts: [piece], length: piece.length });
      return;
    }
    if (last.length <= MOST_CELL) last.parts.push(piece);
    last.length += piece.length;
  });
  return lines.map(({ line, parts }) => ({ line, text: parts.join('') }));
}

const DELIMITER = /^(BEGIN|END):\s*([A-Za-z0-9-]{1,60})\s*$/i;
const MOST_NESTED = 10;

/**
 * The components of a calendar, such as VEVENT, outer ones after those within them.
 * @throws DomainError `invalid-input` for what is no calendar, or is cut off: what is missing would seem to be gone
 */
export function splitComponents(text: string): CalendarComponent[] {
  const done: CalendarComponent[] = [];
  const open: { name: string; line: number; lines: ContentLine[] }[] = [];
  for (const content of unfold(text)) {
    const [, word, given = ''] = DELIMITER.exec(content.text) ?? [];
    const name = given.toUpperCase();
    const current = open.at(-1);
    if (!current && !(word?.toUpperCase() === 'BEGIN' && name === 'VCALENDAR')) {
      throw refuseFile(
        `line ${content.line}: a calendar begins with BEGIN:VCALENDAR, and this is ${JSON.stringify(shown(content.text))}`,
      );
    }
    if (word === undefined) current?.lines.push(content);
    else if (word.toUpperCase() === 'BEGIN') {
      if (open.length >= MOST_NESTED) throw refuseFile(`line ${content.line}: is nested too deep`);
      open.push({ name, line: content.line, lines: [] });
    } else {
      if (current?.name !== name)
        throw refuseFile(`line ${content.line}: END:${name} without its BEGIN; ${current?.name} is open`);
      done.push(current);
      open.pop();
    }
  }
  const cut = open.at(-1);
  if (cut) throw refuseFile(`is cut off: ${cut.name} of line ${cut.line} has no end`);
  if (done.length === 0) throw refuseFile('is empty');
  return done;
}
