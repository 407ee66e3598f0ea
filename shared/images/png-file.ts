import { cutOff, damaged } from './broken-picture.ts';
import { exifOrientation } from './exif-orientation.ts';
import type { Orientation, PictureFile } from './picture-file.ts';

const SIGNATURE_BYTES = 8;
/** Without texts, profiles and the further frames of an animation. */
const KEPT = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/** @throws DomainError `invalid-input` for what is cut off or damaged */
export function readPng(data: Buffer): PictureFile {
  const kept: Buffer[] = [data.subarray(0, SIGNATURE_BYTES)];
  let size: Pick<PictureFile, 'width' | 'height'> | undefined;
  let orientation: Orientation = 1;
  let at = SIGNATURE_BYTES;
  for (let type = ''; type !== 'IEND'; ) {
    if (at + 12 > data.length) throw cutOff();
    const length = data.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > data.length) throw cutOff();
    type = data.toString('latin1', at + 4, at + 8);
    const content = data.subarray(at + 8, end - 4);
    // The header comes first, and once.
    if ((type === 'IHDR') !== (size === undefined)) throw damaged();
    if (type === 'IHDR') {
      if (length !== 13) throw damaged();
      size = { width: content.readUInt32BE(0), height: content.readUInt32BE(4) };
      if (size.width === 0 || size.height === 0) throw damaged();
    }
    if (type === 'eXIf') orientation = exifOrientation(content);
    if (KEPT.includes(type)) kept.push(data.subarray(at, end));
    at = end;
  }
  if (!size) throw damaged();
  return { format: 'png', ...size, orientation, still: Buffer.concat(kept) };
}
