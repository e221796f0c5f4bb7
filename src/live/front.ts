import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import Negotiator from 'negotiator';
import { isDatabaseUnavailable } from '#data/availability.ts';
import { revisionIn } from '#http/etag.ts';
import { targetAtTheGate } from '#http/gate.ts';
import { ProblemError, passing, problemBody, problemHeaders, problems, retryAfterSeconds } from '#http/problem.ts';
import { CachedReads, encodingFor, send } from './cached-reads.ts';
import { endServer } from './end-server.ts';
import { securityHeaders } from './headers.ts';
import { answerLive, answerReady, isDatabaseThere, longestSilenceMs, shareLooks } from './health.ts';
import { bodyOf, type InnerAnswer, type InnerRequest, innerRequestOf, type NextHandler } from './inner.ts';
import { KeptAnswer } from './kept-answer.ts';
import type { PageScript } from './page-script.ts';
import { ResponseCache, type ResponseCacheOptions } from './response-cache.ts';
import type { ChangeStream } from './stream.ts';
import { answerUnparsed, problemOfConnection } from './unparsed.ts';
import type { Watch } from './watch.ts';

/** What the front stands on. */
export interface FrontOptions extends Pick<ResponseCacheOptions, 'edition' | 'dayEnds' | 'now' | 'bytes'> {
  /** Asks Next; `gone` says that nobody waits for the answer any more. */
  readonly ask: (request: InnerRequest, gone?: AbortSignal) => Promise<InnerAnswer>;
  /** Whether Next is there to be asked. */
  readonly isUp: () => boolean;
  /** The page for a reader whose page Next cannot take up just now. Null in development. */
  readonly unavailable: InnerAnswer | null;
  readonly stream: ChangeStream;
  readonly pageScript: PageScript;
  /** Looks whether the log has grown: before a write is answered, so that whoever made it reads it. */
  readonly catchUp: () => Promise<void>;
  /** The number of the last change that this process knows. */
  readonly head: () => number;
  /** How long ago the log was last read, in milliseconds. */
  readonly silence: () => number;
  readonly databaseUrl: string;
  /** The public address, without a slash at the end. First asked for when a request comes, because only then the port is known. */
  readonly origin: () => string;
  readonly report: (error: unknown) => void;
  /** Told of every answer. */
  readonly watch?: Watch;
  /** In development Next answers by itself: it needs eval and a web socket of its own, and nothing may be kept. Null in production. */
  readonly development: NextHandler | null;
}

/** The HTTP server in front of Next. */
export interface Front {
  /** It does not listen yet. */
  readonly server: Server;
  /** Accepts nobody any more, and resolves when what is under way has been answered, or is cut because it takes longer than a limit. */
  readonly stop: (limitMs: number) => Promise<void>;
}

const awayDetail = 'The record cannot be read just now. Please try again shortly.';
/** After so long without an answer it is looked whether the database is there: twice this, because a look serves for a second, and a look itself are less than two seconds. */
const patienceMs = 500;

/** What a client is told of a failure; null where it is a fault of ours. */
function problemOf(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (!isDatabaseUnavailable(error)) return null;
  return passing('DATABASE_UNAVAILABLE', awayDetail);
}

/** The longest that the answer to a write waits until this process knows of it. */
const catchUpLimitMs = 200;

const streamPath = '/api/v1/stream';

const requestIdHeader = 'x-request-id';

/** The id that a request was given, once it has one. */
function requestIdOf(response: ServerResponse): string | undefined {
  const id = response.getHeader(requestIdHeader);
  return typeof id === 'string' ? id : undefined;
}

/** Whether somebody asks with a browser for something to look at. */
function wantsPage({ url = '/', headers }: IncomingMessage): boolean {
  const wanted = new Negotiator({ headers: { accept: headers.accept ?? '*/*' } });
  return !url.startsWith('/api/') && wanted.mediaType(['application/problem+json', 'text/html']) === 'text/html';
}

/**
 * Makes the server in front of Next: health, the stream, answers kept ready, refusals that Next would answer with a bare 500, security
 * headers, and time limits on slow clients.
 */
export function createFront(options: FrontOptions): Front {
  const { stream, pageScript, catchUp, head, silence, isUp, unavailable, report, development, watch } = options;

  const lookout = shareLooks(() => isDatabaseThere(options.databaseUrl));

  /** Waits for what needs the database, and no longer than until it is known to be away: a database that hangs says nothing for long. */
  async function unlessAway<T>(work: Promise<T>): Promise<T> {
    const ended = new AbortController();
    const lookOut = async (): Promise<never> => {
      for (;;) {
        await wait(patienceMs, undefined, { ref: false, signal: ended.signal });
        if (!(await lookout.isThere())) throw passing('DATABASE_UNAVAILABLE', awayDetail);
      }
    };
    try {
      return await Promise.race([work, lookOut()]);
    } finally {
      ended.abort();
    }
  }

  /** What Next answers. A page that cannot be made while the database is away says that it will be back, as the API does (RFC 9110, 15.6.4). */
  async function askNext(request: InnerRequest, gone?: AbortSignal): Promise<InnerAnswer> {
    // An answer that is kept bears the id of the request that it was made for: that is where the log tells of its making.
    const requestId = request.headers[requestIdHeader] ?? randomUUID();
    const begun = performance.now();
    const asked = options.ask({ ...request, headers: { ...request.headers, [requestIdHeader]: requestId } }, gone);
    const made = await (request.method === 'GET' ? unlessAway(asked) : asked);
    watch?.made(request.target, performance.now() - begun);
    const answer = { ...made, headers: new Map([...made.headers, [requestIdHeader, requestId]]) };
    if (answer.status !== 500 || (await lookout.isThere())) return answer;
    return { ...answer, status: 503, headers: new Map([...answer.headers, ['retry-after', String(retryAfterSeconds)]]) };
  }

  function begin() {
    const origin = options.origin();
    const { host } = new URL(origin);
    const securityOf = (target: string) => securityHeaders(origin.startsWith('https:'), target);
    const read = async (request: InnerRequest, gone?: AbortSignal) =>
      new KeptAnswer(
        await (request.target === pageScript.address ? pageScript.answer() : askNext(request, gone)),
        securityOf(request.target),
      );
    return {
      origin,
      host,
      securityOf,
      read,
      reads: new CachedReads(
        new ResponseCache({
          ...options,
          dayEnds: () => unlessAway(options.dayEnds()),
          ask: (request) => read(request),
          isAway: () => lookout.isAway() || silence() > longestSilenceMs,
        }),
        host,
      ),
    };
  }
  let begun: ReturnType<typeof begin> | undefined;
  const site = () => {
    begun ??= begin();
    return begun;
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin, host, securityOf, read, reads } = site();
    const target = request.url ?? '/';
    const method = request.method ?? 'GET';
    const isRead = method === 'GET' || method === 'HEAD';
    const isOwn = target.startsWith(streamPath) || target === '/livez' || target === '/readyz';
    if (development === null && !isOwn && (await reads.answer(request, response))) return;
    if (development === null) for (const [name, value] of Object.entries(securityOf(target))) response.setHeader(name, value);
    if (target === '/livez') return answerLive(response);
    if (target === '/readyz') return answerReady(response, { isThere: lookout.isThere, silence, origin, isUp });
    const [path = '', search = ''] = target.split('?');
    if (path === streamPath) return stream.answer(request, response, search);
    if (development !== null && path !== pageScript.address) return development(request, response);
    const asked = innerRequestOf(request, host);
    const inner = { ...asked, headers: { ...asked.headers, [requestIdHeader]: requestIdOf(response) ?? randomUUID() } };
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    if (isRead) {
      const kept = await read({ ...inner, method: 'GET' }, gone.signal);
      return send(request, response, kept, encodingFor(request.headers['accept-encoding'] ?? ''));
    }
    const { status, headers, body } = await askNext({ ...inner, body: await bodyOf(request) }, gone.signal);
    // What was written has mostly been told by now. Where it has not, whoever made it would be answered from before it.
    const written = revisionIn(headers.get('parley-revision') ?? '');
    if (written === null || written > head())
      await Promise.race([catchUp().catch(() => undefined), wait(catchUpLimitMs, undefined, { ref: false })]);
    response.statusCode = status;
    for (const [name, value] of headers) response.setHeader(name, value);
    response.end(body);
  }

  function refuse(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    // Somebody who has gone, also before he had said all, is told nothing.
    if (request.errored !== null || response.destroyed) return;
    const told = problemOf(error);
    if (told === null) report(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (told !== null && problems[told.code].status === 503 && unavailable !== null && wantsPage(request)) {
      const page = new KeptAnswer({ ...unavailable, status: 503 }, site().securityOf(request.url ?? '/'));
      for (const [name, value] of Object.entries(told.headers)) response.setHeader(name, value);
      send(request, response, page, 'identity').catch(report);
      return;
    }
    const problem = told ?? new ProblemError('INTERNAL', 'Something went wrong here. It has been logged.');
    const { url = '/' } = request;
    const [path = '/'] = url.split('?');
    if (development === null) for (const [name, value] of Object.entries(site().securityOf(url))) response.setHeader(name, value);
    response
      .writeHead(problems[problem.code].status, problemHeaders(problem))
      .end(JSON.stringify(problemBody(problem, site().origin, path, requestIdOf(response))));
  }

  const connections = new Set<Socket>();
  /** What is not answered at once. */
  const underWay = new Set<ServerResponse>();
  /** Takes note of a request that is not answered at once, and gives it its id. */
  function take(request: IncomingMessage, response: ServerResponse): void {
    underWay.add(response);
    const begun = performance.now();
    response.setHeader(requestIdHeader, randomUUID());
    response.once('close', () => {
      underWay.delete(response);
      watch?.answered(request, response, performance.now() - begun);
    });
  }

  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      keepAliveTimeout: 10_000,
      // How often the limits are looked at: they mean what they say to the second.
      connectionsCheckingInterval: 1_000,
      maxHeaderSize: 16_384,
      // The gate looks for it, and answers as everything here does.
      requireHostHeader: false,
      // A read has no body: without this Node makes a stream for it all the same, and waits for its end.
      optimizeEmptyRequests: true,
    },
    (request, response) => {
      let refused: unknown = null;
      try {
        request.url = targetAtTheGate(request, development !== null);
        if (development === null && site().reads.answerKept(request, response)) return watch?.kept(request, response);
      } catch (error) {
        refused = error;
      }
      take(request, response);
      if (refused !== null) return refuse(refused, request, response);
      answer(request, response).catch((error: unknown) => refuse(error, request, response));
    },
  );
  server.on('checkExpectation', (request, response) => {
    take(request, response);
    refuse(new ProblemError('EXPECTATION_FAILED', 'No expectation but 100-continue is met here.'), request, response);
  });

  function refuseUnparsed(problem: ProblemError, socket: Duplex, path: string): void {
    const { origin, securityOf } = site();
    answerUnparsed(socket, problem, { origin, path, headers: securityOf(path) });
  }
  server.on('connect', ({ url = '' }, socket) =>
    refuseUnparsed(new ProblemError('MALFORMED_ADDRESS', 'The target of the request is neither a path nor an http address.'), socket, url),
  );
  server.on('clientError', (error, socket) => {
    // It has been told so, and sends on.
    if (socket.writableEnded) return;
    const problem = problemOfConnection(error);
    // What is told now would be taken for the answer that is still to come, or for a part of it.
    const isOwed = [...underWay].some(({ req, headersSent }) => req.socket === socket && (headersSent || req.complete));
    if (problem === null || isOwed || !socket.writable) socket.destroy();
    else refuseUnparsed(problem, socket, '/');
  });
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  return { server, stop: (limitMs) => endServer(server, connections, underWay, limitMs) };
}
