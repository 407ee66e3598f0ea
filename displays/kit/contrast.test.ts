import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const source = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function tokensOf(block: string): Map<string, string> {
  return new Map(
    [...block.matchAll(/(--[\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
const [light = '', darkByDevice = '', darkByWish = ''] = source.split(
  /(?=@media|:root\[data-theme="dark"\])/,
);
const themes = { light: tokensOf(light), dark: tokensOf(darkByWish) };

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const channel = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(themes))('%s', (_name, tokens) => {
  const colour = (name: string) => tokens.get(name) ?? expect.fail(`${name} is missing`);

  it.each([
    ['--ink', '--ground'],
    ['--ink-quiet', '--ground'],
    ['--off-ink', '--ground'],
    ['--link', '--ground'],
    ['--line-ink', '--line-ground'],
    ['--live-ink', '--live-ground'],
    ['--alert-ink', '--alert-ground'],
    ['--lost-ink', '--lost-ground'],
  ])('%s on %s is at least 7:1', (ink, ground) => {
    expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(7);
  });

  it.each(['--live-ground', '--line-ground', '--focus', '--map-line'])(
    '%s stands out as a shape, at least 3:1',
    (shape) => {
      expect(contrast(colour(shape), colour('--ground'))).toBeGreaterThanOrEqual(3);
    },
  );

  it('has no pure black on pure white', () => {
    expect([...tokens.values()]).not.toContain('#000000');
    expect(colour('--ground')).not.toBe('#ffffff');
  });
});

it('is equally dark by the device and by wish', () => {
  expect(tokensOf(darkByDevice)).toEqual(themes.dark);
  expect([...themes.dark.keys()]).toEqual([...themes.light.keys()]);
});
