import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALT_FAULTS, altFaults, isFileName } from './alt-text.ts';

describe('a text that describes nothing', () => {
  it.each([
    'IMG_1234.jpg',
    'img 1234',
    'photo',
    'Photo',
    'a photo',
    'image1',
    'Image (3)',
    'Picture 12',
    'DSC01234',
    'DSCN0042.JPG',
    'PXL_20260512_101112345',
    '20260512_101112',
    'Screenshot 2026-05-12 at 10.11.12',
    'WhatsApp Image 2026-05-12 at 10.11.12',
    'front_door_final2',
    'entrance.webp',
    'Main entrance.png',
    'Untitled',
    '1234',
    '...',
    'ＩＭＧ＿1234',
  ])('%s is the name of a file', (text) => {
    expect(isFileName(text)).toBe(true);
  });

  it.each([
    'The front door, with two steps and a rail on the left',
    'Entrance',
    'Photo of the ramp beside the steps',
    'Picture window above the river',
    'Image of a bell',
    'An doras',
    'Platform 1 with its lift',
    'Scanner at the ticket gate, 90 cm high',
  ])('%s is none', (text) => {
    expect(isFileName(text)).toBe(false);
  });

  it('is a camera’s name with any number, however it is written', () => {
    const camera = fc.constantFrom('IMG', 'DSC', 'PXL', 'photo', 'Image', 'scan');
    fc.assert(
      fc.property(camera, fc.constantFrom('', ' ', '_', '-'), fc.nat(), (name, between, number) => {
        expect(isFileName(`${name}${between}${number}`)).toBe(true);
        expect(isFileName(` ${name}${between}${number}.JPG `)).toBe(true);
      }),
    );
  });
});

describe('what is said of a picture', () => {
  const en = 'The front door, with two steps';

  it('is a text in one language, or nothing where it is decorative', () => {
    expect(altFaults({ alt: { en }, decorative: false })).toEqual([]);
    expect(altFaults({ alt: { gd: 'An doras' }, decorative: false })).toEqual([]);
    expect(altFaults({ alt: {}, decorative: true })).toEqual([]);
    expect(altFaults({ alt: { en: ' ' }, decorative: true })).toEqual([]);
  });

  it('is refused by name', () => {
    expect(altFaults({ alt: {}, decorative: false })).toEqual([{ reason: 'alt-missing' }]);
    expect(altFaults({ alt: { en: ' \n' }, decorative: false })).toEqual([{ reason: 'alt-missing' }]);
    expect(altFaults({ alt: { en }, decorative: true })).toEqual([
      { reason: 'alt-of-decorative', language: 'en' },
    ]);
    expect(altFaults({ alt: { en, gd: 'IMG_1.jpg' }, decorative: false })).toEqual([
      { reason: 'alt-is-file-name', language: 'gd' },
    ]);
  });

  it('is never both described and decorative, whatever is said', () => {
    const alt = fc.dictionary(fc.constantFrom('en', 'gd', 'bfi'), fc.string());
    fc.assert(
      fc.property(alt, fc.boolean(), (texts, decorative) => {
        const faults = altFaults({ alt: texts, decorative });
        const isSaid = Object.values(texts).some((text) => text.trim() !== '');
        if (decorative === isSaid) expect(faults.length).toBeGreaterThan(0);
        for (const { reason } of faults) expect(ALT_FAULTS).toContain(reason);
      }),
    );
  });
});
