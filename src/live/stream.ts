import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Change } from '#domain/change/change.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { streamQuery } from '#http/contracts/stream.ts';
import { invalidIn, readQuery } from '#http/parameters.ts';
import { invalidParameters, ProblemError } from '#http/problem.ts';
import { dayFrame, type Frame, farewell, frameOf, greeting, resetFrame, todayBlock } from './frames.ts';
import { firstPiece, framesFor, type Outlet, type StreamHub } from './hub.ts';

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
/** How long a client may take to read what waits for it before it is cut, in milliseconds. */
const patienceMs = 20_000;
/** How long it may take to read the last words when the server stops. */
const lastWordsMs = 3_000;

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
  readonly #open = new Set<ServerResponse>();
  #today = todayBlock(new Map());
  #isClosing = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#timer = setInterval(() => options.hub.beat(), heartbeatMs);
    this.#timer.unref();
  }

  /** How many streams are open. */
  get size(): number {
    return this.#open.size;
  }

  /** Sends changes to all who listen. They must be the next ones in order. */
  send(changes: readonly Change[]): void {
    this.#options.hub.send(changes.map((change) => this.#frame(change)));
  }

  /** Says which day it is, by time zone: to everybody where it has become another, and to whoever comes. */
  setDays(days: ReadonlyMap<string, CalendarDate>): void {
    const today = todayBlock(days);
    if (today.equals(this.#today)) return;
    this.#today = today;
    this.#options.hub.tell(today);
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
    if (request.method === 'GET') this.#enter(response, this.#options.clientAddress(request));
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

  /** Ends every stream with a hint to come back, cuts those that do not take it, and refuses new ones. */
  close(): void {
    this.#isClosing = true;
    clearInterval(this.#timer);
    this.#options.hub.close(() => farewell(retryMs()));
    setTimeout(() => {
      for (const response of this.#open) response.destroy();
    }, lastWordsMs).unref();
  }

  /** Counts a client in, within the limits, until it goes. */
  #enter(response: ServerResponse, address: string): void {
    const { all, perAddress } = this.#options.limits;
    const own = this.#byAddress.get(address) ?? 0;
    const retry = { 'Retry-After': String(Math.ceil(retryMs() / 1_000)) };
    if (this.#isClosing || this.#open.size >= all)
      throw new ProblemError('STREAM_FULL', 'This server has no room for another stream just now.', { headers: retry });
    if (own >= perAddress)
      throw new ProblemError('TOO_MANY_STREAMS', `There are ${perAddress} streams open to your address already.`, { headers: retry });
    this.#open.add(response);
    this.#byAddress.set(address, own + 1);
    response.once('close', () => {
      this.#open.delete(response);
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    });
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
      this.#listen(response, negotiations);
    } else {
      response.write(greeting(retryMs(), start));
      await this.#replay(response, start, negotiations);
    }
  }

  /** The number to go on after: null where that is too long ago, or nothing that this log knows. */
  async #startFrom(cursor: number): Promise<number | null> {
    const { hub, catchUp } = this.#options;
    // Another process may have told the client of a change that this one has not heard of yet.
    if (cursor > hub.head) await catchUp();
    return cursor > hub.head || hub.head - cursor > resumable ? null : cursor;
  }

  /** Sends what was missed, up to the present, as fast as the client reads it, and goes on with what happens from then on. */
  async #replay(response: ServerResponse, start: number, negotiations: ReadonlySet<string> | null): Promise<void> {
    const { hub } = this.#options;
    for (let cursor = start; cursor < hub.head && !this.#isClosing; ) {
      const frames = firstPiece(hub.since(cursor) ?? (await this.#readFrames(cursor)));
      const last = frames.at(-1);
      if (last === undefined || response.destroyed) break;
      cursor = last.seq;
      if (!response.write(framesFor(frames, negotiations))) await drained(response);
    }
    this.#listen(response, negotiations);
  }

  /** Sends what happens from now on. Nothing is waited for between a look at the head and this, so that nothing comes between. */
  #listen(response: ServerResponse, negotiations: ReadonlySet<string> | null): void {
    // Whoever has gone by now does not say so again, and would be kept for good.
    if (response.destroyed) return;
    if (this.#isClosing) {
      response.end(farewell(retryMs()));
      return;
    }
    response.write(this.#today);
    const fallBehind = (seq: number) => {
      response.off('close', leave);
      void this.#catchUp(response, seq, negotiations);
    };
    const leave = this.#options.hub.add(outletOf(response, fallBehind), negotiations);
    response.once('close', leave);
  }

  /** Waits for a client that did not keep up, and goes on with it after a change. */
  async #catchUp(response: ServerResponse, seq: number, negotiations: ReadonlySet<string> | null): Promise<void> {
    await drained(response);
    // One for whom the log cannot be read comes back, and goes on from where it was.
    await this.#replay(response, seq, negotiations).catch(() => response.destroy());
  }

  /** Frames from the log, which may be ahead of what the hub has sent: what it is still to send is left to it, and comes once. */
  async #readFrames(since: number): Promise<Iterable<Frame>> {
    const { hub, read } = this.#options;
    const changes = await read(since, batchSize);
    return changes
      .values()
      .filter(({ seq }) => seq <= hub.head)
      .map((change) => this.#frame(change));
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
function outletOf(response: ServerResponse, fallBehind: Outlet['fallBehind']): Outlet {
  return {
    write: (bytes: Buffer) => (response.socket ?? response).write(bytes),
    end: () => response.end(),
    fallBehind,
    get writableLength() {
      return response.writableLength;
    },
  };
}

/** Resolves when a client has read what was written to it, or has gone. One that takes too long is cut. */
function drained(response: ServerResponse): Promise<void> {
  // A response says nothing of what a hub has written to its socket.
  const outlet = response.socket ?? response;
  return new Promise((resolve) => {
    const patience = setTimeout(() => response.destroy(), patienceMs);
    const done = () => {
      clearTimeout(patience);
      outlet.off('drain', done);
      outlet.off('close', done);
      resolve();
    };
    outlet.once('drain', done);
    outlet.once('close', done);
  });
}
