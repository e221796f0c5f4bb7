import { z } from 'zod';
import { negotiationFileSchema, registrySchemas } from './record.ts';

/** The JSON Schemas of the record's files, by the name of the file without its ending: what prisma/record/schema holds. */
export function recordJsonSchemas(): ReadonlyMap<string, string> {
  const schemas = { negotiation: negotiationFileSchema, ...registrySchemas };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), null, 1)}\n`,
    ]),
  );
}
