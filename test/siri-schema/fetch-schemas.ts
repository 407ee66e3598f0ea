import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, type Options, open, type ZipFile } from 'yauzl';

/** Entur's Java model of SIRI: its archive holds the schemas of CEN/TS 15531, versions 2.0 and 2.1, as published. */
const ARTIFACT = { group: 'org.entur', name: 'siri-java-model', version: '2.0.0' };
const COPY_GOAL = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';

export class SchemasUnavailable extends Error {}

/** Fetches the schemas with Maven, unless they are there: from the repository that it is set up to ask. */
export async function fetchSiriSchemas(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const { group, name, version } = ARTIFACT;
  const parts = `${folder}.part`;
  await rm(parts, { recursive: true, force: true });
  try {
    execFileSync(
      'mvn',
      ['-q', '-B', COPY_GOAL, `-Dartifact=${group}:${name}:${version}`, `-DoutputDirectory=${parts}`],
      { stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 },
    );
  } catch (error) {
    const said = String((error as { stdout?: unknown }).stdout ?? error).trim();
    throw new SchemasUnavailable(`Maven cannot fetch ${group}:${name} here: ${said.split('\n')[0]}`);
  }
  await unpackSchemas(join(parts, `${name}-${version}.jar`), parts);
  await rename(parts, folder);
}

async function unpackSchemas(archive: string, folder: string): Promise<void> {
  const zip = await promisify<string, Options, ZipFile>(open)(archive, { lazyEntries: true });
  const unpack = async ({ fileName }: Entry, stream: Readable) => {
    const path = join(folder, fileName);
    await mkdir(dirname(path), { recursive: true });
    await pipeline(stream, createWriteStream(path));
  };
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      if (!/^siri-2\.[01]\/.*[^/]$/.test(entry.fileName)) return zip.readEntry();
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error);
        unpack(entry, stream).then(() => zip.readEntry(), reject);
      });
    });
    zip.readEntry();
  });
}
