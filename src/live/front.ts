import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { refusalAtTheGate } from '#http/gate.ts';
import { contentSecurityPolicy, securityHeaders, stripInternalHeaders } from './headers.ts';
import { answerLive, answerReady } from './health.ts';

/** Answers a request that is not the front's own: Next's handler. */
export type NextHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What the front stands on. */
export interface FrontOptions {
  readonly next: NextHandler;
  readonly databaseUrl: string;
  /** The public address, without a slash at the end. */
  readonly origin: string;
  readonly report: (error: unknown) => void;
  /** In development Next needs eval and its own web socket, so the policy is left to it. */
  readonly strict: boolean;
}

/**
 * The HTTP server in front of Next: health, refusals that Next would answer with a bare 500, security headers, and time limits on
 * slow clients. It does not listen yet.
 */
export function createFront({ next, databaseUrl, origin, report, strict }: FrontOptions): Server {
  const isHttps = origin.startsWith('https:');

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '/';
    const nonce = randomBytes(16).toString('base64');
    if (strict) for (const [name, value] of Object.entries(securityHeaders(nonce, isHttps))) response.setHeader(name, value);
    if (target === '/livez') return answerLive(response);
    if (target === '/readyz') return answerReady(response, databaseUrl, origin);
    const refusal = refusalAtTheGate(request.method ?? 'GET', target, origin);
    if (refusal !== null) {
      response.writeHead(refusal.status, refusal.headers).end(JSON.stringify(refusal.body));
      return;
    }
    stripInternalHeaders(request);
    // Next takes the nonce for its own scripts from the request's policy header.
    if (strict) request.headers['content-security-policy'] = contentSecurityPolicy(nonce);
    await next(request, response);
  }

  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000, maxHeaderSize: 16_384 },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        report(error);
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        response.end();
      });
    },
  );
  return server;
}
