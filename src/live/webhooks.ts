import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { isDatabaseUnavailable } from '#data/availability.ts';
import { readChanges } from '#data/change/read.ts';
import { openDatabase } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { takeWebhooks, type WebhookTurn } from '#data/webhook/queue.ts';
import { readDueWebhooks, readWebhook } from '#data/webhook/read.ts';
import { passOver, recordAttempt } from '#data/webhook/write.ts';
import type { Change } from '#domain/change/change.ts';
import { afterFailure, concerns, retryDelay, type Webhook, type WebhookReply } from '#domain/webhook/webhook.ts';
import { toWebhookMessage, webhookMessageId } from '#http/contracts/webhook.ts';
import { type PostOptions, postWebhook } from '#http/webhook/post.ts';
import { signedHeaders } from '#http/webhook/signature.ts';

/** The part of a process that delivers to webhooks. */
export interface Webhooks {
  /** Looks at once whether there is something to deliver. */
  readonly wake: () => void;
  /** Takes up nothing more, and resolves when what is under way has ended. */
  readonly drain: () => Promise<void>;
  /** Breaks off what is still under way: it is delivered again by whoever comes next. */
  readonly stop: () => Promise<void>;
}

/** What webhooks are delivered by. */
export interface WebhooksOptions extends Pick<PostOptions, 'loopback' | 'resolve' | 'limitMs'> {
  readonly databaseUrl: string;
  /** The public address, without a slash at the end. */
  readonly origin: () => string;
  /** The moment that a message is signed with, in milliseconds of the epoch. */
  readonly now: () => number;
  /** Told why nothing can be delivered, once for each reason. */
  readonly report: (reason: string) => void;
  /** See {@link retryDelay}. */
  readonly delayAfter?: typeof retryDelay;
  /** How long a webhook is lent to a process, in seconds: longer than a turn with its last message. */
  readonly leaseSeconds?: number;
}

/** How often it is looked for webhooks whose time has come, or that an operator has added, in milliseconds. */
const lookMs = 1_000;
/** To how many webhooks a process delivers at a time. One that does not answer takes up a place for 15 s, and then none until it is tried again. */
const mostAtOnce = 50;
/** How long a webhook goes on with message after message before it stands in line again, in milliseconds. */
const turnMs = 5_000;
/** How many changes are read at a time. */
const batchSize = 100;
/** A message that is not answered takes 15 s; what is left of a lease is for the database. */
const usualLeaseSeconds = 40;
/** Of the database's connections: one webhook's delivery needs one for a moment. */
const connections = 2;

/**
 * Delivers changes to webhooks, for as long as the process runs. Each has a place in the log of its own and is told what follows it in order, one
 * message at a time: the next goes out when the last was taken. Its place moves in the transaction that logs the attempt, so
 * that a process that dies repeats at most the message that it had under way. Webhooks wait for nobody but themselves.
 */
export function deliverWebhooks({
  databaseUrl,
  origin,
  now,
  report,
  delayAfter = retryDelay,
  leaseSeconds = usualLeaseSeconds,
  ...sending
}: WebhooksOptions): Webhooks {
  const database = openDatabase(databaseUrl, connections);
  const ended = new AbortController();
  const underWay = new Map<string, Promise<void>>();
  let isDraining = false;
  let looking: Promise<void> | null = null;
  let isStale = false;
  let lastReason = '';

  const fail = (error: unknown) => {
    if (isDatabaseUnavailable(error)) return;
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== lastReason) report(reason);
    lastReason = reason;
  };

  const send = (webhook: Webhook, change: Change): Promise<WebhookReply> => {
    const body = JSON.stringify(toWebhookMessage(change, origin()));
    const headers = signedHeaders(webhook.secret, { id: webhookMessageId(change), timestamp: Math.floor(now() / 1000), body });
    return postWebhook({ url: webhook.url, headers, body }, { ...sending, signal: ended.signal });
  };

  /** Tells a webhook one change. Gives whether the next can follow. */
  const deliver = async (webhook: Webhook, change: Change): Promise<boolean> => {
    const begun = performance.now();
    const { retryAfter, ...outcome } = await send(webhook, change);
    if (ended.signal.aborted) return false;
    const attempt = { ...outcome, seq: change.seq, attempt: webhook.failures + 1, durationMs: Math.round(performance.now() - begun) };
    return recordAttempt(database, webhook, attempt, afterFailure({ ...outcome, retryAfter }, attempt.attempt, delayAfter));
  };

  /** Tells a webhook what is new. Gives whether there may be more. */
  const deliverBatch = async (webhook: Webhook, isOver: () => boolean): Promise<boolean> => {
    const changes = await readTransaction(database, (tx) => readChanges(tx, { since: webhook.cursor, limit: batchSize }));
    let place = webhook;
    for (const change of changes.filter((each) => concerns(webhook, each))) {
      if (isOver() || !(await deliver(place, change))) return false;
      place = { ...place, cursor: change.seq, failures: 0 };
    }
    const last = changes.at(-1);
    return last !== undefined && (last.seq === place.cursor || (await passOver(database, place, last.seq)));
  };

  /** Gives a webhook back, also after an outage of the database: nobody is told anything until its lease has run out. */
  const giveBack = async (done: WebhookTurn['done']): Promise<void> => {
    const until = performance.now() + leaseSeconds * 1_000;
    for (;;)
      try {
        return await done();
      } catch (error) {
        if (isDraining || performance.now() >= until || !isDatabaseUnavailable(error)) throw error;
        await wait(lookMs, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      }
  };

  const takeTurn = async ({ webhook: id, done }: WebhookTurn): Promise<void> => {
    const until = performance.now() + turnMs;
    const isOver = () => isDraining || performance.now() >= until;
    try {
      for (let goesOn = true; goesOn && !isOver(); ) {
        // It may have been removed, disabled or taken up elsewhere while it stood in line.
        const isDue = (await readDueWebhooks(database, id)).length > 0;
        const webhook = isDue ? await readWebhook(database, id) : null;
        goesOn = webhook !== null && (await deliverBatch(webhook, isOver));
      }
    } finally {
      await giveBack(done);
    }
  };

  const begin = (turn: WebhookTurn) => {
    // Its lease ran out under our own hands.
    if (underWay.has(turn.webhook)) return void turn.done().catch(fail);
    const ends = takeTurn(turn)
      .catch(fail)
      .finally(() => {
        underWay.delete(turn.webhook);
        wake();
      });
    underWay.set(turn.webhook, ends);
  };

  const look = async (): Promise<void> => {
    const due = (await readDueWebhooks(database)).filter((id) => !underWay.has(id));
    if (due.length === 0 || isDraining) return;
    const free = mostAtOnce - underWay.size;
    if (free > 0) for (const turn of await takeWebhooks(database, due, { limit: free, leaseSeconds })) begin(turn);
  };

  const wake = () => {
    if (isDraining) return;
    isStale = looking !== null;
    looking ??= look()
      .then(() => {
        lastReason = '';
      }, fail)
      .finally(() => {
        looking = null;
        if (isStale) wake();
      });
  };

  const timer = setInterval(wake, lookMs);
  timer.unref();
  wake();

  const drain = async () => {
    isDraining = true;
    clearInterval(timer);
    await looking;
    await Promise.all(underWay.values());
  };
  return {
    wake,
    drain,
    stop: async () => {
      ended.abort();
      await drain();
      await database.$disconnect();
    },
  };
}
