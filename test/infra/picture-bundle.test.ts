import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleEntry } from '#infra/constructs/function-bundles.ts';
import { jpegFile, pngFile, quarters, webpFile } from '#test/builders/picture-files.ts';
import { handler } from './picture-function.ts';

const outDir = mkdtempSync(join(tmpdir(), 'digital-welcome-pictures-'));
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

const program = (file: string) => `
  import { text } from 'node:stream/consumers';
  const { handler } = await import(${JSON.stringify(file)});
  const answers = [];
  for (const body of JSON.parse(await text(process.stdin)))
    answers.push(await handler({ body }).catch(({ name, kind, message }) => ({ name, kind, message })));
  process.stdout.write(JSON.stringify(answers));`;

test('a bundle away from node_modules makes the same pictures as the source, and loads no codec at start', async () => {
  const { bytes, file } = bundleEntry('test/infra/picture-function.ts', join(outDir, 'bundle'));
  expect(bytes).toBeLessThan(30_000);

  const pixels = quarters(700, 500);
  const files = [await jpegFile(pixels), await webpFile(pixels), pngFile(pixels)];
  const bodies = files.map((picture) => picture.toString('base64'));
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', program(file)], {
    cwd: dirname(file),
    input: JSON.stringify([...bodies, Buffer.from('<svg/>').toString('base64')]),
    encoding: 'utf8',
  });
  const made = await Promise.all(bodies.map((body) => handler({ body })));
  const refused = { name: 'DomainError', kind: 'invalid-input', message: expect.stringContaining('no JPEG') };
  expect(JSON.parse(said)).toEqual([...made, refused]);
});
