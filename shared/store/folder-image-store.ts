import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isImageName } from '../domain/places/place-image.ts';
import { checkImage, contentTypeOf, type ImageStore } from './image-store.ts';

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Images in a folder of this machine, which is made when the first one comes. */
export const folderImageStore = (folder: string): ImageStore => ({
  async put(name, bytes, contentType) {
    checkImage(name, contentType);
    await mkdir(folder, { recursive: true });
    // Whole or not at all, also when the process ends in the middle.
    const unfinished = join(folder, `.${randomUUID()}`);
    await writeFile(unfinished, bytes);
    await rename(unfinished, join(folder, name));
  },
  async get(name) {
    if (!isImageName(name)) return undefined;
    try {
      return { bytes: await readFile(join(folder, name)), contentType: contentTypeOf(name) };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
});
