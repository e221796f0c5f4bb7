import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordJsonSchemas } from './json-schema.ts';

test.each([...recordJsonSchemas()])('the JSON Schema of %s in prisma/record/schema is the one of the code', (name, text) => {
  expect(readFileSync(new URL(`../../../prisma/record/schema/${name}.schema.json`, import.meta.url), 'utf8')).toBe(text);
});
