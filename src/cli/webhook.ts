import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { InvalidArgumentError } from 'commander';
import { getUnixTime } from 'date-fns';
import type { Database } from '#data/client.ts';
import { readAttempts, readWebhook, readWebhooks } from '#data/webhook/read.ts';
import { createWebhook, enableWebhook, recordTest, removeWebhook, replayWebhook, WebhookError } from '#data/webhook/write.ts';
import { type EventKind, eventKinds } from '#domain/event/event.ts';
import { slugSchema } from '#domain/text/text.ts';
import { type Webhook, type WebhookAttempt, type WebhookOutcome, wasTaken } from '#domain/webhook/webhook.ts';
import { environment } from '#env';
import { parseWebhookUrl } from '#http/webhook/address.ts';
import { postWebhook } from '#http/webhook/post.ts';
import { signedHeaders } from '#http/webhook/signature.ts';
import { now } from '#live/clock.ts';
import { withDatabase } from './with-database.ts';

/** The option `--kind`: a kind of event. */
export function parseEventKind(text: string): EventKind {
  const kind = eventKinds.find((each) => each === text.toUpperCase());
  if (kind === undefined) throw new InvalidArgumentError(`Expected one of ${eventKinds.join(', ')}.`);
  return kind;
}

/** The option `--negotiation`. */
export function parseNegotiation(text: string): string {
  const parsed = slugSchema.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`Expected ${parsed.error.issues[0]?.message ?? 'a slug'}.`);
  return parsed.data;
}

/** The option `--since`. */
export function parseSince(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected the number of a change, or 0 for everything.');
  return Number(text);
}

/** `parley webhook add`: the last line of its output is the secret and nothing else. */
export async function addWebhookCommand(
  text: string,
  { negotiation, kind }: { readonly negotiation?: string; readonly kind?: EventKind },
): Promise<void> {
  const url = parseWebhookUrl(text, { loopback: environment().WEBHOOK_LOOPBACK });
  const made = await withDatabase((database) => createWebhook(database, { url, negotiation: negotiation ?? null, kind: kind ?? null }));
  console.log(`webhook ${made.id} is told every change from now on; its messages are signed with this secret`);
  console.log(made.secret);
}

/** Where a webhook stands, in a few words. */
function stateOf({ disabled, failures, failingSince, nextAttemptAt }: Webhook): string {
  if (disabled !== null)
    return `disabled ${disabled.at}, ${disabled.reason === 'GONE' ? 'its receiver is gone (410)' : 'it failed for three days'}`;
  if (failures === 0) return 'in use';
  return `failing since ${failingSince}, ${failures} in a row, next attempt ${nextAttemptAt}`;
}

/** `parley webhook list`: without the secrets. */
export async function listWebhooksCommand(): Promise<void> {
  const webhooks = await withDatabase(readWebhooks);
  if (webhooks.length === 0) console.log('there are no webhooks');
  for (const webhook of webhooks) {
    const { id, url, negotiation, kind, cursor } = webhook;
    console.log([id, url, negotiation ?? 'all negotiations', kind ?? 'all kinds', `told up to ${cursor}`, stateOf(webhook)].join('  '));
  }
}

/** `parley webhook remove <id>`. */
export async function removeWebhookCommand(id: string): Promise<void> {
  await withDatabase((database) => removeWebhook(database, id));
  console.log(`removed ${id} and its delivery log`);
}

/** `parley webhook enable <id>`. */
export async function enableWebhookCommand(id: string): Promise<void> {
  await withDatabase((database) => enableWebhook(database, id));
  console.log(`enabled ${id}: a running server goes on where it was`);
}

/** `parley webhook replay <id> --since <number>`. */
export async function replayWebhookCommand(id: string, { since }: { readonly since: number }): Promise<void> {
  await withDatabase((database) => replayWebhook(database, id, since));
  console.log(`everything after change ${since} is sent to ${id} again by a running server`);
}

/** A webhook that has to be there. */
async function existing(database: Database, id: string): Promise<Webhook> {
  const webhook = await readWebhook(database, id);
  if (webhook === null) throw new WebhookError(`there is no webhook "${id}": parley webhook list names them`);
  return webhook;
}

/** What came of an attempt, in a few words. */
function outcomeOf({ status, answer, error }: WebhookOutcome): string {
  if (status === null) return error;
  return answer === '' ? String(status) : `${status} ${answer}`;
}

/** How many attempts are listed. */
const listedAttempts = 50;

/** `parley webhook log <id>`: the last attempts, the latest last. */
export async function logWebhookCommand(id: string): Promise<void> {
  const attempts = await withDatabase(async (database) => {
    await existing(database, id);
    return readAttempts(database, id, listedAttempts);
  });
  if (attempts.length === 0) console.log('nothing was sent yet');
  for (const attempt of attempts.toReversed()) {
    const what = attempt.seq === null ? 'test' : `change ${attempt.seq}`;
    console.log([attempt.at, what, `attempt ${attempt.attempt}`, `${attempt.durationMs} ms`, outcomeOf(attempt)].join('  '));
  }
}

/** `parley webhook test <id>`: sends a test message now, and fails where it is not taken. */
export async function testWebhookCommand(id: string): Promise<void> {
  const attempt = await withDatabase(async (database) => {
    const { url, secret } = await existing(database, id);
    const begun = performance.now();
    const moment = now();
    const body = JSON.stringify({
      type: 'webhook.test',
      timestamp: moment.toISOString(),
      data: { webhook: id },
    });
    const headers = signedHeaders(secret, { id: `test_${randomUUID()}`, timestamp: getUnixTime(moment), body });
    const { retryAfter: _, ...outcome } = await postWebhook({ url, headers, body }, { loopback: environment().WEBHOOK_LOOPBACK });
    const made: WebhookAttempt = { ...outcome, seq: null, attempt: 1, durationMs: Math.round(performance.now() - begun) };
    await recordTest(database, id, made);
    return made;
  });
  if (!wasTaken(attempt)) throw new WebhookError(`the test message was not taken: ${outcomeOf(attempt)}`);
  console.log(`the test message was taken after ${attempt.durationMs} ms: ${outcomeOf(attempt)}`);
}
