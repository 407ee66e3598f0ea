import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type PlaceImage, renditionsOf } from '../domain/places/place-image.ts';
import { DomainError } from '../platform/domain-error.ts';
import type { PictureFile } from './picture-file.ts';
import { readPictureFile } from './read-picture-file.ts';
import type { RenderedPicture } from './render-picture.ts';
import type { ThreadAnswer } from './rendition-thread.ts';

/** A large picture takes a quarter of it in a function of 1 GB; the gateway gives an answer up after 30 seconds. */
const MOST_SECONDS = 25;
const ID_CHARACTERS = 32;
const CONTENT_TYPE = 'image/webp';

export interface MadePicture extends Pick<PlaceImage, 'id' | 'width' | 'height'> {
  /** To be put into an ImageStore, all of them. */
  readonly renditions: readonly {
    readonly name: string;
    readonly bytes: Uint8Array;
    readonly contentType: string;
  }[];
}

/**
 * Makes of an uploaded file what is shown of it: upright, in all sizes, without anything else that was in the file.
 * @throws DomainError `invalid-input` in words for the person who chose the file
 */
export async function makeRenditions(bytes: Uint8Array): Promise<MadePicture> {
  const { width, height, encoded } = await render(readPictureFile(bytes));
  const id = digestOf(encoded);
  const renditions = renditionsOf({ id, width, height }).map(({ name }, index) => ({
    name,
    bytes: encoded[index] ?? new Uint8Array(),
    contentType: CONTENT_TYPE,
  }));
  return { id, width, height, renditions };
}

/** Of what was made, not of what was uploaded: what is made otherwise one day has another name. */
function digestOf(encoded: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const bytes of encoded) hash.update(`${bytes.length}\n`).update(bytes);
  return hash.digest('base64url').slice(0, ID_CHARACTERS);
}

const isBundle = !import.meta.url.endsWith('.ts');

/**
 * In a thread of its own: what libraries do for seconds holds nobody up, their memory is given back when it ends, and
 * it can be ended. infra/constructs/function-bundles.ts puts it beside the bundle of whoever imports this.
 */
async function render(file: PictureFile): Promise<RenderedPicture> {
  const thread = new Worker(
    new URL(isBundle ? './rendition-thread.mjs' : './rendition-thread.ts', import.meta.url),
    {
      workerData: file,
      execArgv: [],
    },
  );
  try {
    const [answer]: ThreadAnswer[] = await once(thread, 'message', {
      signal: AbortSignal.timeout(MOST_SECONDS * 1000),
    });
    if (answer && 'rendered' in answer) return answer.rendered;
    throw new DomainError('invalid-input', answer?.refused ?? 'The picture cannot be read.');
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      throw new DomainError(
        'invalid-input',
        'The picture takes too long to read. Choose it again, or save it smaller.',
      );
    throw error;
  } finally {
    await thread.terminate();
  }
}
