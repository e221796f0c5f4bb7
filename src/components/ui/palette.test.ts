import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { palette } from './palette.ts';

/** The colours that each `:root` of the stylesheet sets, in order. */
function colorsIn(css: string): Record<string, string>[] {
  return [...css.matchAll(/:root\s*\{([^}]*)\}/g)].map(([, block = '']) =>
    Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]+)/g)].map(([, name = '', value = '']) => [name, value])),
  );
}

test('the palette is that of the stylesheet', () => {
  const [light, dark] = colorsIn(readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8'));
  expect(light).toMatchObject(palette.light);
  expect(dark).toMatchObject(palette.dark);
});
