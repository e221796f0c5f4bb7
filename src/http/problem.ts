import { z } from 'zod';
import { commonHeaders } from './common-headers.ts';

/**
 * Every way in which the API refuses or fails, each with its HTTP status, its title and what a client can do about it.
 * The table is the one place where a code meets a status; `type` in an answer is the code's own address under `/problems/`.
 */
export const problems = {
  INVALID_PARAMETERS: {
    status: 400,
    title: 'A parameter is not valid',
    explanation:
      'The address has a parameter that is unknown, repeated, malformed or out of range. `invalidParams` names each with the reason.',
  },
  INVALID_CURSOR: {
    status: 400,
    title: 'The cursor is not valid here',
    explanation:
      'A cursor works only unchanged and with the same address and filters as the answer that it came from. Start again without one, or follow `links.next` as it is.',
  },
  QUERY_TOO_LONG: {
    status: 400,
    title: 'The query is too long',
    explanation: 'All parameters together may have at most 4,000 characters. Ask for fewer things at a time.',
  },
  MALFORMED_ADDRESS: {
    status: 400,
    title: 'The address is malformed',
    explanation:
      'An address is a path, or begins with `http://` or `https://` and a host. Its path and query are percent-encoded UTF-8 without NUL.',
  },
  MALFORMED_REQUEST: {
    status: 400,
    title: 'The request is malformed',
    explanation:
      'A request is HTTP/1.1 or HTTP/1.0 as RFC 9112 describes it, with exactly one valid `Host` header (HTTP/1.0: at most one).',
  },
  MALFORMED_BODY: {
    status: 400,
    title: 'The body cannot be read',
    explanation: 'The body of a write is one JSON value in UTF-8, nested at most 32 deep.',
  },
  IDEMPOTENCY_KEY_REQUIRED: {
    status: 400,
    title: 'An Idempotency-Key is needed',
    explanation:
      'A write names itself by an `Idempotency-Key` of 1 to 255 printable ASCII characters, so that asking again after a lost answer does nothing twice. Make a new one, such as a UUID, for each new write.',
  },
  UNAUTHENTICATED: {
    status: 401,
    title: 'A token is needed',
    explanation: 'Writes need `Authorization: Bearer` with a token that was given and not revoked. Reads need none.',
  },
  FORBIDDEN: {
    status: 403,
    title: 'The token may not do this',
    explanation: 'A token may publish, correct or both. Use one that may do what was asked.',
  },
  NOT_FOUND: { status: 404, title: 'Not in the record', explanation: 'The record has nothing under this slug or id.' },
  NOT_ON_RECORD: {
    status: 404,
    title: 'Not on the record at that date',
    explanation: 'The record has this, but nothing about it had happened or been announced by the date that was asked about.',
  },
  NO_STOPPAGE: {
    status: 404,
    title: 'No stoppage by that date',
    explanation:
      'The negotiation had no strike or lockout in effect on or before the date that was asked about, so there are no days to count.',
  },
  RETRACTED: {
    status: 410,
    title: 'Retracted',
    explanation:
      'The record said this and has taken it back. `retraction` has the reason and the address of the history, where what it said can still be read.',
  },
  UNKNOWN_ROUTE: {
    status: 404,
    title: 'No such address',
    explanation: 'The API has no such address. `/api/v1/openapi.json` lists those that it has.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'Method not allowed',
    explanation: 'The `Allow` header names the methods that this address answers.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'No such format',
    explanation:
      'Everything answers as JSON; lists, timelines, ladders and comparisons also as CSV (`text/csv`) and NDJSON (`application/x-ndjson`), citations also as plain text, BibTeX, RIS and CSL-JSON.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    title: 'The request took too long',
    explanation: 'The headers of a request must have come within 10 seconds, and all of it within 30.',
  },
  IDEMPOTENCY_KEY_IN_FLIGHT: {
    status: 409,
    title: 'The same write is under way',
    explanation: 'A write with this `Idempotency-Key` has not been answered yet. Ask again after the seconds that `Retry-After` names.',
  },
  ALREADY_RETRACTED: {
    status: 409,
    title: 'The event was retracted',
    explanation:
      'An event that was retracted stays so and is neither corrected nor retracted again. Publish another under an id of its own.',
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The event has changed',
    explanation:
      'The event is not at the revision that `If-Match` names. Read it again and decide anew: its revision is in the header `Parley-Revision` of `GET /events/{id}`.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    explanation: 'The body of a write may have at most 256 kB.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The body is of another type',
    explanation: 'The body of a write is `application/json`; that of a correction also `application/merge-patch+json`.',
  },
  EXPECTATION_FAILED: {
    status: 417,
    title: 'The expectation is not met',
    explanation: 'The only expectation that an `Expect` header may have here is `100-continue`.',
  },
  INVALID_EVENT: {
    status: 422,
    title: 'This cannot be on record',
    explanation:
      'The event lacks a source, names what the record does not have, or says what cannot be. `invalidParams` names every field with the reason; nothing was stored.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The Idempotency-Key was used for another write',
    explanation: 'This token has made another write with this `Idempotency-Key`. Use a new one for each new write.',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    title: 'If-Match is needed',
    explanation:
      'A correction says which revision of the event it corrects, so that nobody undoes what he has not seen: send the `Parley-Revision` of `GET /events/{id}`, or the `ETag` of the last write, as `If-Match`.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many requests',
    explanation:
      'More was asked in a minute than this token may, or too often without a good token. Ask again after the seconds that `Retry-After` names.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    title: 'The headers are too large',
    explanation: 'The address and the headers of a request may have at most 16,384 bytes together.',
  },
  FORMAT_NOT_IMPLEMENTED: {
    status: 501,
    title: 'No such format of oEmbed',
    explanation: 'oEmbed answers as `json` or as `xml`, which `format` names.',
  },
  TOO_MANY_STREAMS: {
    status: 429,
    title: 'Too many streams are open to your address',
    explanation: 'An address may hold a limited number of streams. Share one between your readers, or close those that are not needed.',
  },
  STREAM_FULL: {
    status: 503,
    title: 'There is no room for another stream',
    explanation:
      'The server holds as many streams as it can, or is about to restart. Come back after the seconds that `Retry-After` names.',
  },
  INTERNAL: { status: 500, title: 'Something went wrong here', explanation: 'A fault of ours. It has been logged; asking again may help.' },
  SERVER_BUSY: {
    status: 503,
    title: 'This cannot be answered just now',
    explanation:
      'The server is asked for more than it can make, or a part of it starts again. Ask again after the seconds that `Retry-After` names.',
  },
  DATABASE_UNAVAILABLE: {
    status: 503,
    title: 'The record cannot be read just now',
    explanation: 'The database is not there or too busy. Ask again after the seconds that `Retry-After` names.',
  },
} as const satisfies Record<string, { status: number; title: string; explanation: string }>;

/** The code of a problem. */
export type ProblemCode = keyof typeof problems;

/** The codes, for schemas and tests. */
export const problemCodes = Object.keys(problems).filter((code): code is ProblemCode => code in problems);

/** A parameter of an address, or a field of a body by its JSON path, that was refused, and why. */
export interface InvalidParameter {
  readonly name: string;
  readonly reason: string;
}

/** Why and when a fact was retracted, and where to read what it said. */
const retractionSchema = z
  .strictObject({
    reason: z.string().nullable().meta({ description: 'Why it was retracted.' }),
    retractedAt: z.iso.datetime(),
    history: z.url().meta({ description: 'All that the record has said of it.' }),
  })
  .meta({ id: 'Retraction' });
export type Retraction = z.infer<typeof retractionSchema>;

/** What an error answers (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.url().meta({ description: 'An address that stands for the kind of problem and explains it.' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string().meta({ description: 'The path that was asked for.' }),
    code: z.enum(problemCodes),
    requestId: z
      .string()
      .exactOptional()
      .meta({ description: 'Which request this answers, as in the header `X-Request-Id`: whoever runs the server finds it in the log.' }),
    invalidParams: z.array(z.strictObject({ name: z.string(), reason: z.string() })).exactOptional(),
    retraction: retractionSchema.exactOptional(),
  })
  .meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' });
export type Problem = z.infer<typeof problemSchema>;

/** A problem on its way to the client. Its `detail` is for strangers to read: never put anything internal into it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly invalidParams: readonly InvalidParameter[];
  readonly retraction: Retraction | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ProblemCode,
    detail: string,
    more: { invalidParams?: readonly InvalidParameter[]; retraction?: Retraction; headers?: Record<string, string> } = {},
  ) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.invalidParams = more.invalidParams ?? [];
    this.retraction = more.retraction ?? null;
    this.headers = more.headers ?? {};
  }
}

/** The parameters refused, as one problem. At most twenty are named. */
export function invalidParameters(invalidParams: readonly InvalidParameter[]): ProblemError {
  const named = invalidParams.slice(0, 20);
  const names = [...new Set(named.map(({ name }) => name))].join(', ');
  return new ProblemError('INVALID_PARAMETERS', `Not valid: ${names}.`, { invalidParams: named });
}

/** Nothing in the record under this slug or id. `what` is a noun, such as "negotiation". */
export function notFound(what: string, key: string): ProblemError {
  return new ProblemError('NOT_FOUND', `The record has no ${what} “${shorten(key)}”.`);
}

/** Seconds after which a client may try again what could not be answered just now. */
export const retryAfterSeconds = 2;

/** What passes by itself: the client is told when to come back. */
export function passing(code: 'DATABASE_UNAVAILABLE' | 'SERVER_BUSY', detail: string): ProblemError {
  return new ProblemError(code, detail, { headers: { 'Retry-After': String(retryAfterSeconds) } });
}

/** Text from a client, cut to a length that is fair to repeat in an answer. */
export function shorten(text: string, length = 80): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** The answer's body for a problem at a path of this site, to the request of an id where it has one. */
export function problemBody(error: ProblemError, origin: string, path: string, requestId?: string): Problem {
  const { status, title } = problems[error.code];
  return {
    type: problemType(error.code, origin),
    title,
    status,
    detail: error.detail,
    instance: path.length > 500 ? `${path.slice(0, 499)}…` : path,
    code: error.code,
    ...(requestId !== undefined && { requestId }),
    ...(error.invalidParams.length > 0 && { invalidParams: [...error.invalidParams] }),
    ...(error.retraction !== null && { retraction: error.retraction }),
  };
}

/** The headers that a problem is answered with, wherever it is: any origin may read it, and nobody keeps it. */
export function problemHeaders(error: ProblemError): Record<string, string> {
  return { ...commonHeaders, 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json; charset=utf-8', ...error.headers };
}

/** The address that stands for a kind of problem, such as `/problems/not-found`; it never changes. */
export function problemType(code: ProblemCode, origin: string): string {
  return `${origin}/problems/${code.toLowerCase().replaceAll('_', '-')}`;
}
