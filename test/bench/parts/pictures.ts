import { join } from 'node:path';
import type { BenchEngine } from '../bench-engine.ts';
import type { PictureFileJob } from '../jobs/picture-file.ts';
import type { PicturesJob, PicturesMade } from '../jobs/pictures.ts';
import { type Measured, runMeasured } from '../measured-process.ts';
import type { PartReport, Target } from '../report.ts';
import { median } from '../samples.ts';

/** Of the function that takes uploads. */
const MEMORY_MEGABYTES = 1_024;
const PAINTER_MEGABYTES = 4_096;

type Picture = Omit<PictureFileJob, 'path'> & { readonly title: string };

const [twelve, forty] = [
  { width: 4_000, height: 3_000 },
  { width: 7_300, height: 5_470 },
];
const pictures: readonly [Picture, ...Picture[]] = [
  { title: 'JPEG, 12 megapixels', ...twelve, format: 'jpeg', options: { quality: 88, progressive: false } },
  { title: 'the same, progressive', ...twelve, format: 'jpeg', options: { quality: 88 } },
  { title: 'WebP, 12 megapixels', ...twelve, format: 'webp', options: { quality: 85 } },
  { title: 'JPEG, 40 megapixels', ...forty, format: 'jpeg', options: { quality: 62, progressive: false } },
  { title: 'the same, progressive', ...forty, format: 'jpeg', options: { quality: 62 } },
  { title: 'PNG, 40 megapixels', ...forty, format: 'png', options: {} },
];

interface PictureRun extends Measured<PicturesMade> {
  readonly picture: Picture;
  readonly fileBytes: number;
}

async function run(engine: BenchEngine, picture: Picture, runs: number): Promise<PictureRun> {
  const { title: _, ...parts } = picture;
  const path = join(engine.folder, 'picture');
  const painted = await runMeasured<PictureFileJob, number>('picture-file', PAINTER_MEGABYTES, {
    ...parts,
    path,
  });
  const job: PicturesJob = { path, times: 1 + 2 * runs };
  const measured = await runMeasured<PicturesJob, PicturesMade>('pictures', MEMORY_MEGABYTES, job);
  return { ...measured, picture, fileBytes: painted.result };
}

/** From the file that is uploaded to the renditions that are shown, in a function of 1 GB. */
export async function benchPictures(engine: BenchEngine, runs: number): Promise<PartReport> {
  const all: PictureRun[] = [];
  for (const picture of pictures) {
    console.error(`  ${picture.title}`);
    all.push(await run(engine, picture, runs));
  }
  const [usual] = all;
  const targets: Target[] = [
    {
      what: 'a picture of 12 megapixels, CPU',
      measured: median(usual?.result.costs.map(({ cpuMilliseconds }) => cpuMilliseconds / 1000) ?? []),
      below: 5,
      unit: 's',
    },
    {
      what: 'any picture, memory',
      measured: Math.max(...all.map(({ peakRssMegabytes }) => peakRssMegabytes)),
      below: MEMORY_MEGABYTES,
      unit: 'MB',
    },
  ];
  return {
    tables: [
      {
        title: `Pictures, in a function of ${MEMORY_MEGABYTES} MB`,
        columns: ['', 'file kB', 'wall ms', 'CPU ms', 'first of a process', 'peak MB', 'kB made'],
        rows: all.map(({ picture, fileBytes, result: { costs, bytes }, peakRssMegabytes }) => [
          picture.title,
          fileBytes / 1000,
          median(costs.map(({ wallMilliseconds }) => wallMilliseconds)),
          median(costs.map(({ cpuMilliseconds }) => cpuMilliseconds)),
          costs[0]?.wallMilliseconds ?? Number.NaN,
          peakRssMegabytes,
          bytes.map((each) => Math.round(each / 1000)).join(' + '),
        ]),
      },
    ],
    targets,
  };
}
