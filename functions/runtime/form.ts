import { DomainError } from '#shared/platform/domain-error.ts';
import type { HttpRequest } from './http.ts';

export interface SentFile {
  /** Without folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a form has sent. */
export interface SentForm {
  /** Empty where there is no such field. */
  text(name: string): string;
  has(name: string): boolean;
  /** All fields of text, the first of each name. */
  readonly texts: ReadonlyMap<string, string>;
  file(name: string): SentFile | undefined;
}

/** More than all fields of a form hold. Files come in parts, and have limits of their own. */
const MOST_TEXT_BYTES = 512_000;
/** What a decoder writes in place of bytes that are no letters. */
const UNREADABLE = '\uFFFD';

const TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** Folders of somebody else's machine are nobody's business here. */
const lastPart = (fileName: string) => fileName.split(/[\\/]/).at(-1) ?? '';

/** Reads the body of a form. @throws DomainError `invalid-input` when it is none */
export async function readForm({ headers, body }: HttpRequest): Promise<SentForm> {
  const type = headers['content-type'] ?? '';
  if (!TYPES.test(type))
    throw new DomainError('invalid-input', 'This is not what the form of the page sends.');
  if (/urlencoded/i.test(type) && body.length > MOST_TEXT_BYTES)
    throw new DomainError('invalid-input', 'What was typed is too long. Go back, and shorten it.');
  const texts = new Map<string, string>();
  const files = new Map<string, SentFile>();
  try {
    const form = await new Response(Buffer.from(body), { headers: { 'content-type': type } }).formData();
    for (const [name, value] of form) {
      if (typeof value === 'string') {
        if (!texts.has(name)) texts.set(name, value);
      } else if (!files.has(name)) {
        files.set(name, { name: lastPart(value.name), bytes: new Uint8Array(await value.arrayBuffer()) });
      }
    }
  } catch {
    throw new DomainError('invalid-input', 'What the form has sent cannot be read.');
  }
  for (const [name, text] of texts) {
    if (text.includes(UNREADABLE))
      throw new DomainError(
        'invalid-input',
        `${name.slice(0, 60)} has letters that cannot be read. Type them again.`,
      );
  }
  return {
    texts,
    text: (name) => texts.get(name) ?? '',
    has: (name) => texts.has(name),
    file: (name) => files.get(name),
  };
}
