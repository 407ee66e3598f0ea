import { DomainError } from '../../platform/domain-error.ts';

/** An element by its local name: which prefix a sender gives a namespace is its own affair. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Of the element itself, without its children's; trimmed. */
  readonly text: string;
}

const MOST_BYTES = 262_144;
const MOST_ELEMENTS = 5_000;
const DEEPEST = 32;

const DECLARATION = /^<\?xml\s[^?<>]*\?>/;
const START_TAG =
  /<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^<"]*"|'[^<']*'))*)\s*(\/?)>/y;
const END_TAG = /<\/([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*>/y;
const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));?/g;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const refuse = (text: string): never => {
  throw new DomainError('invalid-input', text);
};

/** Only the five entities that XML itself has: none can be declared here, so none can grow. */
function resolved(text: string, where: () => string): string {
  return text.replace(REFERENCE, (reference, hex?: string, decimal?: string, name?: string) => {
    const code = hex ? Number.parseInt(hex, 16) : decimal ? Number(decimal) : undefined;
    const character =
      code === undefined
        ? Object.hasOwn(named, name ?? '')
          ? named[name ?? '']
          : undefined
        : code > 0 && code <= 0x10ffff
          ? String.fromCodePoint(code)
          : undefined;
    return character ?? refuse(`${where()}: ${reference.slice(0, 40)} is no entity that is known here.`);
  });
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES) refuse(`The request has more than ${MOST_BYTES} bytes.`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('The request is not UTF-8.');
  }
}

interface Open {
  readonly tag: string;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads a small XML document: elements and text, no DTD, no processing instructions. Attributes must be well formed
 * and are left aside.
 * @throws DomainError `invalid-input`, naming the line
 */
export function readXml(bytes: Uint8Array): XmlElement {
  const text = decode(bytes);
  const declaration = DECLARATION.exec(text)?.[0] ?? '';
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1];
  if (encoding !== undefined && !/^(utf-8|us-ascii)$/i.test(encoding))
    refuse(`The request says that it is ${encoding.slice(0, 40)}; it must be UTF-8.`);
  let at = declaration.length;
  let elements = 0;
  const open: Open[] = [];
  let root: XmlElement | undefined;
  const where = () => `line ${text.slice(0, at).split('\n').length}`;
  const skipTo = (end: string, from: number): number => {
    const found = text.indexOf(end, from);
    return found < 0 ? refuse(`${where()}: there is no ${end}.`) : found;
  };
  const close = () => {
    const { tag, children, text: held } = open.pop() ?? refuse(`${where()}: nothing is open.`);
    const done = { name: tag.slice(tag.indexOf(':') + 1), children, text: held.trim() };
    const parent = open.at(-1);
    if (parent) parent.children.push(done);
    else root = done;
  };
  const addText = (content: string) => {
    const holder = open.at(-1);
    if (holder) holder.text += content;
    else if (content.trim() !== '') refuse(`${where()}: there is text outside of the document.`);
  };
  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      addText(resolved(text.slice(at, end), where));
      at = end;
    } else if (text.startsWith('<!--', at)) at = skipTo('-->', at) + 3;
    else if (text.startsWith('<![CDATA[', at)) {
      const end = skipTo(']]>', at);
      addText(text.slice(at + 9, end));
      at = end + 3;
    } else if (text.startsWith('<!', at)) refuse(`${where()}: a DOCTYPE is not accepted.`);
    else if (text.startsWith('<?', at)) refuse(`${where()}: a processing instruction is not accepted.`);
    else if (text.startsWith('</', at)) {
      END_TAG.lastIndex = at;
      const tag = END_TAG.exec(text);
      if (!tag) return refuse(`${where()}: this is no end tag.`);
      if (tag[1] !== open.at(-1)?.tag) refuse(`${where()}: </${tag[1]}> closes what is not open.`);
      close();
      at += tag[0].length;
    } else {
      START_TAG.lastIndex = at;
      const tag = START_TAG.exec(text);
      if (!tag) return refuse(`${where()}: this is no start tag.`);
      if (root) refuse(`${where()}: there is a second document.`);
      if (++elements > MOST_ELEMENTS) refuse(`The request has more than ${MOST_ELEMENTS} elements.`);
      if (open.length >= DEEPEST) refuse(`${where()}: elements lie more than ${DEEPEST} deep.`);
      open.push({ tag: tag[1] ?? '', children: [], text: '' });
      if (tag[3]) close();
      at += tag[0].length;
    }
  }
  if (open.length > 0) refuse(`${where()}: <${open.at(-1)?.tag}> is not closed.`);
  return root ?? refuse('The request is empty.');
}
