import { type ClientRequest, get } from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { parseBlock } from './stream-client.ts';

/** How a follower follows. */
export interface FollowOptions {
  /** The port of this machine to connect to next. */
  readonly port: () => number;
  /** The number after which it begins. */
  readonly since: number;
  /** The longest that it waits before it comes back, in milliseconds, whatever the server says. */
  readonly longestRetryMs: number;
  /** Called for each event with data, in the order of arrival. */
  readonly onEvent: (event: { readonly id: string; readonly event: string; readonly data: string }) => void;
  readonly onOpen?: () => void;
}

/** A client of the stream that comes back by itself, as an EventSource does (HTML, 9.2), and also after an answer that is no stream. */
export interface StreamFollower {
  /** How often a stream has begun. */
  readonly opened: number;
  readonly isOpen: boolean;
  readonly stop: () => void;
}

const firstRetryMs = 3_000;

/** Follows the stream until it is stopped. */
export function followStream({ port, since, longestRetryMs, onEvent, onOpen }: FollowOptions): StreamFollower {
  let lastEventId = String(since);
  let retryMs = firstRetryMs;
  let opened = 0;
  let isOpen = false;
  let hasStopped = false;
  let request: ClientRequest | undefined;
  let timer: NodeJS.Timeout | undefined;

  const take = (text: string) => {
    const { id, event, data, retry } = parseBlock(text);
    // Only a whole block moves the cursor: one that was cut off has not been received.
    if (id !== undefined) lastEventId = id;
    if (retry !== undefined) retryMs = Number(retry);
    if (data !== undefined) onEvent({ id: lastEventId, event: event ?? 'message', data });
  };

  const connect = () => {
    let isOver = false;
    const again = () => {
      if (isOver) return;
      isOver = true;
      isOpen = false;
      request?.destroy();
      if (!hasStopped) timer = setTimeout(connect, Math.min(retryMs, longestRetryMs));
    };
    request = get(
      { port: port(), host: '127.0.0.1', path: '/api/v1/stream', headers: { 'Last-Event-ID': lastEventId }, agent: false },
      (response) => {
        response.on('close', again);
        response.on('error', again);
        if (response.statusCode !== 200) {
          response.resume();
          return;
        }
        opened += 1;
        isOpen = true;
        onOpen?.();
        const decoder = new StringDecoder('utf8');
        let text = '';
        response.on('data', (piece: Buffer) => {
          text += decoder.write(piece);
          for (let at = text.indexOf('\n\n'); at !== -1 && !isOver; at = text.indexOf('\n\n')) {
            const block = text.slice(0, at);
            text = text.slice(at + 2);
            take(block);
          }
        });
      },
    );
    request.on('error', again);
    request.on('close', again);
  };
  connect();

  return {
    get opened() {
      return opened;
    },
    get isOpen() {
      return isOpen;
    },
    stop: () => {
      hasStopped = true;
      clearTimeout(timer);
      request?.destroy();
    },
  };
}
