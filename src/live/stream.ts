import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change } from '#domain/change/change.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { streamQuery } from '#http/contracts/stream.ts';
import { invalidIn, readQuery } from '#http/parameters.ts';
import { invalidParameters, ProblemError } from '#http/problem.ts';
import { dayFrame, type Frame, farewell, frameOf, greeting, resetFrame } from './frames.ts';
import { framesFor, type Outlet, type StreamHub } from './hub.ts';

/** What streams stand on. */
export interface StreamOptions {
  readonly hub: StreamHub;
  /** The changes after a number, in order, at most `limit`. */
  readonly read: (since: number, limit: number) => Promise<readonly Change[]>;
  /** Looks whether the log has grown, and sends what is new. */
  readonly catchUp: () => Promise<void>;
  /** A change as one line of JSON. */
  readonly encode: (change: Change) => string;
  /** Those of some slugs that name no negotiation. */
  readonly unknownNegotiations: (slugs: readonly string[]) => Promise<readonly string[]>;
  readonly clientAddress: (request: IncomingMessage) => string;
  readonly limits: StreamLimits;
}

/** How many streams are open at most. */
export interface StreamLimits {
  readonly all: number;
  readonly perAddress: number;
}

/** How far back a client can go on from, in changes. One that was away for longer reads the record anew. */
export const resumable = 10_000;
const batchSize = 200;
const heartbeatMs = 15_000;

/** Those who were cut at once come back one after the other, over some seconds. */
function retryMs(): number {
  return 2_000 + Math.floor(Math.random() * 6_000);
}

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const;

/** `GET /api/v1/stream`: every change to the record as it happens, straight from Node. */
export class ChangeStream {
  readonly #options: StreamOptions;
  readonly #byAddress = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;
  #open = 0;
  #isClosing = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#timer = setInterval(() => options.hub.beat(), heartbeatMs);
    this.#timer.unref();
  }

  /** How many streams are open. */
  get size(): number {
    return this.#open;
  }

  /** Sends changes to all who listen. They must be the next ones in order. */
  send(changes: readonly Change[]): void {
    this.#options.hub.send(changes.map((change) => this.#frame(change)));
  }

  /** Tells everybody that a day has begun. */
  turnDay(today: CalendarDate): void {
    this.#options.hub.tell(dayFrame(today));
  }

  /**
   * Answers a request for the stream, and returns once it runs.
   *
   * @throws ProblemError when it is refused
   */
  async answer(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, {
          'access-control-allow-origin': '*',
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
          'access-control-allow-headers': 'Last-Event-ID, Cache-Control',
          'access-control-max-age': '86400',
        })
        .end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new ProblemError('METHOD_NOT_ALLOWED', 'The stream is only read.', { headers: { Allow: 'GET, HEAD, OPTIONS' } });
    const { negotiation, since } = parse(search);
    // Counted in before anything is waited for: whoever goes meanwhile is counted out.
    if (request.method === 'GET') response.once('close', this.#enter(this.#options.clientAddress(request)));
    if (negotiation !== undefined) {
      const unknown = await this.#options.unknownNegotiations(negotiation);
      if (unknown.length > 0)
        throw invalidParameters(unknown.map((slug) => ({ name: 'negotiation', reason: `the record has no negotiation “${slug}”` })));
    }
    if (request.method === 'HEAD') {
      response.writeHead(200, headers).end();
      return;
    }
    await this.#run(response, cursorOf(request.headers['last-event-id']) ?? since, negotiation === undefined ? null : new Set(negotiation));
  }

  /** Ends every stream with a hint to come back, and refuses new ones. */
  close(): void {
    this.#isClosing = true;
    clearInterval(this.#timer);
    this.#options.hub.close(() => farewell(retryMs()));
  }

  /** Counts a client in, within the limits. Gives what counts it out. */
  #enter(address: string): () => void {
    const { all, perAddress } = this.#options.limits;
    const own = this.#byAddress.get(address) ?? 0;
    const retry = { 'Retry-After': String(Math.ceil(retryMs() / 1_000)) };
    if (this.#isClosing || this.#open >= all)
      throw new ProblemError('STREAM_FULL', 'This server has no room for another stream just now.', { headers: retry });
    if (own >= perAddress)
      throw new ProblemError('TOO_MANY_STREAMS', `There are ${perAddress} streams open to your address already.`, { headers: retry });
    this.#open += 1;
    this.#byAddress.set(address, own + 1);
    return () => {
      this.#open -= 1;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    };
  }

  async #run(response: ServerResponse, cursor: number | undefined, negotiations: ReadonlySet<string> | null): Promise<void> {
    const { hub } = this.#options;
    // Ended by closing: the same bytes go to every client, without a length before each piece.
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, headers);
    const start = cursor === undefined ? hub.head : await this.#startFrom(cursor);
    if (start === null) {
      response.write(greeting(retryMs(), hub.head));
      response.write(resetFrame(hub.head));
    } else {
      response.write(greeting(retryMs(), start));
      await this.#replay(response, start, negotiations);
    }
    // Whoever has gone by now does not say so again, and would be kept for good.
    if (!response.destroyed) response.once('close', hub.add(outletOf(response), negotiations));
  }

  /** The number to go on after: null where that is too long ago, or nothing that this log knows. */
  async #startFrom(cursor: number): Promise<number | null> {
    const { hub, catchUp } = this.#options;
    // Another process may have told the client of a change that this one has not heard of yet.
    if (cursor > hub.head) await catchUp();
    return cursor > hub.head || hub.head - cursor > resumable ? null : cursor;
  }

  /** Sends what was missed, up to the present. Nothing comes between its end and the listening. */
  async #replay(response: ServerResponse, start: number, negotiations: ReadonlySet<string> | null): Promise<void> {
    const { hub } = this.#options;
    for (let cursor = start; cursor < hub.head; ) {
      const frames = hub.since(cursor)?.slice(0, batchSize) ?? (await this.#readFrames(cursor));
      const last = frames.at(-1);
      if (last === undefined) break;
      cursor = last.seq;
      if (!response.write(framesFor(frames, negotiations)) && cursor < hub.head) await drained(response);
      if (response.destroyed) return;
    }
  }

  /** Frames from the log, which may be ahead of what the hub has sent: what it is still to send is left to it, and comes once. */
  async #readFrames(since: number): Promise<readonly Frame[]> {
    const { hub, read } = this.#options;
    const changes = await read(since, batchSize);
    return changes.filter(({ seq }) => seq <= hub.head).map((change) => this.#frame(change));
  }

  #frame(change: Change): Frame {
    return frameOf(change, this.#options.encode(change));
  }
}

function parse(search: string) {
  const parsed = streamQuery.safeParse(readQuery(search));
  if (!parsed.success) throw invalidParameters(invalidIn(parsed.error));
  return parsed.data;
}

/** The cursor of a client that comes back. What is no number of ours says nothing. */
function cursorOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}

/**
 * Where a hub writes. Bytes go to the socket itself: the body has no framing, and a response would cork and uncork its socket for each
 * client and each change. One that waits behind an earlier answer of its connection has no socket yet, and keeps them till then.
 */
function outletOf(response: ServerResponse): Outlet {
  return {
    write: (bytes: Buffer) => (response.socket ?? response).write(bytes),
    end: () => response.end(),
    destroy: () => response.destroy(),
    get writableLength() {
      return response.writableLength;
    },
  };
}

/** Resolves when a client has read what was written to it, or has gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}
