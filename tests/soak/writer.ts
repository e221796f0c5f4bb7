import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Journal } from './journal.ts';
import type { Fate } from './judge.ts';
import { oneOf, type Random } from './random.ts';

/** A publication to be made. */
export interface Intent {
  readonly key: string;
  readonly body: string;
}

/** How writers write. */
export interface WriterOptions {
  /** Where to write to: one of them is chosen anew for each try. */
  readonly ports: readonly [number, ...number[]];
  readonly token: string;
  readonly journal: Journal;
  readonly random: Random;
  /** How many writes in a hundred are left alone after the first answer that did not come. */
  readonly givesUpPercent: number;
}

/** What one try came to. */
type Answer = { readonly status: number; readonly text: string } | null;

const tryLimitMs = 15_000;
const longestMs = 90_000;
const acknowledgedSchema = z.object({ meta: z.object({ seq: z.int() }) });

function post(port: number, token: string, idempotencyKey: string, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: '/api/v1/events',
        method: 'POST',
        agent: false,
        signal: AbortSignal.timeout(tryLimitMs),
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': idempotencyKey,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (piece: string) => {
          text += piece;
        });
        // An answer that was cut off is none.
        response.on('end', () => resolve(response.complete ? { status: response.statusCode ?? 0, text } : null));
        response.on('error', () => resolve(null));
        response.on('close', () => resolve(null));
      },
    );
    sent.on('error', () => resolve(null));
    sent.end(body);
  });
}

/** What an answer says about the publication; null where it says to ask again. */
function fateIn(answer: Answer): Fate | null {
  if (answer === null || answer.status >= 500 || answer.status === 409 || answer.status === 429) return null;
  if (answer.status === 201) return { kind: 'ACKNOWLEDGED', seq: acknowledgedSchema.parse(JSON.parse(answer.text)).meta.seq };
  return { kind: 'REFUSED' };
}

/** What a publication came to, and how often it was tried. */
export interface WriteOutcome {
  readonly fate: Fate;
  readonly tries: number;
  /** Why it was refused. */
  readonly detail?: string;
}

/**
 * Publishes once: it writes down what it is about to do, asks until an answer comes, always under the same key, and writes down what came.
 * Some give up at the first answer that does not come, as people do: what became of theirs is unknown.
 */
export async function publishOnce({ key, body }: Intent, options: WriterOptions): Promise<WriteOutcome> {
  const { ports, token, journal, random, givesUpPercent } = options;
  await journal.append({ intent: key });
  const idempotencyKey = randomUUID();
  const givesUp = random() * 100 < givesUpPercent;
  const deadline = Date.now() + longestMs;
  let tries = 0;
  let fate: Fate | null = null;
  let answer: Answer = null;
  do {
    if (tries > 0) await wait(Math.min(1_000, 50 * 2 ** tries) * (0.5 + random()));
    tries += 1;
    answer = await post(oneOf(random, ports), token, idempotencyKey, body);
    fate = fateIn(answer);
  } while (fate === null && !givesUp && Date.now() < deadline);
  const known: Fate = fate ?? { kind: 'UNKNOWN' };
  await journal.append({ outcome: key, ...known });
  return { fate: known, tries, ...(known.kind === 'REFUSED' && { detail: answer?.text.slice(0, 500) ?? '' }) };
}
