import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordJsonSchemas } from '#domain/record/json-schema.ts';

/** `parley schema <folder>`: writes the JSON Schemas of the record's files. */
export function schemaCommand(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of recordJsonSchemas()) writeFileSync(join(folder, `${name}.schema.json`), text);
  console.log(`wrote ${recordJsonSchemas().size} schemas to ${folder}`);
}
