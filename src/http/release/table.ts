import { z } from 'zod';
import type { ReleaseContent } from '#domain/release/content.ts';
import { type Column, toCsv } from '../formats.ts';

type Cell = string | number | boolean | null | undefined;

/** A column of a table: its name, the schema that its values were parsed with, and what it holds of a row. */
interface TableColumn<Row> extends Column<Row> {
  readonly field: z.ZodType;
}

/** A reference of every row of a table to a row of another, or of the same. */
export interface ForeignKey {
  readonly fields: readonly string[];
  readonly table: string;
  readonly to: readonly string[];
}

interface Declared<Row> {
  readonly name: string;
  /** What a row is, in a sentence. */
  readonly description: string;
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly ForeignKey[];
  readonly rows: (content: ReleaseContent) => readonly Row[];
}

/** A table of a release, whatever its rows are. */
export interface Table {
  readonly name: string;
  readonly description: string;
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly fields: readonly TableField[];
  /** The table as CSV (see {@link toCsv}). */
  readonly csv: (content: ReleaseContent) => string;
}

/** What is said of a column, all of it taken from the schema that its values were parsed with. */
export interface TableField {
  readonly name: string;
  readonly description: string;
  /** A type of Frictionless Table Schema. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'any';
  readonly isRequired: boolean;
  /** The values that there are, where they are few. */
  readonly allowed: readonly string[];
  readonly pattern: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** How the columns of a table are declared. */
interface Columns<Row> {
  /** Fields of what a row is about, by their own names. */
  readonly of: <Name extends string>(
    shape: { readonly [Each in Name]: z.ZodType },
    of: (row: Row) => { readonly [Each in Name]?: Cell },
    names: readonly Name[],
  ) => readonly TableColumn<Row>[];
  /** One column, with a name of its own. */
  readonly one: (name: string, field: z.ZodType, value: (row: Row) => Cell) => TableColumn<Row>;
}

/** Columns that are fields of what a row is about, by their own names. */
export function columnsOf<Row, Name extends string>(
  shape: { readonly [Each in Name]: z.ZodType },
  of: (row: Row) => { readonly [Each in Name]?: Cell },
  names: readonly Name[],
): readonly TableColumn<Row>[] {
  return names.map((name) => ({ name, field: shape[name], value: (row) => of(row)[name] }));
}

/** One column, with a name of its own. */
export function column<Row>(name: string, field: z.ZodType, value: (row: Row) => Cell): TableColumn<Row> {
  return { name, field, value };
}

/** Declares a table; what is said of its columns follows from their schemas. */
export function table<Row>(
  { name, description, primaryKey = [], foreignKeys = [], rows }: Declared<Row>,
  declare: (columns: Columns<Row>) => readonly TableColumn<Row>[],
): Table {
  const columns = declare({ of: columnsOf, one: column });
  return {
    name,
    description,
    primaryKey,
    foreignKeys,
    fields: columns.map((each) => fieldOf(each.name, each.field)),
    csv: (content) => toCsv(rows(content), columns),
  };
}

const typeSchema = z.enum(['string', 'integer', 'number', 'boolean', 'null']);
const partSchema = z.object({
  type: z
    .union([typeSchema, z.array(typeSchema)])
    .transform((type) => [type].flat())
    .default([]),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Part = z.infer<typeof partSchema>;
const jsonSchema = z.object({ ...partSchema.shape, $ref: z.string().optional(), anyOf: z.array(z.unknown()).optional() });

const dayPattern = '^\\d{4}-\\d{2}-\\d{2}$';

/** A field may be left empty where its schema lets it be missing or null. */
function isRequired(field: z.ZodType): boolean {
  return !(field instanceof z.ZodExactOptional || field instanceof z.ZodOptional || field instanceof z.ZodNullable);
}

/** The parts that a JSON Schema says a value can be one of, with what is said of them where they have names of their own. */
function partsOf(schema: unknown, named: Readonly<Record<string, unknown>>): Part[] {
  const { $ref, anyOf, ...own } = jsonSchema.parse(schema);
  if ($ref !== undefined) return partsOf(named[$ref.replace('#/$defs/', '')], named);
  return anyOf === undefined ? [own] : anyOf.flatMap((part) => partsOf(part, named));
}

function fieldOf(name: string, field: z.ZodType): TableField {
  const { $defs = {}, ...whole } = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' });
  const parts = partsOf(whole, $defs).filter(({ type }) => !(type.length === 1 && type[0] === 'null'));
  const [only] = parts.length === 1 ? parts : [];
  const [type = 'null'] = only?.type ?? [];
  const isDay = only?.pattern === dayPattern;
  // The pattern of a format says nothing that its name does not.
  const pattern = isDay || only?.format !== undefined ? undefined : only?.pattern;
  const minimum = only?.minimum ?? (only?.exclusiveMinimum === undefined ? undefined : only.exclusiveMinimum + 1);
  return {
    name,
    description: field.meta()?.description ?? only?.description ?? '',
    type: type === 'null' ? 'any' : isDay ? 'date' : type,
    isRequired: isRequired(field),
    allowed: only?.enum ?? [],
    pattern: pattern ?? null,
    // The bounds of a whole number that has none are those of JavaScript, which say nothing of it.
    minimum: minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? null : minimum,
    maximum: only?.maximum === undefined || only.maximum >= Number.MAX_SAFE_INTEGER ? null : only.maximum,
  };
}
