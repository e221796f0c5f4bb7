import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ProblemError, problemBody, problemHeaders, problems } from '#http/problem.ts';

/** How long a connection that was told why it ends may go on sending, so that it hears the answer, in milliseconds. */
const lingerMs = 1_000;

/** What is wrong with what came over a connection, by the code of Node's parser; null where it has broken and nobody is there to be told. */
export function problemOfConnection(error: Error): ProblemError | null {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError('REQUEST_TIMEOUT', 'The request did not come in time.');
  if (code === 'HPE_HEADER_OVERFLOW') return new ProblemError('HEADERS_TOO_LARGE', 'The headers are too large.');
  return code.startsWith('HPE_') ? new ProblemError('MALFORMED_REQUEST', 'What was sent is no valid HTTP request.') : null;
}

/**
 * Answers with a problem on a bare connection, where there is no request that Node could have parsed, and ends it.
 *
 * @param headers those of every answer
 */
export function answerUnparsed(
  socket: Duplex,
  problem: ProblemError,
  { origin, path, headers }: { readonly origin: string; readonly path: string; readonly headers: Readonly<Record<string, string>> },
): void {
  const body = JSON.stringify(problemBody(problem, origin, path));
  const { status } = problems[problem.code];
  const fields = {
    ...headers,
    ...problemHeaders(problem),
    Date: new Date().toUTCString(),
    Connection: 'close',
    'Content-Length': String(Buffer.byteLength(body)),
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
  const cut = setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.once('close', () => clearTimeout(cut));
}
