import { z } from 'zod';
import { openApiDocument, type Tag, tags } from './openapi.ts';
import { fileOperations, operations, writeOperations } from './operations.ts';

/** Words of a type; those that name a schema of the document lead to it. */
export type TypeWords = readonly (string | { readonly schema: string })[];

/** A parameter of an address, or a field of a schema. */
export interface ReferenceField {
  readonly name: string;
  readonly type: TypeWords;
  /** The values that there are, where they are few. */
  readonly allowed: readonly string[];
  readonly isRequired: boolean;
  readonly meaning: string | null;
}

/** One operation of the API as it is documented. */
export interface ReferenceOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  /** Those in the path, in the query and in headers, each with its place. */
  readonly parameters: readonly (ReferenceField & { readonly place: 'path' | 'query' | 'header' })[];
  readonly body: { readonly type: TypeWords; readonly mediaTypes: readonly string[] } | null;
  readonly answer: {
    readonly status: string;
    readonly type: TypeWords;
    readonly mediaTypes: readonly string[];
    readonly headers: readonly string[];
  };
  /** The codes of the problems that it can answer besides those that every address can. */
  readonly problems: readonly string[];
  /** The path of a request that is worth trying, below this site; null where none can be tried without a token. */
  readonly example: string | null;
}

/** A schema of the document: its fields, or what it is where it has none. */
export interface ReferenceSchema {
  readonly name: string;
  readonly description: string | null;
  readonly type: TypeWords;
  readonly allowed: readonly string[];
  readonly fields: readonly ReferenceField[];
}

/** The documentation of the API. */
export interface Reference {
  readonly groups: readonly { readonly tag: Tag; readonly operations: readonly ReferenceOperation[] }[];
  readonly schemas: readonly ReferenceSchema[];
}

const schemaSchema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  const: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  enum: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});
type Schema = z.infer<typeof schemaSchema>;

const contentSchema = z.record(z.string(), z.object({ schema: z.unknown() }));
const operationSchema = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  servers: z.array(z.object({ url: z.string() })).optional(),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z.array(
    z.object({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().optional(),
      schema: z.unknown(),
    }),
  ),
  requestBody: z.object({ content: contentSchema }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), headers: z.record(z.string(), z.unknown()).default({}), content: contentSchema.default({}) }),
  ),
  'x-example': z.string().optional(),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema) }),
});

const refPrefix = '#/components/schemas/';

/** The documentation of the API, read off the document that programs are given. */
export function apiReference(origin: string): Reference {
  const { paths, components } = documentSchema.parse(
    openApiDocument({ operations, writes: writeOperations, files: fileOperations }, origin),
  );
  const listed = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      tag: operation.tags[0],
      operation: operationOf(method, path, operation, origin),
    })),
  );
  const byTag = Map.groupBy(listed, ({ tag }) => tag);
  return {
    groups: tags.map((tag) => ({ tag, operations: (byTag.get(tag.name) ?? []).map(({ operation }) => operation) })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => ({
      name,
      description: schema.description ?? null,
      type: typeOf(schema),
      allowed: allowedOf(schema),
      fields: fieldsOf(schema),
    })),
  };
}

function operationOf(method: string, path: string, operation: z.infer<typeof operationSchema>, origin: string): ReferenceOperation {
  const { requestBody, responses } = operation;
  const [status = '200', good] = Object.entries(responses).find(([code]) => code.startsWith('2')) ?? [];
  const body = Object.entries(requestBody?.content ?? {});
  const answer = Object.entries(good?.content ?? {});
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path: operation.servers === undefined ? `/api/v1${path}` : path,
    summary: operation.summary,
    description: operation.description ?? null,
    parameters: operation.parameters.map(({ name, in: place, required, description, schema }) => ({
      place,
      ...fieldOf(name, schema, required),
      ...(description !== undefined && { meaning: description }),
    })),
    body: body.length === 0 ? null : { type: typeOf(schemaSchema.parse(body[0]?.[1].schema)), mediaTypes: body.map(([type]) => type) },
    answer: {
      status,
      type: answer[0] === undefined ? [] : typeOf(schemaSchema.parse(answer[0][1].schema)),
      mediaTypes: answer.map(([type]) => type),
      headers: Object.keys(good?.headers ?? {}),
    },
    problems: Object.values(responses).flatMap(({ description }) =>
      [...description.matchAll(/^([A-Z_]+): /gm)].map(([, code = '']) => code),
    ),
    example: operation['x-example']?.slice(origin.length) ?? null,
  };
}

function fieldOf(name: string, value: unknown, isRequired: boolean): ReferenceField {
  const schema = schemaSchema.parse(value);
  const items = schema.items === undefined ? [] : allowedOf(schemaSchema.parse(schema.items));
  return { name, type: typeOf(schema), allowed: [...allowedOf(schema), ...items], isRequired, meaning: schema.description ?? null };
}

function fieldsOf({ properties = {}, required = [] }: Schema): ReferenceField[] {
  return Object.entries(properties).map(([name, value]) => fieldOf(name, value, required.includes(name)));
}

function allowedOf({ enum: values, const: only }: Schema): string[] {
  if (only !== undefined) return [String(only)];
  return (values ?? []).filter((value) => value !== null).map(String);
}

function typeOf(schema: Schema): TypeWords {
  if (schema.$ref !== undefined) return [{ schema: schema.$ref.replace(refPrefix, '') }];
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined)
    return choices.flatMap((choice, index) => [...(index === 0 ? [] : [' or ']), ...typeOf(schemaSchema.parse(choice))]);
  const names = [schema.type ?? (schema.const === undefined ? 'any' : typeof schema.const)].flat();
  return names.flatMap((name, index) => [...(index === 0 ? [] : [' or ']), ...wordsOf(name, schema)]);
}

function wordsOf(name: string, { items, format }: Schema): TypeWords {
  if (name === 'array') return items === undefined ? ['list'] : ['list of ', ...typeOf(schemaSchema.parse(items))];
  return [format === undefined ? name : `${name} (${format})`];
}
