import { DomainError } from '../platform/domain-error.ts';
import { cutOff, damaged } from './broken-picture.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { Orientation, PictureFile } from './picture-file.ts';

/** A progressive picture comes in ten scans or so; each further one costs a pass over all of it, and few bytes. */
const MOST_SCANS = 64;

const isStandalone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
/** Start of frame: all that there are, of which decoders know the first three. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** Application data and comments, but for the two that say which colours the numbers mean. */
const isMetadata = (marker: number) =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xe0 && marker !== 0xee);

interface Segment {
  readonly marker: number;
  readonly content: Buffer;
  /** With the coded data that follows it, where it starts a scan. */
  readonly whole: Buffer;
}

/** Where the coded data from `start` ends: at the next marker that is no part of it. */
function endOfScan(data: Buffer, start: number): number {
  for (let at = data.indexOf(0xff, start); at >= 0; at = data.indexOf(0xff, at + 1)) {
    const next = data[at + 1];
    if (next === undefined) break;
    if (next !== 0x00 && next !== 0xff && !isStandalone(next)) return at;
  }
  throw cutOff();
}

/** All segments up to the end of the picture; what follows it is not looked at. */
function* segmentsOf(data: Buffer): Generator<Segment> {
  let at = 2;
  for (;;) {
    if (at + 1 >= data.length) throw cutOff();
    if (data[at] !== 0xff) throw damaged();
    const marker = data[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) return;
    if (isStandalone(marker)) {
      at += 2;
      continue;
    }
    if (at + 4 > data.length) throw cutOff();
    const end = at + 2 + data.readUInt16BE(at + 2);
    if (end < at + 4) throw damaged();
    if (end > data.length) throw cutOff();
    const next = marker === 0xda ? endOfScan(data, end) : end;
    yield { marker, content: data.subarray(at + 4, end), whole: data.subarray(at, next) };
    at = next;
  }
}

function frameOf(marker: number, content: Buffer): Pick<PictureFile, 'width' | 'height'> {
  if (content.length < 6 || marker > 0xc2 || content[0] !== 8) throw damaged();
  const [height, width, components] = [content.readUInt16BE(1), content.readUInt16BE(3), content[5]];
  if (components === 4)
    throw new DomainError(
      'invalid-input',
      'The picture is in the colours of print (CMYK). Save it in the colours of screens (RGB).',
    );
  if (width === 0 || height === 0 || (components !== 1 && components !== 3)) throw damaged();
  return { width, height };
}

/** @throws DomainError `invalid-input` for what is cut off, damaged, or in no form that pictures of the web have */
export function readJpeg(data: Buffer): PictureFile {
  let frame: Pick<PictureFile, 'width' | 'height'> | undefined;
  let orientation: Orientation | undefined;
  let scans = 0;
  const kept: Buffer[] = [data.subarray(0, 2)];
  for (const { marker, content, whole } of segmentsOf(data)) {
    if (isFrame(marker)) {
      if (frame) throw damaged();
      frame = frameOf(marker, content);
    }
    if (marker === 0xda && ++scans > MOST_SCANS) throw damaged();
    if (marker === 0xe1 && content.toString('latin1', 0, 6) === 'Exif\0\0')
      orientation ??= exifOrientation(content);
    if (!isMetadata(marker)) kept.push(whole);
  }
  if (!frame || scans === 0) throw damaged();
  const still = Buffer.concat([...kept, Buffer.from([0xff, 0xd9])]);
  return { format: 'jpeg', ...frame, orientation: orientation ?? 1, still };
}
