import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log, LogFields } from './log.ts';

/** What a request is for, as it is counted. */
export const requestKinds = ['page', 'api', 'stream', 'embed', 'file', 'health'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** What a target is for. It makes nothing anew, because each kept answer is counted by it. */
export function kindOf(target: string): RequestKind {
  if (target.startsWith('/api/v1/stream')) return 'stream';
  if (target.startsWith('/api/')) return 'api';
  if (target.startsWith('/embed/')) return 'embed';
  if (target === '/livez' || target === '/readyz') return 'health';
  if (target.startsWith('/_next/') || target.startsWith('/scripts/')) return 'file';
  return 'page';
}

/** Where the front tells what it answers. */
export interface Watch {
  /** An answer that was kept ready has been sent: by far the most, and said in as little time as can be. */
  readonly kept: (request: IncomingMessage, response: ServerResponse) => void;
  /** Any other answer has been sent, or its reader has gone. */
  readonly answered: (request: IncomingMessage, response: ServerResponse, tookMs: number) => void;
  /** An answer was made. */
  readonly made: (target: string, tookMs: number) => void;
}

/** What is counted of answers. */
export interface Tally {
  /** Answers that were kept ready, by kind: whole ones, and that nothing has changed. */
  readonly kept: Readonly<Record<RequestKind, { whole: number; unchanged: number }>>;
  /** Takes note of another answer. */
  readonly answered: (kind: RequestKind, status: number) => void;
  /** Takes note of the time that it took to make one, in seconds. */
  readonly made: (kind: RequestKind, seconds: number) => void;
}

/** How it is watched. */
export interface WatchOptions {
  readonly log: Log;
  /** Whether every answer has a line. */
  readonly isAccessLogged: boolean;
  /** The address that limits are counted by. */
  readonly clientAddress: (request: IncomingMessage) => string;
  readonly tally: Tally;
}

/** From when on an answer that is no stream counts as slow, in milliseconds. */
export const slowMs = 1_000;

/** The path without its query, in which readers and programs may have put anything. */
function pathOf(request: IncomingMessage): string {
  const [path = '/'] = (request.url ?? '/').split('?');
  return path.length > 500 ? `${path.slice(0, 499)}…` : path;
}

function isWrite({ method }: IncomingMessage): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** The line that an answer deserves; null for what goes as it should. */
function noteworthy(request: IncomingMessage, status: number, tookMs: number): readonly ['info' | 'warn' | 'error', string] | null {
  if (status === 401 || status === 403) return ['warn', 'a credential was refused'];
  if (status === 429) return ['warn', 'a quota is used up'];
  if (status >= 500)
    return ['error', status === 503 ? 'a request could not be answered just now' : 'a request was answered with a failure'];
  if (isWrite(request) && status < 300) return ['info', 'a write was recorded'];
  if (tookMs >= slowMs && kindOf(request.url ?? '/') !== 'stream') return ['warn', 'a request was slow'];
  return null;
}

/** Counts answers, and gives a line of the log to each that whoever runs this wants to know of. */
export function watchRequests({ log, isAccessLogged, clientAddress, tally }: WatchOptions): Watch {
  const textOf = (header: unknown) => (typeof header === 'string' ? header : undefined);
  const fieldsOf = (request: IncomingMessage, response: ServerResponse, tookMs: number): LogFields => ({
    requestId: textOf(response.getHeader('x-request-id')),
    method: request.method,
    path: pathOf(request),
    status: response.headersSent ? response.statusCode : 0,
    ms: Math.round(tookMs),
    address: clientAddress(request),
    seq: textOf(response.getHeader('parley-revision'))?.replaceAll('"', ''),
  });
  return {
    kept: (request, response) => {
      const counted = tally.kept[kindOf(request.url ?? '/')];
      if (response.statusCode === 304) counted.unchanged += 1;
      else counted.whole += 1;
      if (isAccessLogged) log.info('answered', { ...fieldsOf(request, response, 0), kept: true });
    },
    answered: (request, response, tookMs) => {
      // Whoever goes before there is an answer has none that could be counted by its status.
      const status = response.headersSent ? response.statusCode : 0;
      tally.answered(kindOf(request.url ?? '/'), status);
      const note = status === 0 ? null : noteworthy(request, status, tookMs);
      if (note === null && !isAccessLogged) return;
      const fields = fieldsOf(request, response, tookMs);
      if (note === null) return log.info(status === 0 ? 'the reader went' : 'answered', fields);
      const [level, what] = note;
      if (level === 'error') log.error(what, undefined, fields);
      else log[level](what, fields);
    },
    made: (target, tookMs) => tally.made(kindOf(target), tookMs / 1_000),
  };
}
