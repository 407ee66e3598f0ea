import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '../platform/domain-error.ts';
import { decodePicture } from './decode-picture.ts';
import type { PictureFile } from './picture-file.ts';
import { type RenderedPicture, renderPicture } from './render-picture.ts';

/** What a thread says: the picture, or why it is refused. A fault of ours ends it instead. */
export type ThreadAnswer = { readonly rendered: RenderedPicture } | { readonly refused: string };

async function answer(file: PictureFile): Promise<ThreadAnswer> {
  try {
    return { rendered: await renderPicture(await decodePicture(file), file.orientation) };
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid-input') return { refused: error.message };
    throw error;
  }
}

parentPort?.postMessage(await answer(workerData as PictureFile));
