import { Resolver } from 'node:dns/promises';
import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { oneLine } from '#domain/text/one-line.ts';
import type { WebhookReply } from '#domain/webhook/webhook.ts';
import { type AddressRules, checkAddresses, literalAddress, namesThisMachine } from './address.ts';

/** A message on its way. */
export interface WebhookPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a message is sent by. */
export interface PostOptions extends AddressRules {
  /** Ends an attempt early: it then counts for nothing. */
  readonly signal?: AbortSignal;
  /** The addresses of a name. */
  readonly resolve?: (name: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** How long the whole of an attempt may take, in milliseconds. */
  readonly limitMs?: number;
}

/** How long a receiver has to answer, in milliseconds. */
const answerLimitMs = 15_000;
/** How many bytes of an answer are read. */
const answerBytes = 4_096;
/** How many characters of it are kept. */
const answerLength = 300;

/**
 * Sends a message, to nowhere but an address that was checked: the name is resolved once, every address is judged, and the connection goes to
 * one of them, while Host and the name for TLS stay those of the URL. Redirects are not followed.
 *
 * @returns the status, how the answer begins and how long the receiver asks to be left alone, or why there was no answer
 */
export async function postWebhook(
  post: WebhookPost,
  { loopback, signal, resolve = resolveName, limitMs = answerLimitMs }: PostOptions,
): Promise<WebhookReply> {
  const limit = AbortSignal.timeout(limitMs);
  const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  try {
    const url = new URL(post.url);
    const literal = literalAddress(url);
    const addresses = literal === null ? await (namesThisMachine(url) ? thisMachine : resolve(url.hostname, either)) : [literal];
    either.throwIfAborted();
    checkAddresses(url, addresses, { loopback });
    return { ...(await exchange(url, addresses, post, either)), error: null };
  } catch (error) {
    return {
      status: null,
      answer: null,
      error: limit.aborted ? `no answer within ${limitMs / 1000} s` : reasonOf(error),
      retryAfter: null,
    };
  }
}

const thisMachine: readonly string[] = ['127.0.0.1', '::1'];

/**
 * Asks the name servers, for both families. The system's own `getaddrinfo` would hold one of the few threads that this process has for files and names, so
 * that a few dead names would stop all.
 */
async function resolveName(name: string, signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  signal.addEventListener('abort', () => resolver.cancel(), { once: true });
  const found = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return addresses;
  throw found.find((answer) => answer.status === 'rejected')?.reason;
}

/** Answers any question for a name with addresses that are known. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_name, { all: wantsAll }, answer) => {
    const [first] = all;
    if (first === undefined) answer(new Error('the name has no address'), '', 4);
    else if (wantsAll === true) answer(null, all);
    else answer(null, first.address, first.family);
  };
}

function exchange(
  url: URL,
  addresses: readonly string[],
  { headers, body }: WebhookPost,
  signal: AbortSignal,
): Promise<Pick<WebhookReply, 'retryAfter'> & { readonly status: number; readonly answer: string }> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Parley-Webhooks/1',
      },
      // A connection of its own, because one that is kept would outlive the check of its address.
      agent: false,
      lookup: pinned(addresses),
      signal,
    });
    sent.on('error', reject);
    sent.once('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      // The status says what became of the message, even where the rest of the answer breaks off.
      const finish = () => {
        const status = response.statusCode ?? 0;
        const answer = oneLine(Buffer.concat(chunks).toString('utf8')).slice(0, answerLength);
        resolve({ status, answer, retryAfter: retryAfterOf(status, response.headers) });
        response.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= answerBytes) finish();
      });
      response.on('error', finish);
      response.once('close', finish);
    });
    sent.end(body);
  });
}

/** How many seconds an overloaded receiver asks for (RFC 9110, 10.2.3; RFC 6585, 4): a number of them, or a date. */
function retryAfterOf(status: number, headers: IncomingHttpHeaders): number | null {
  const value = headers['retry-after']?.trim();
  if (value === undefined || (status !== 429 && status !== 503)) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.parse(headers.date ?? '')) / 1_000);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}

/** Why a connection failed, in one line: several addresses that were tried fail together, without a message of their own. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  return oneLine(error.message === '' ? code : error.message).slice(0, answerLength);
}
