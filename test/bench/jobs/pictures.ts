import { readFile } from 'node:fs/promises';
import { makeRenditions } from '#shared/images/make-renditions.ts';
import { answerWith } from '../measured-process.ts';
import { type Cost, startMeasuring } from '../samples.ts';

export interface PicturesJob {
  readonly path: string;
  readonly times: number;
}

export interface PicturesMade {
  /** The first is the first of the process. */
  readonly costs: readonly Cost[];
  /** Of the renditions, the smallest first. */
  readonly bytes: readonly number[];
}

/** Makes the renditions of one picture, again and again. */
answerWith(async ({ path, times }: PicturesJob): Promise<PicturesMade> => {
  const file = await readFile(path);
  const costs: Cost[] = [];
  let bytes: number[] = [];
  for (let time = 0; time < times; time++) {
    const cost = startMeasuring();
    const { renditions } = await makeRenditions(file);
    costs.push(cost());
    bytes = renditions.map((rendition) => rendition.bytes.length);
  }
  return { costs, bytes };
});
