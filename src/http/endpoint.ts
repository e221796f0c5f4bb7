import { isAfter } from 'date-fns';
import type { z } from 'zod';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { cacheControl, immutableCacheControl } from './cache-control.ts';
import { commonHeaders } from './common-headers.ts';
import { decodeCursor, encodeCursor, scopeOf } from './cursor.ts';
import { matchesEtag, revisionTag, strongEtag } from './etag.ts';
import { acceptedFormat, mediaTypes, toCsv, toNdjson } from './formats.ts';
import { type Known, knownAtOf, mayBeUnsettled } from './known-at.ts';
import { allQueryParameters, type ListOperation, type Meta, type Operation, type Paged, type Writer } from './operation.ts';
import { formatQuery, pagingSchema, parseQuery, readQuery } from './parameters.ts';
import { invalidParameters, notFound, ProblemError, passing, problemBody, problemHeaders, problems, shorten } from './problem.ts';

/** What the endpoints stand on, given by whoever composes them: no database, clock or environment is known here. */
export interface Host<Tx> {
  /** Runs a read in one read-only transaction: everything that it sees is of one moment. */
  read<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The number of the last change, in the same transaction. */
  version(tx: Tx): Promise<number>;
  /** The number of the last change that had been recorded by an instant, in the same transaction. */
  versionAt(tx: Tx, instant: string): Promise<number>;
  /** Waits until nothing can be recorded at or before this moment any more, as far as has been asked for by now. */
  settle(): Promise<void>;
  /** Whether a failure means that the database is not there or cannot keep up. */
  isUnavailable(error: unknown): boolean;
  /** Takes note of a fault that a client is told nothing about. */
  report(error: unknown, request: Request): void;
  now(): Date;
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
  /** The moment that the answer is given for: `knownAt` where it is asked for. */
  readonly now: Date;
  /** Null where the answer is about the record as it stands. */
  readonly known: Known | null;
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
/** Answers a request by one method. */
export type Handler = (request: Request, context: Context) => Promise<Response>;

/** What answers the writes of an address, by method: from `writesOver`. */
export type WriteHandlers = Readonly<Partial<Record<'POST' | 'PATCH', Handler>>>;

/** The methods of an address, each to be exported by its route file. */
export type Methods = Readonly<Record<'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Handler>>;

/** The endpoints over a host: turns declared operations and their handlers into route methods. */
export function endpointsOver<Tx>(host: Host<Tx>) {
  /** An address that answers one thing. */
  function one<Params extends z.ZodObject, Query extends z.ZodObject, Data extends z.ZodType>(
    operation: Operation<Params, Query, Data>,
    handle: (
      asked: Asked<Tx, z.output<Params>, z.output<Query>>,
    ) => Promise<{ readonly data: DeepReadonly<z.input<Data>>; readonly asOf: CalendarDate; readonly revision?: number }>,
    writes: WriteHandlers = {},
  ): Methods {
    const known = Object.keys(allQueryParameters(operation).shape);
    const answer = async (request: Request, url: URL, rawParams: PathParts): Promise<Answer> => {
      const params = parseParams(operation.params, rawParams);
      const asked = readQuery(url.search);
      const { format: named, ...filters } = asked;
      const isWritten = operation.formats.length > 0;
      const query = parseQuery(operation.query, isWritten ? filters : asked, known);
      const chosen = isWritten && named !== undefined ? parseQuery(formatQuery(operation.formats), { format: named }) : undefined;
      const format = chosen?.format ?? acceptedFormat(request.headers.get('accept'), ['json', ...operation.formats]);
      const [result, about] = await read(host, query, (moment) => handle({ params, query, origin: host.origin, ...moment }));
      const writer = operation.writers[format];
      if (writer !== undefined) {
        const { body, headers } = writtenBy(writer, operation.data.parse(result.data));
        return { mediaType: mediaTypes[format], body, headers: { ...headers, ...headingsOf(result.asOf, about) } };
      }
      const meta: Meta = { asOf: result.asOf, ...about };
      const headers = result.revision === undefined ? {} : { 'Parley-Revision': revisionTag(result.revision) };
      return { mediaType: mediaTypes.json, body: JSON.stringify({ data: result.data, meta, links: { self: self(host, url) } }), headers };
    };
    return methods(host, answer, writes);
  }

  /** An address that is only written to. */
  function writesOnly(writes: WriteHandlers): Methods {
    return answering(host, writes);
  }

  /** An address that answers a page of things, as JSON, CSV or NDJSON. */
  function list<Params extends z.ZodObject, Query extends z.ZodObject, Item extends z.ZodType, Key>(
    operation: ListOperation<Params, Query, Item, Key>,
    handle: (
      asked: Asked<Tx, z.output<Params>, z.output<Query>> & { readonly page: PageAsked<Key> },
    ) => Promise<Paged<z.output<Item>, Key>>,
  ): Methods {
    const known = Object.keys(allQueryParameters(operation).shape);
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
      const query = parseQuery(operation.query, dated, known);
      const page = { limit: paging.limit, after: from?.after };
      const [{ items, next, asOf, about = {} }, moment] = await read(host, query, (at) =>
        handle({ params, query, origin: host.origin, page, ...at }),
      );
      const nextUrl = next === null ? undefined : withParameter(self(host, url), 'cursor', encodeCursor({ after: next, asOf }, scope));
      const links = { self: self(host, url), ...(nextUrl !== undefined && { next: nextUrl }) };
      const headers = nextUrl === undefined ? {} : { Link: `<${nextUrl}>; rel="next"` };
      const headings = headingsOf(asOf, moment);
      if (format === 'csv')
        return { mediaType: mediaTypes.csv, body: toCsv(items, operation.columns), headers: { ...headers, ...headings } };
      if (format === 'ndjson') return { mediaType: mediaTypes.ndjson, body: toNdjson(items), headers: { ...headers, ...headings } };
      const meta: Meta = { ...about, asOf, ...moment };
      return { mediaType: mediaTypes.json, body: JSON.stringify({ data: items, meta, links }), headers };
    });
  }

  /** An address outside the API whose answer is a file in a format of its own, such as a feed or a calendar. */
  function file<Params extends z.ZodObject, Query extends z.ZodObject>(
    { params: paramsSchema, query: querySchema }: { readonly params: Params; readonly query: Query },
    handle: (asked: Asked<Tx, z.output<Params>, z.output<Query>>) => Promise<FileAnswer>,
  ): Methods {
    return methods(host, async (_request, url, rawParams) => {
      const params = parseParams(paramsSchema, rawParams);
      const query = parseQuery(querySchema, readQuery(url.search));
      const [{ mediaType, body, fileName, isImmutable = false }] = await read(host, query, (moment) =>
        handle({ params, query, origin: host.origin, ...moment }),
      );
      const kept = isImmutable ? { 'Cache-Control': immutableCacheControl } : {};
      return { mediaType, body: typeof body === 'function' ? await body() : body, headers: { ...saved(fileName), ...kept } };
    });
  }

  /** An address whose answer is a document of its own, not wrapped as `data`. */
  function document(body: (origin: string) => string): Methods {
    return methods(host, async (request, url) => {
      acceptedFormat(request.headers.get('accept'), ['json']);
      const [unknown] = Object.keys(readQuery(url.search));
      if (unknown !== undefined) throw invalidParameters([{ name: shorten(unknown), reason: 'no such parameter' }]);
      return { mediaType: mediaTypes.json, body: body(host.origin), headers: {} };
    });
  }

  /** Every address under the API that is none. */
  function unknown(): Methods {
    const refuse: Handler = async (request) => {
      const path = new URL(request.url).pathname;
      return problemResponse(
        host,
        new ProblemError('UNKNOWN_ROUTE', 'The API has no such address.'),
        path,
        request.method === 'HEAD',
        requestIdOf(request),
      );
    };
    return { GET: refuse, HEAD: refuse, OPTIONS: preflight(readMethods), POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse };
  }

  return { one, list, file, document, writesOnly, unknown };
}

/** A file as an answer; with a name it is saved, without one it is shown. What takes long to draw is drawn once the read is over. */
export interface FileAnswer {
  readonly mediaType: string;
  readonly body: string | Uint8Array<ArrayBuffer> | (() => Promise<Uint8Array<ArrayBuffer>>);
  readonly fileName?: string;
  /** Whether its address always answers these bytes. */
  readonly isImmutable?: boolean;
}

interface Answer {
  readonly mediaType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

function saved(fileName: string | undefined): Answer['headers'] {
  return fileName === undefined ? {} : { 'Content-Disposition': `attachment; filename="${fileName}"` };
}

/** What `meta` says, for answers that have no place for it. */
function headingsOf(asOf: CalendarDate, { version, knownAt }: Pick<Meta, 'version' | 'knownAt'>): Answer['headers'] {
  return {
    'Parley-As-Of': asOf,
    'Parley-Version': String(version),
    ...(knownAt !== undefined && { 'Parley-Known-At': knownAt }),
  };
}

function writtenBy<Data>({ write, fileName }: Writer<Data>, data: Data): Pick<Answer, 'body' | 'headers'> {
  return { body: write(data), headers: saved(fileName?.(data)) };
}

function methods<Tx>(
  host: Host<Tx>,
  answer: (request: Request, url: URL, params: PathParts) => Promise<Answer>,
  writes: WriteHandlers = {},
): Methods {
  const get: Handler = async (request, context) => {
    const url = new URL(request.url);
    const head = request.method === 'HEAD';
    try {
      const { mediaType, body, headers } = await answer(request, url, (await context.params) ?? {});
      const etag = strongEtag(body);
      const all = { ...commonHeaders, 'Cache-Control': cacheControl, ETag: etag, ...headers };
      if (matchesEtag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: all });
      return new Response(head ? null : body, { headers: { ...all, 'Content-Type': mediaType } });
    } catch (error) {
      return problemResponse(host, asProblem(host, error, request), url.pathname, head, requestIdOf(request));
    }
  };
  return answering(host, { GET: get, HEAD: get, ...writes });
}

/** The methods of an address of which some are answered: the others are told which. */
function answering<Tx>(host: Host<Tx>, answered: Partial<Methods>): Methods {
  const allowed = [...Object.keys(answered), 'OPTIONS'];
  const refuse: Handler = async (request) =>
    problemResponse(
      host,
      new ProblemError('METHOD_NOT_ALLOWED', `${shorten(request.method)} is not answered here.`, {
        headers: { Allow: allowed.join(', ') },
      }),
      new URL(request.url).pathname,
      request.method === 'HEAD',
      requestIdOf(request),
    );
  return { GET: refuse, HEAD: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: preflight(allowed), ...answered };
}

const readMethods = ['GET', 'HEAD', 'OPTIONS'];

/** Tells a browser what any site may ask of an address. Writes carry their token in a header, never a cookie, so any site may send them. */
function preflight(allowed: readonly string[]): Handler {
  const isWritten = allowed.includes('POST') || allowed.includes('PATCH');
  return async () =>
    new Response(null, {
      status: 204,
      headers: {
        ...commonHeaders,
        Allow: allowed.join(', '),
        'Access-Control-Allow-Methods': allowed.join(', '),
        'Access-Control-Allow-Headers': `Accept, If-None-Match${isWritten ? ', Authorization, Content-Type, Idempotency-Key, If-Match' : ''}`,
        'Access-Control-Max-Age': '86400',
      },
    });
}

/** The id that the front gave a request: no client's own, which the front takes off. */
export function requestIdOf(request: Request): string | undefined {
  return request.headers.get('x-request-id') ?? undefined;
}

/** A problem as it is answered. */
export function problemResponse(
  host: Pick<Host<never>, 'origin'>,
  error: ProblemError,
  path: string,
  head: boolean,
  requestId: string | undefined,
): Response {
  const body = JSON.stringify(problemBody(error, host.origin, path, requestId));
  return new Response(head ? null : body, {
    status: problems[error.code].status,
    headers: problemHeaders(error),
  });
}

/** What a client is told of a failure. Whatever is not a problem of its own making says nothing about our insides. */
export function asProblem(host: Pick<Host<never>, 'isUnavailable' | 'report'>, error: unknown, request: Request): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof DeadlineExceeded || host.isUnavailable(error))
    return passing('DATABASE_UNAVAILABLE', 'The record cannot be read just now. Please try again shortly.');
  host.report(error, request);
  return new ProblemError('INTERNAL', 'Something went wrong here. It has been logged.');
}

class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}

/** The part of what a handler is given that is read or decided anew for each request. */
type Moment<Tx> = Pick<Asked<Tx, unknown, unknown>, 'tx' | 'now' | 'known'>;

/** What is read for a query, with what the answer says of it. */
function read<Tx, Result>(
  host: Host<Tx>,
  query: object,
  run: (moment: Moment<Tx>) => Promise<Result>,
): Promise<[Result, Pick<Meta, 'version' | 'knownAt'>]> {
  return within(host.deadline, readAt(host, knownAtOf(query), run));
}

/** What was asked of the database, or DeadlineExceeded when it takes too long; what was given up on is left to the database's own timeouts. */
export async function within<Result>(milliseconds: number, asked: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineExceeded()), milliseconds);
  try {
    return await Promise.race([asked, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function readAt<Tx, Result>(
  host: Host<Tx>,
  knownAt: string | undefined,
  run: (moment: Moment<Tx>) => Promise<Result>,
): Promise<[Result, Pick<Meta, 'version' | 'knownAt'>]> {
  const now = host.now();
  if (knownAt === undefined) return host.read(async (tx) => [await run({ tx, now, known: null }), { version: await host.version(tx) }]);
  const then = new Date(knownAt);
  if (isAfter(then, now))
    throw invalidParameters([{ name: 'knownAt', reason: 'is in the future: what the record will say then is not known' }]);
  if (mayBeUnsettled(knownAt, now)) await host.settle();
  return host.read(async (tx) => {
    const version = await host.versionAt(tx, knownAt);
    return [await run({ tx, now: then, known: { at: knownAt, version } }), { version, knownAt }];
  });
}

/** A slug or id that is not even shaped like one is nothing that the record has: 404 as for any unknown one. */
export function parseParams<Schema extends z.ZodObject>(schema: Schema, raw: PathParts): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const value = raw[String(parsed.error.issues[0]?.path[0] ?? '')];
  throw notFound('entry', typeof value === 'string' ? value : '');
}

/** The address that was asked, on the public site. */
export function self(host: Pick<Host<never>, 'origin'>, url: URL): string {
  return `${host.origin}${url.pathname}${url.search}`;
}

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address);
  url.searchParams.set(name, value);
  return url.href;
}
