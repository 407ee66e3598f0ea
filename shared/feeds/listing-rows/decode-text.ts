import { MOST_BYTES, refuseFile } from './limits.ts';

export type TextEncoding = 'utf-8' | 'windows-1252';

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);

/** What is no text, by the bytes that it begins with. Nothing is ever unpacked. */
function refuseOther(bytes: Uint8Array): void {
  if (bytes.length > MOST_BYTES) throw refuseFile(`is larger than ${MOST_BYTES} bytes`);
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04))
    throw refuseFile('is a workbook or a zip; save it as CSV (UTF-8) and send that');
  if (startsWith(bytes, 0x1f, 0x8b)) throw refuseFile('is compressed; send the text itself');
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff))
    throw refuseFile('is UTF-16; save it as UTF-8');
  const nul = bytes.indexOf(0);
  if (nul !== -1) throw refuseFile(`is no text: byte ${nul + 1} is NUL`);
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The line, from 1, of the first byte that is no UTF-8. */
const faultyLine = (bytes: Uint8Array): number => {
  const [before = ''] = new TextDecoder('utf-8').decode(bytes).split('\uFFFD', 1);
  return before.split('\n').length;
};

/** @throws DomainError `invalid-input` for what is no UTF-8; a byte order mark is left out */
export function decodeUtf8(bytes: Uint8Array): string {
  refuseOther(bytes);
  const text = strictUtf8(bytes);
  if (text === undefined) throw refuseFile(`line ${faultyLine(bytes)}: is no UTF-8`);
  return text;
}

/** Letters that only a whole sequence of UTF-8 makes: a file with some of them was UTF-8 once, and is damaged. */
const hasUtf8Letters = (bytes: Uint8Array): boolean =>
  /[^\0-\x7f\uFFFD]/u.test(new TextDecoder('utf-8').decode(bytes));

/** As decodeUtf8, and Windows-1252 as well, in which spreadsheets write CSV unless they are asked not to. */
export function decodeCsvText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  refuseOther(bytes);
  const text = strictUtf8(bytes);
  if (text !== undefined) return { text, encoding: 'utf-8' };
  const western = new TextDecoder('windows-1252').decode(bytes);
  // The code page leaves five places empty, and these stand there.
  if (hasUtf8Letters(bytes) || /[\x80-\x9f]/.test(western))
    throw refuseFile(`line ${faultyLine(bytes)}: is neither UTF-8 nor Windows-1252; save it as CSV (UTF-8)`);
  return { text: western, encoding: 'windows-1252' };
}
