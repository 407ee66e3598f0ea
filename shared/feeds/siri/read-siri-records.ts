import { SaxesParser } from 'saxes';
import { DomainError } from '../../platform/domain-error.ts';
import { decodeXml } from './decode-xml.ts';

/** One element of a record. Names are without their prefix: what SIRI calls them, whatever the producer bound. */
export interface XmlElement {
  readonly name: string;
  /** xml:lang, in lower case. */
  readonly language: string | undefined;
  readonly children: XmlElement[];
  text: string;
}

/** A national feed has some 30,000 vehicles. */
const MOST_RECORDS = 200_000;
/** Of one record: a situation may name every stop of a city. */
const MOST_ELEMENTS = 200_000;
const DEEPEST = 64;
const MOST_ATTRIBUTES = 100;
/** Elements around the records that are kept: a hostile document has millions, SIRI a dozen. */
const MOST_AROUND = 200;

/** What stands around the records: texts by the path of their elements, as `ServiceDelivery/ResponseTimestamp`. */
export type SiriFrame = ReadonlyMap<string, string>;

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads a SIRI document, handing over one at a time the elements that are called one of `records`: a whole tree of
 * 30,000 vehicles would outlive every young garbage collection. A DOCTYPE is refused, so that no entity is ever
 * declared; a character that the encoding does not have, too.
 * @throws DomainError `upstream` with line and column; what was visited until then is to be forgotten
 */
export function readSiriRecords(
  bytes: Uint8Array,
  records: ReadonlySet<string>,
  visit: (record: XmlElement) => void,
): SiriFrame {
  const frame = new Map<string, string>();
  const path: string[] = [];
  const open: XmlElement[] = [];
  let text = '';
  let count = 0;
  let elements = 0;
  let attributeCount = 0;
  const parser = new SaxesParser({ xmlns: false as const, position: true });
  const refuse = (why: string) => {
    throw new DomainError('upstream', `SIRI, line ${parser.line}: ${why}`, { line: parser.line });
  };
  parser.on('doctype', () => refuse('a DOCTYPE is not taken'));
  parser.on('attribute', () => {
    if (++attributeCount > MOST_ATTRIBUTES) refuse(`an element of more than ${MOST_ATTRIBUTES} attributes`);
  });
  parser.on('opentag', ({ name, attributes }) => {
    const local = localName(name);
    if (path.length === 0 && local !== 'Siri') refuse(`the root is <${name.slice(0, 40)}>, not <Siri>`);
    if (path.length >= DEEPEST) refuse(`elements lie more than ${DEEPEST} deep`);
    path.push(local);
    text = '';
    attributeCount = 0;
    if (open.length === 0 && !records.has(local)) return;
    if (open.length === 0) elements = 0;
    if (open.length === 0 && ++count > MOST_RECORDS) refuse(`more than ${MOST_RECORDS} records`);
    if (++elements > MOST_ELEMENTS) refuse(`a record of more than ${MOST_ELEMENTS} elements`);
    const language = attributes['xml:lang']?.trim().toLowerCase() || undefined;
    const element: XmlElement = { name: local, language, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (part: string) => {
    text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element) {
      element.text = element.children.length === 0 ? text.trim() : '';
      if (open.length === 0) visit(element);
    } else if (path.length <= 4 && frame.size < MOST_AROUND && !frame.has(path.slice(1).join('/'))) {
      frame.set(path.slice(1).join('/'), text.trim());
    }
    path.pop();
    text = '';
  });
  try {
    for (const part of decodeXml(bytes)) parser.write(part);
    parser.close();
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new DomainError('upstream', `SIRI is not well-formed XML: line ${why.slice(0, 200)}`);
  }
  return frame;
}

/** The first child on each step of a path; undefined where one is not there. */
export function childAt(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (at, name) => at?.children.find((child) => child.name === name),
    element,
  );
}

/** Text of the first such child; undefined when it is absent or blank. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return childAt(element, ...path)?.text || undefined;
}

/** Every element of that name at any depth, in order; not what lies in such an element. */
export function allNamed(element: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = element ? [element] : [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.name === name) found.push(next);
    else for (const child of next.children.toReversed()) waiting.push(child);
  }
  return found;
}
