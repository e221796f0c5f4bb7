import { get, type IncomingMessage } from 'node:http';

/** One event of a stream, or a block that only moves the cursor. */
export interface StreamBlock {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string | undefined;
  readonly retry: string | undefined;
  readonly today: string | undefined;
}

/** A raw client of a stream: it reads what comes, and does nothing by itself. */
export interface StreamClient {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** The next block with data, or null at the end of the stream. */
  readonly next: () => Promise<StreamBlock | null>;
  /** Everything that came, also blocks without data. */
  readonly blocks: readonly StreamBlock[];
  readonly pause: () => void;
  readonly close: () => void;
}

/** The fields of one block of a stream. */
export function parseBlock(text: string): StreamBlock {
  const fields = new Map(
    text
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at), line.slice(at + 1).replace(/^ /, '')] as const;
      }),
  );
  const [id, event, data, retry, today] = ['id', 'event', 'data', 'retry', 'today'].map((name) => fields.get(name));
  return { id, event, data, retry, today };
}

/** Opens a stream and resolves with its answer's head. */
export function openStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<StreamClient> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers, agent: false }, (response) => {
      const blocks: StreamBlock[] = [];
      const ready: StreamBlock[] = [];
      const waiting: ((block: StreamBlock | null) => void)[] = [];
      let text = '';
      let hasEnded = false;
      const end = () => {
        hasEnded = true;
        for (const give of waiting.splice(0)) give(null);
      };
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
        for (let at = text.indexOf('\n\n'); at !== -1; at = text.indexOf('\n\n')) {
          const block = parseBlock(text.slice(0, at));
          text = text.slice(at + 2);
          blocks.push(block);
          if (block.data === undefined) continue;
          const give = waiting.shift();
          if (give === undefined) ready.push(block);
          else give(block);
        }
      });
      response.on('end', end);
      response.on('error', end);
      response.on('close', end);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        blocks,
        next: () => {
          const block = ready.shift();
          if (block !== undefined) return Promise.resolve(block);
          return hasEnded ? Promise.resolve(null) : new Promise((give) => waiting.push(give));
        },
        pause: () => response.pause(),
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}
