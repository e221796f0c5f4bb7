import { parentPort } from 'node:worker_threads';
import { setClock } from './clock.ts';
import type { InnerAnswer, InnerRequest } from './inner.ts';

/** What the main thread tells one that answers for it. */
export type ToThread =
  | { readonly kind: 'ask'; readonly id: number; readonly request: InnerRequest }
  | { readonly kind: 'clock'; readonly moment: string };

/** What such a thread tells the main one. */
export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Omit<InnerAnswer, 'body'> & { readonly body: Uint8Array } }
  | { readonly kind: 'failure'; readonly id: number; readonly reason: string };

/**
 * Answers what the main thread asks, from now on.
 *
 * @throws Error outside a thread
 */
export function answerMainThread(answer: (request: InnerRequest) => Promise<InnerAnswer>): void {
  const port = parentPort;
  if (port === null) throw new Error('this is the program of a thread: it is not run by itself');
  const tell = (message: FromThread, moved: ArrayBuffer[] = []) => port.postMessage(message, moved);

  port.on('message', (message: ToThread) => {
    if (message.kind === 'clock') {
      setClock(new Date(message.moment));
      return;
    }
    const { id, request } = message;
    answer(request).then(
      ({ body, ...rest }) => {
        // Moved and not copied again on the other side. The bytes of a small Buffer are part of a pool that cannot move.
        const own = new Uint8Array(body);
        tell({ kind: 'answer', id, answer: { ...rest, body: own } }, [own.buffer]);
      },
      (error: unknown) => tell({ kind: 'failure', id, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  tell({ kind: 'ready' });
}
