import { z } from 'zod';
import type { TokenScope } from '#domain/access/token.ts';
import { type CalendarDate, calendarDateSchema } from '#domain/time/partial-date.ts';
import { type Column, type Format, formatNames } from './formats.ts';
import { formatQuery, pagingSchema } from './parameters.ts';
import type { ProblemCode } from './problem.ts';

/** What every answer says about itself: the date that it is for, and the `seq` of the last change that it reflects. */
export const metaSchema = z
  .strictObject({
    asOf: calendarDateSchema,
    version: z.int().nonnegative().meta({ description: 'The number of the last change to the record that this answer reflects.' }),
    knownAt: z.iso
      .datetime()
      .exactOptional()
      .meta({ description: 'The moment whose record the answer is rebuilt from, where it was asked for.' }),
  })
  .meta({ id: 'Meta' });
export type Meta = z.infer<typeof metaSchema>;

/** Where to go from an answer. `next` is there as long as there is more. */
export const linksSchema = z.strictObject({ self: z.url(), next: z.url().exactOptional() }).meta({ id: 'Links' });

/** What the OpenAPI document and the tests know about any address that is read. */
interface ReadFrame {
  /** The name that generated clients call it by. */
  readonly id: string;
  /** The path with `{parameters}` in braces: of an operation below `/api/v1`, of a file from the root of the site. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly params: z.ZodObject;
  /** Its own query parameters; those of paging are added where it is a list. */
  readonly query: z.ZodObject;
  /** The problems that it can answer besides those that everything can. */
  readonly problems: readonly ProblemCode[];
}

/** What is known about an address of the API. */
export interface OperationFrame extends ReadFrame {
  /** The whole answer as JSON. */
  readonly answer: z.ZodType;
  /** Whether it pages, and so also answers as CSV and NDJSON. */
  readonly list: boolean;
  /** The formats that it answers in besides JSON. */
  readonly formats: readonly Format[];
  /** A request that is worth trying: path and query with real names. */
  readonly example: string;
}

/** How an answer is written in a format of its own, for whoever saves it. */
export interface Writer<Data> {
  readonly write: (data: Data) => string;
  /** The name of the file that it is saved as; without one it is shown. */
  readonly fileName?: (data: Data) => string;
}

/** The formats of an address that answers one thing, each with its writer. */
export type Writers<Data> = { readonly [Name in Format]?: Writer<Data> };

/** An address that answers one thing. */
export interface Operation<Params extends z.ZodObject, Query extends z.ZodObject, Data extends z.ZodType> extends OperationFrame {
  readonly params: Params;
  readonly query: Query;
  readonly data: Data;
  readonly writers: Writers<z.output<Data>>;
}

/** An address that answers a page of things, in an order that `key` marks the places of. */
export interface ListOperation<Params extends z.ZodObject, Query extends z.ZodObject, Item extends z.ZodType, Key> extends OperationFrame {
  readonly params: Params;
  readonly query: Query;
  readonly item: Item;
  readonly key: z.ZodType<Key>;
  readonly columns: readonly Column<z.output<Item>>[];
}

/** What is given to declare an address; the rest follows from it. */
interface Declared<Params extends z.ZodObject, Query extends z.ZodObject> {
  readonly id: string;
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description?: string;
  readonly params: Params;
  readonly query: Query;
  readonly problems?: readonly ProblemCode[];
  readonly example: string;
}

/** Declares an address that answers one thing. */
export function operation<Params extends z.ZodObject, Query extends z.ZodObject, Data extends z.ZodType>(
  declared: Declared<Params, Query> & { readonly data: Data; readonly writers?: Writers<z.output<Data>> },
): Operation<Params, Query, Data> {
  const writers: Writers<z.output<Data>> = declared.writers ?? {};
  const formats = formatNames.filter((name) => name in writers);
  return { problems: [], ...declared, writers, formats, list: false, answer: envelope(declared.id, declared.data) };
}

/** Declares an address that answers a page of things. */
export function listOperation<Params extends z.ZodObject, Query extends z.ZodObject, Item extends z.ZodType, Key>(
  declared: Declared<Params, Query> & {
    readonly item: Item;
    readonly key: z.ZodType<Key>;
    readonly columns: readonly Column<z.output<Item>>[];
    /** What the answer says about itself, where that is more than every answer does. */
    readonly meta?: z.ZodObject;
  },
): ListOperation<Params, Query, Item, Key> {
  return {
    problems: [],
    ...declared,
    list: true,
    formats: ['csv', 'ndjson'],
    answer: envelope(declared.id, z.array(declared.item), declared.meta),
  };
}

function envelope(id: string, data: z.ZodType, meta: z.ZodType = metaSchema) {
  return z.strictObject({ data, meta, links: linksSchema }).meta({ id: `${id[0]?.toUpperCase()}${id.slice(1)}Answer` });
}

/** All query parameters of an address, paging included: what its document lists. */
export function allQueryParameters(frame: OperationFrame): z.ZodObject {
  if (frame.list) return z.strictObject({ ...frame.query.shape, ...pagingSchema.shape });
  return frame.formats.length === 0 ? frame.query : z.strictObject({ ...frame.query.shape, ...formatQuery(frame.formats).shape });
}

/** A page of items with the key of its last one where there is more: what the reads of lists give. */
export interface Paged<Item, Key> {
  readonly items: readonly Item[];
  readonly next: Key | null;
  readonly asOf: CalendarDate;
  /** What `meta` says besides, where the operation declares it. */
  readonly about?: Readonly<Record<string, unknown>>;
}

/** What the answer to a write says about itself: besides, the number of the change that it made, which is the event's revision. */
export const writeMetaSchema = z
  .strictObject({
    ...metaSchema.shape,
    seq: z.int().positive().meta({ description: 'The number of the change to the event: its revision from then on.' }),
  })
  .meta({ id: 'WriteMeta' });
export type WriteMeta = z.infer<typeof writeMetaSchema>;

/** What the OpenAPI document and the tests know about a write. */
export interface WriteFrame {
  /** The name that generated clients call it by. */
  readonly id: string;
  readonly method: 'POST' | 'PATCH';
  /** The path below `/api/v1`, with `{parameters}` in braces. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly description: string;
  readonly params: z.ZodObject;
  /** What the token must be allowed to do. */
  readonly scope: TokenScope;
  /** The body as it is documented. What is wrong with one is found out where it meets the record. */
  readonly body: z.ZodType;
  /** The media types of the body. */
  readonly mediaTypes: readonly string[];
  /** Whether the revision that is changed must be named, may be, or is none. */
  readonly ifMatch: 'REQUIRED' | 'ACCEPTED' | 'NONE';
  readonly status: 200 | 201;
  /** The whole answer. */
  readonly answer: z.ZodType;
  readonly problems: readonly ProblemCode[];
}

/** An address that is written to. */
export interface WriteOperation<Params extends z.ZodObject, Data extends z.ZodType> extends WriteFrame {
  readonly params: Params;
  readonly data: Data;
}

/** Declares an address that is written to. */
export function writeOperation<Params extends z.ZodObject, Data extends z.ZodType>(
  declared: Omit<WriteOperation<Params, Data>, 'answer'>,
): WriteOperation<Params, Data> {
  return { ...declared, answer: envelope(declared.id, declared.data, writeMetaSchema) };
}

/** What is known about an address outside the API that answers a file in a format of its own. */
export interface FileFrame extends ReadFrame {
  /** The media types that it can answer. */
  readonly mediaTypes: readonly string[];
  /** A request that is worth trying: path and query with real names. */
  readonly example: string;
}

/** An address outside the API that answers a file. */
export interface FileOperation<Params extends z.ZodObject, Query extends z.ZodObject> extends FileFrame {
  readonly params: Params;
  readonly query: Query;
}

/** Declares an address outside the API that answers a file. */
export function fileOperation<Params extends z.ZodObject, Query extends z.ZodObject>(
  declared: Declared<Params, Query> & { readonly mediaTypes: readonly string[] },
): FileOperation<Params, Query> {
  return { problems: [], ...declared };
}
