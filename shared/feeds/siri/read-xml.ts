import { SaxesParser } from 'saxes';
import { DomainError } from '../../platform/domain-error.ts';
import { declaredEncoding } from './decode-xml.ts';

/** An element by its local name: which prefix a sender gives a namespace is its own affair. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Of the element itself, without its children's; trimmed. */
  readonly text: string;
}

const MOST_BYTES = 262_144;
const MOST_ELEMENTS = 5_000;
const MOST_ATTRIBUTES = 100;
const DEEPEST = 32;

const refuse = (text: string): never => {
  throw new DomainError('invalid-input', text);
};

/**
 * By its byte order mark, or by a 0 among the first bytes, which no other XML has: a gateway that takes the message for
 * text leaves the zeros, and not the mark.
 */
const isUtf16 = (bytes: Uint8Array) =>
  /^(\xff\xfe|\xfe\xff)|\0/.test(Buffer.from(bytes.subarray(0, 8)).toString('latin1'));

function decode(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) refuse(`The request has more than ${MOST_BYTES} bytes.`);
  if (isUtf16(bytes)) refuse('The request is UTF-16; it must be UTF-8.');
  const declared = declaredEncoding(bytes) ?? 'utf-8';
  if (!/^(utf-?8|(us-)?ascii)$/i.test(declared))
    refuse(`The request says that it is ${declared}; it must be UTF-8.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('The request is not UTF-8.');
  }
}

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads a small XML document: elements and text, no DTD (so no entity is ever declared), no processing instructions.
 * Attributes must be well formed and are left aside.
 * @throws DomainError `invalid-input`, naming the line
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decode(bytes);
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let attributes = 0;
  const parser = new SaxesParser({ xmlns: false as const, position: true });
  const refuseHere = (why: string) => refuse(`line ${parser.line}: ${why}`);
  parser.on('doctype', () => refuseHere('a DOCTYPE is not accepted.'));
  parser.on('processinginstruction', () => refuseHere('a processing instruction is not accepted.'));
  parser.on('attribute', () => {
    if (++attributes > MOST_ATTRIBUTES) refuseHere(`an element has more than ${MOST_ATTRIBUTES} attributes.`);
  });
  parser.on('opentag', ({ name }) => {
    attributes = 0;
    if (++elements > MOST_ELEMENTS) refuse(`The request has more than ${MOST_ELEMENTS} elements.`);
    if (open.length >= DEEPEST) refuseHere(`elements lie more than ${DEEPEST} deep.`);
    open.push({ name: name.slice(name.indexOf(':') + 1), children: [], text: '' });
  });
  const addText = (part: string) => {
    const holder = open.at(-1);
    if (holder) holder.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const { name, children, text: held } = open.pop() as Open;
    const done = { name, children, text: held.trim() };
    const parent = open.at(-1);
    if (parent) parent.children.push(done);
    else root = done;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // "2:14: undefined entity."
    const [, line = '1', why = ''] =
      /^(\d+):\d+: (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
    refuse(`line ${line}: ${why.slice(0, 200)}`);
  }
  return root ?? refuse('The request is empty.');
}
