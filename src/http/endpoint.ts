import type { Temporal } from 'temporal-polyfill';
import type { z } from 'zod';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { decodeCursor, encodeCursor, scopeOf } from './cursor.ts';
import { matchesEtag, strongEtag } from './etag.ts';
import { acceptedFormat, type Format, mediaTypes, toCsv, toNdjson } from './formats.ts';
import type { ListOperation, Meta, Operation, Paged } from './operation.ts';
import { invalidIn, pagingSchema, readQuery } from './parameters.ts';
import { invalidParameters, notFound, ProblemError, problemBody, problems, shorten } from './problem.ts';

/** What the endpoints stand on, given by whoever composes them: no database, clock or environment is known here. */
export interface Host<Tx> {
  /** Runs a read in one read-only transaction: everything that it sees is of one moment. */
  read<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The number of the last change, in the same transaction. */
  version(tx: Tx): Promise<number>;
  /** Whether a failure means that the database is not there or cannot keep up. */
  isUnavailable(error: unknown): boolean;
  /** Takes note of a fault that a client is told nothing about. */
  report(error: unknown, request: Request): void;
  now(): Temporal.Instant;
  /** The public address of the site, without a slash at the end. */
  readonly origin: string;
  /** How long a read may take before the client is told to come back, in milliseconds. */
  readonly deadline: number;
}

/** What a handler is given: the transaction, the parsed request and the moment. */
export interface Asked<Tx, Params, Query> {
  readonly tx: Tx;
  readonly params: Params;
  readonly query: Query;
  readonly now: Temporal.Instant;
  readonly origin: string;
}

/** A value that is only read: what answers are made of. */
export type DeepReadonly<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: DeepReadonly<Value[Name]> }
    : Value;

/** Which page a list handler is asked for. */
export interface PageAsked<Key> {
  readonly limit: number;
  readonly after: Key | undefined;
}

/** The parts of the path, decoded. Next gives none at all for an address without such parts. */
type PathParts = Readonly<Record<string, string | string[] | undefined>>;
type Context = { readonly params: Promise<PathParts> | undefined };
type Handler = (request: Request, context: Context) => Promise<Response>;

/** The methods of an address, each to be exported by its route file. */
export type Methods = Readonly<Record<'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>;

const allowed = 'GET, HEAD, OPTIONS';

/** Headers of every answer: any origin may read, and see these headers. */
const common = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After, Allow, Parley-As-Of, Parley-Version',
  Vary: 'Accept',
  'X-Content-Type-Options': 'nosniff',
} as const;

/** How long a good answer may be kept: clients ask again each time (and mostly get a 304), shared caches keep it for seconds. */
const cacheControl = 'public, max-age=0, s-maxage=5, stale-while-revalidate=60';

/** Seconds after which a client may try again when the database was not there. */
const retryAfter = '2';

/** The endpoints over a host: turns declared operations and their handlers into route methods. */
export function endpointsOver<Tx>(host: Host<Tx>) {
  /** An address that answers one thing. */
  function one<Params extends z.ZodObject, Query extends z.ZodObject, Data extends z.ZodType>(
    operation: Operation<Params, Query, Data>,
    handle: (
      asked: Asked<Tx, z.output<Params>, z.output<Query>>,
    ) => Promise<{ readonly data: DeepReadonly<z.input<Data>>; readonly asOf: CalendarDate }>,
  ): Methods {
    return methods(host, async (request, url, rawParams) => {
      acceptedFormat(request.headers.get('accept'), ['json']);
      const params = parseParams(operation.params, rawParams);
      const query = parseQuery(operation.query, readQuery(url.search));
      const [result, version] = await read(host, async (tx) => [
        await handle({ tx, params, query, now: host.now(), origin: host.origin }),
        await host.version(tx),
      ]);
      const meta: Meta = { asOf: result.asOf, version };
      return { format: 'json', body: JSON.stringify({ data: result.data, meta, links: { self: self(host, url) } }), headers: {} };
    });
  }

  /** An address that answers a page of things, as JSON, CSV or NDJSON. */
  function list<Params extends z.ZodObject, Query extends z.ZodObject, Item extends z.ZodType, Key>(
    operation: ListOperation<Params, Query, Item, Key>,
    handle: (
      asked: Asked<Tx, z.output<Params>, z.output<Query>> & { readonly page: PageAsked<Key> },
    ) => Promise<Paged<z.output<Item>, Key>>,
  ): Methods {
    return methods(host, async (request, url, rawParams) => {
      const params = parseParams(operation.params, rawParams);
      const { limit, cursor, format: named, ...filters } = readQuery(url.search);
      const paging = parseQuery(pagingSchema, {
        ...(limit !== undefined && { limit }),
        ...(cursor !== undefined && { cursor }),
        ...(named !== undefined && { format: named }),
      });
      const format = paging.format ?? acceptedFormat(request.headers.get('accept'), ['json', 'csv', 'ndjson']);
      const scope = scopeOf(url.pathname, filters);
      const from = paging.cursor === undefined ? undefined : decodeCursor(paging.cursor, operation.key, scope);
      // A list that was begun without a date goes on with the date that it was begun on, also past midnight.
      const dated =
        from !== undefined && filters.asOf === undefined && 'asOf' in operation.query.shape ? { ...filters, asOf: from.asOf } : filters;
      const query = parseQuery(operation.query, dated);
      const page = { limit: paging.limit, after: from?.after };
      const [{ items, next, asOf, about = {} }, version] = await read(host, async (tx) => [
        await handle({ tx, params, query, now: host.now(), origin: host.origin, page }),
        await host.version(tx),
      ]);
      const nextUrl = next === null ? undefined : withParameter(self(host, url), 'cursor', encodeCursor({ after: next, asOf }, scope));
      const links = { self: self(host, url), ...(nextUrl !== undefined && { next: nextUrl }) };
      const headers = nextUrl === undefined ? {} : { Link: `<${nextUrl}>; rel="next"` };
      const dates = { 'Parley-As-Of': asOf, 'Parley-Version': String(version) };
      if (format === 'csv') return { format, body: toCsv(items, operation.columns), headers: { ...headers, ...dates } };
      if (format === 'ndjson') return { format, body: toNdjson(items), headers: { ...headers, ...dates } };
      const meta: Meta = { ...about, asOf, version };
      return { format, body: JSON.stringify({ data: items, meta, links }), headers };
    });
  }

  /** An address whose answer is a document of its own, not wrapped as `data`. */
  function document(body: (origin: string) => string): Methods {
    return methods(host, async (request, url) => {
      acceptedFormat(request.headers.get('accept'), ['json']);
      const [unknown] = Object.keys(readQuery(url.search));
      if (unknown !== undefined) throw invalidParameters([{ name: shorten(unknown), reason: 'no such parameter' }]);
      return { format: 'json', body: body(host.origin), headers: {} };
    });
  }

  /** Every address under the API that is none. */
  function unknown(): Methods {
    const refuse: Handler = async (request) => {
      const path = new URL(request.url).pathname;
      return problemResponse(host, new ProblemError('UNKNOWN_ROUTE', 'The API has no such address.'), path, request.method === 'HEAD');
    };
    return { GET: refuse, HEAD: refuse, OPTIONS: preflight, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
  }

  return { one, list, document, unknown };
}

interface Answer {
  readonly format: Format;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

function methods<Tx>(host: Host<Tx>, answer: (request: Request, url: URL, params: PathParts) => Promise<Answer>): Methods {
  const get: Handler = async (request, context) => {
    const url = new URL(request.url);
    const head = request.method === 'HEAD';
    try {
      const { format, body, headers } = await answer(request, url, (await context.params) ?? {});
      const etag = strongEtag(body);
      const all = { ...common, 'Cache-Control': cacheControl, ETag: etag, ...headers };
      if (matchesEtag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: all });
      return new Response(head ? null : body, { headers: { ...all, 'Content-Type': mediaTypes[format] } });
    } catch (error) {
      return problemResponse(host, asProblem(host, error, request), url.pathname, head);
    }
  };
  const refuse: Handler = async (request) =>
    problemResponse(
      host,
      new ProblemError('METHOD_NOT_ALLOWED', `${shorten(request.method)} is not answered here.`, { headers: { Allow: allowed } }),
      new URL(request.url).pathname,
      false,
    );
  return { GET: get, HEAD: get, OPTIONS: preflight, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
}

const preflight: Handler = async () =>
  new Response(null, {
    status: 204,
    headers: {
      ...common,
      Allow: allowed,
      'Access-Control-Allow-Methods': allowed,
      'Access-Control-Allow-Headers': 'Accept, If-None-Match',
      'Access-Control-Max-Age': '86400',
    },
  });

function problemResponse<Tx>(host: Host<Tx>, error: ProblemError, path: string, head: boolean): Response {
  const body = JSON.stringify(problemBody(error, host.origin, path));
  return new Response(head ? null : body, {
    status: problems[error.code].status,
    headers: { ...common, 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json; charset=utf-8', ...error.headers },
  });
}

/** What a client is told of a failure. Whatever is not a problem of its own making says nothing about our insides. */
function asProblem<Tx>(host: Host<Tx>, error: unknown, request: Request): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DeadlineExceeded || host.isUnavailable(error))
    return new ProblemError('DATABASE_UNAVAILABLE', 'The record cannot be read just now. Please try again shortly.', {
      headers: { 'Retry-After': retryAfter },
    });
  host.report(error, request);
  return new ProblemError('INTERNAL', 'Something went wrong here. It has been logged.');
}

class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** The read, or DeadlineExceeded when it takes too long; a read given up on is left to the database's own timeouts. */
async function read<Tx, Result>(host: Host<Tx>, run: (tx: Tx) => Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineExceeded()), host.deadline);
  try {
    return await Promise.race([host.read(run), promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** A slug or id that is not even shaped like one is nothing that the record has: 404 as for any unknown one. */
function parseParams<Schema extends z.ZodObject>(schema: Schema, raw: PathParts): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const value = raw[String(parsed.error.issues[0]?.path[0] ?? '')];
  throw notFound('entry', typeof value === 'string' ? value : '');
}

function parseQuery<Schema extends z.ZodObject>(schema: Schema, raw: Readonly<Record<string, string>>): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  throw invalidParameters(invalidIn(parsed.error));
}

function self<Tx>(host: Host<Tx>, url: URL): string {
  return `${host.origin}${url.pathname}${url.search}`;
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
