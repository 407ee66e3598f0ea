import type { CheckStatusJson, SiriJson } from './stop-monitoring-schema.ts';

const NAMESPACE = 'http://www.siri.org.uk/siri';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // Whoever reads XML takes a bare one for a line's end.
  '\r': '&#13;',
};

/** What XML cannot hold at all (control characters, halves of a character) becomes the replacement character. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\P{Cc}]|[\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"'\r]/g, (character) => escapes[character] ?? '');

/** An object's keys are its elements, in their order; `version` is an attribute; a list is its elements one by one. */
function element(name: string, value: unknown, attributes = ''): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (typeof value !== 'object' || value === null)
    return `<${name}${attributes}>${escaped(String(value))}</${name}>`;
  const { version, ...children } = value as Readonly<Record<string, unknown>>;
  const content = Object.entries(children).map(([child, held]) => element(child, held));
  const own = version === undefined ? '' : ` version="${escaped(String(version))}"`;
  return `<${name}${attributes}${own}>${content.join('')}</${name}>`;
}

export function writeSiriXml({ Siri }: SiriJson | CheckStatusJson): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Siri', Siri, ` xmlns="${NAMESPACE}"`)}\n`;
}
