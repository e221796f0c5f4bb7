import { expect, test } from 'vitest';
import { soakRestores } from './restores.ts';

test('random moments of a record that is written to are restored as they were', async () => {
  const { identical, differences, moments } = await soakRestores({ restores: 3, seed: 20_231_002, say: () => undefined });
  expect(differences).toEqual([]);
  expect(identical).toBe(3);
  // The writer wrote between them.
  expect(new Set(moments).size).toBe(3);
}, 120_000);
