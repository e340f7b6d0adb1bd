import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./styles/theme.css', import.meta.url), 'utf8');
const colours = new Map(
  [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]),
);

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(colours.get(one) ?? one), luminance(colours.get(other) ?? other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe('contrast', () => {
  const textOn: [string, string[]][] = [
    ['ink', ['ground', 'surface', 'act-soft', 'good-soft', 'wait-soft', 'bad-soft', 'off']],
    ['ink-soft', ['ground', 'surface', 'act-soft', 'good-soft', 'bad-soft']],
    ['act', ['ground', 'surface', 'act-soft']],
    ['good', ['ground', 'surface', 'good-soft']],
    ['wait', ['ground', 'surface', 'wait-soft', 'off']],
    ['bad', ['ground', 'surface', 'bad-soft']],
    ['off-ink', ['off']],
    ['#ffffff', ['act', 'act-pressed', 'good', 'ink']],
  ];

  it.each(textOn)('%s can be read on every ground it stands on', (text, grounds) => {
    for (const ground of grounds)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });

  it('the edge of what can be touched is seen', () => {
    for (const ground of ['ground', 'surface']) expect(contrast('edge', ground)).toBeGreaterThanOrEqual(3);
  });
});
