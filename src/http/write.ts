import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Writer } from '#domain/access/token.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { readBody } from './body.ts';
import { commonHeaders } from './common-headers.ts';
import {
  asProblem,
  type DeepReadonly,
  type Handler,
  type Host,
  parseParams,
  problemResponse,
  requestIdOf,
  self,
  type WriteHandlers,
  within,
} from './endpoint.ts';
import { revisionIn, revisionTag } from './etag.ts';
import { acceptedFormat } from './formats.ts';
import type { WriteFrame, WriteMeta, WriteOperation } from './operation.ts';
import { readQuery } from './parameters.ts';
import { invalidParameters, ProblemError, shorten } from './problem.ts';

/** The answer to a write, as it is kept under its key. */
export interface WriteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the writes stand on, given by whoever composes them. */
export interface WriteHost<Tx> extends Pick<Host<never>, 'isUnavailable' | 'report' | 'now' | 'origin'> {
  /** Who a token stands for; null where it was never given or is revoked. */
  authenticate(token: string): Promise<Writer | null>;
  /** Counts a write against the quota of its writer: how many it has made in this minute of how many, and when that ends. */
  count(writer: Writer): Promise<{ readonly used: number; readonly limit: number; readonly secondsLeft: number }>;
  /** Does a write in one transaction, or gives the answer again that was given under the same key before. Throws ProblemError. */
  once(
    write: { readonly writer: Writer; readonly key: string; readonly fingerprint: string },
    perform: (tx: Tx) => Promise<WriteAnswer>,
  ): Promise<{ readonly answer: WriteAnswer; readonly isReplay: boolean }>;
  /** How long a write may take before the client is told to ask again, in milliseconds. */
  readonly deadline: number;
  /** How many requests without a good token are told so in a minute; the rest are told to wait. */
  readonly strangers: number;
}

/** What a write handler is given. */
export interface WriteAsked<Tx, Params> {
  readonly tx: Tx;
  readonly params: Params;
  /** The body, any JSON value. */
  readonly json: unknown;
  /** The revision that `If-Match` names; null where none is named. */
  readonly revision: number | null;
  /** The name under which the log has who writes. */
  readonly actor: string;
  readonly now: Date;
  readonly origin: string;
}

/** What a write handler gives. */
export interface Written<Data> {
  readonly data: Data;
  readonly asOf: CalendarDate;
  /** The number of the change to the event, which is the last of the write. */
  readonly seq: number;
  /** The path of what was published, below the API. */
  readonly location?: string;
}

/** Seconds after which a client asks again whether the same write is done. */
const retryInFlight = '1';

/** The writes over a host: turns a declared operation and its handler into what answers its method. */
export function writesOver<Tx>(host: WriteHost<Tx>) {
  const strangers = new FixedWindow(60_000);

  /** Who asks. Throws UNAUTHENTICATED, or TOO_MANY_REQUESTS for strangers who ask too often: a good token is never made to wait for them. */
  async function authenticate(request: Request): Promise<Writer> {
    const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    const writer = token === undefined ? null : await within(host.deadline, host.authenticate(token));
    if (writer !== null) return writer;
    const { count, secondsLeft } = strangers.add(host.now().getTime());
    if (count > host.strangers)
      throw new ProblemError('TOO_MANY_REQUESTS', 'Too many requests without a good token.', {
        headers: { 'Retry-After': String(secondsLeft) },
      });
    const challenge = token === undefined ? 'Bearer realm="Parley"' : 'Bearer realm="Parley", error="invalid_token"';
    throw new ProblemError('UNAUTHENTICATED', token === undefined ? 'No bearer token was sent.' : 'The token is unknown or revoked.', {
      headers: { 'WWW-Authenticate': challenge },
    });
  }

  /** What answers the method of a write. */
  function write<Params extends z.ZodObject, Data extends z.ZodType>(
    operation: WriteOperation<Params, Data>,
    handle: (asked: WriteAsked<Tx, z.output<Params>>) => Promise<Written<DeepReadonly<z.input<Data>>>>,
  ): WriteHandlers {
    const handler: Handler = async (request, context) => {
      const url = new URL(request.url);
      let quota: Record<string, string> = {};
      try {
        acceptedFormat(request.headers.get('accept'), ['json']);
        const [unknown] = Object.keys(readQuery(url.search));
        if (unknown !== undefined) throw invalidParameters([{ name: shorten(unknown), reason: 'no such parameter' }]);
        const writer = await authenticate(request);
        const use = await within(host.deadline, host.count(writer));
        quota = quotaHeaders(use);
        if (use.used > use.limit)
          throw new ProblemError('TOO_MANY_REQUESTS', `This token may write ${use.limit} times a minute.`, {
            headers: { 'Retry-After': String(use.secondsLeft) },
          });
        mayDo(writer, operation);
        const params = parseParams(operation.params, (await context.params) ?? {});
        const key = idempotencyKey(request);
        const revision = revisionAsked(request, operation);
        const { bytes, json } = await readBody(request, operation.mediaTypes);
        const fingerprint = createHash('sha256').update(`${operation.method} ${url.pathname}\n`).update(bytes).digest('hex');
        const { answer, isReplay } = await within(
          host.deadline,
          host.once({ writer, key, fingerprint }, async (tx) => {
            const { origin } = host;
            const actor = `token ${writer.name}`;
            const { data, asOf, seq, location } = await handle({ tx, params, json, revision, actor, now: host.now(), origin });
            const meta: WriteMeta = { asOf, version: seq, seq };
            const address = location === undefined ? self(host, url) : `${origin}/api/v1${location}`;
            return {
              status: operation.status,
              headers: {
                ETag: revisionTag(seq),
                'Parley-Revision': revisionTag(seq),
                ...(location !== undefined && { Location: address }),
              },
              body: JSON.stringify({ data, meta, links: { self: address } }),
            };
          }),
        );
        return new Response(answer.body, {
          status: answer.status,
          headers: {
            ...commonHeaders,
            'Cache-Control': 'no-store',
            'Content-Type': 'application/json; charset=utf-8',
            ...quota,
            ...answer.headers,
            ...(isReplay && { 'Idempotency-Replayed': 'true' }),
          },
        });
      } catch (error) {
        const problem = asProblem(host, error, request);
        const waiting = problem.code === 'IDEMPOTENCY_KEY_IN_FLIGHT' ? { 'Retry-After': retryInFlight } : {};
        const { code, detail, invalidParams, headers } = problem;
        return problemResponse(
          host,
          new ProblemError(code, detail, { invalidParams, headers: { ...quota, ...waiting, ...headers } }),
          url.pathname,
          false,
          requestIdOf(request),
        );
      }
    };
    return { [operation.method]: handler };
  }

  return { write };
}

/** The fields of draft-ietf-httpapi-ratelimit-headers. */
function quotaHeaders({ used, limit, secondsLeft }: { used: number; limit: number; secondsLeft: number }): Record<string, string> {
  return { 'RateLimit-Policy': `"writes";q=${limit};w=60`, RateLimit: `"writes";r=${Math.max(0, limit - used)};t=${secondsLeft}` };
}

function mayDo({ scopes }: Writer, { scope }: WriteFrame): void {
  if (scopes.includes(scope)) return;
  const name = scope.toLowerCase();
  throw new ProblemError('FORBIDDEN', `This token may not ${name}.`, {
    headers: { 'WWW-Authenticate': `Bearer realm="Parley", error="insufficient_scope", scope="${name}"` },
  });
}

/** The key as it was sent, compared character by character (draft-ietf-httpapi-idempotency-key-header-07, with or without its quotes). */
function idempotencyKey(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? '';
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key;
  throw new ProblemError(
    'IDEMPOTENCY_KEY_REQUIRED',
    key === '' ? 'No Idempotency-Key was sent.' : 'The Idempotency-Key is not 1 to 255 printable ASCII characters.',
  );
}

function revisionAsked(request: Request, { ifMatch }: WriteFrame): number | null {
  const header = ifMatch === 'NONE' ? null : request.headers.get('if-match');
  if (header === null || header.trim() === '*') {
    if (ifMatch !== 'REQUIRED') return null;
    throw new ProblemError(
      'PRECONDITION_REQUIRED',
      header === null ? 'No If-Match was sent.' : 'If-Match names any revision: expected the one that was read.',
    );
  }
  const revision = revisionIn(header);
  if (revision !== null) return revision;
  throw new ProblemError(
    'PRECONDITION_FAILED',
    `If-Match names no revision of an event: expected one such as "1234", from Parley-Revision.`,
  );
}

/** Counts in windows of a fixed length, the first of which begins with the first count. */
class FixedWindow {
  readonly #length: number;
  #endsAt = 0;
  #count = 0;

  constructor(length: number) {
    this.#length = length;
  }

  add(now: number): { readonly count: number; readonly secondsLeft: number } {
    if (now >= this.#endsAt) {
      this.#endsAt = now + this.#length;
      this.#count = 0;
    }
    this.#count += 1;
    return { count: this.#count, secondsLeft: Math.max(1, Math.ceil((this.#endsAt - now) / 1000)) };
  }
}
