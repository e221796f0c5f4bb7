import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AfterFailure, type Webhook, type WebhookAttempt, type WebhookFilter, wasTaken } from '#domain/webhook/webhook.ts';
import { readVersion } from '../change/read.ts';
import type { Database } from '../client.ts';
import { readUnknown } from '../registry/read.ts';
import { type WriteTx, writeTransaction } from '../transaction.ts';

/** What cannot be done to a webhook as asked. The message says why, in one line. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

/** How many attempts are kept of each webhook. */
const attemptsKept = 200;

function missing(id: string): WebhookError {
  return new WebhookError(`there is no webhook "${id}": parley webhook list names them`);
}

/**
 * Makes a webhook that is told what changes from now on, and gives its id and its secret: `whsec_` and 256 random bits in base64.
 *
 * @param endpoint its URL, in the form in which it is kept, and what it is told
 * @throws WebhookError when the record has no such negotiation
 */
export function createWebhook(
  database: Database,
  { url, negotiation, kind }: WebhookFilter & { readonly url: string },
): Promise<Pick<Webhook, 'id' | 'secret'>> {
  return writeTransaction(database, async (tx) => {
    if (negotiation !== null && (await readUnknown(tx, 'negotiation', [negotiation])).length > 0)
      throw new WebhookError(`the record has no negotiation "${negotiation}"`);
    const made = { id: randomUUID(), secret: `whsec_${randomBytes(32).toString('base64')}` };
    await tx.webhookEndpoint.create({ data: { ...made, url, negotiationSlug: negotiation, kind, cursor: await readVersion(tx) } });
    return made;
  });
}

/**
 * Removes a webhook with its log.
 *
 * @throws WebhookError when there is none
 */
export async function removeWebhook(database: Database, id: string): Promise<void> {
  const { count } = await database.webhookEndpoint.deleteMany({ where: { id } });
  if (count === 0) throw missing(id);
}

const nothingWrong = { failures: 0, failingSince: null, nextAttemptAt: null } as const;

/**
 * Lets a webhook be delivered to again, at once and from where it was.
 *
 * @throws WebhookError when there is none
 */
export async function enableWebhook(database: Database, id: string): Promise<void> {
  const { count } = await database.webhookEndpoint.updateMany({
    where: { id },
    data: { ...nothingWrong, disabledAt: null, disabledFor: null },
  });
  if (count === 0) throw missing(id);
}

/**
 * Sends a webhook everything after a number of the log once more. One that is disabled stays so.
 *
 * @throws WebhookError when there is none, or the log has not reached the number
 */
export function replayWebhook(database: Database, id: string, since: number): Promise<void> {
  return writeTransaction(database, async (tx) => {
    const version = await readVersion(tx);
    if (since > version) throw new WebhookError(`the log has not reached ${since}: its last change is ${version}`);
    const { count } = await tx.webhookEndpoint.updateMany({ where: { id }, data: { ...nothingWrong, cursor: since } });
    if (count === 0) throw missing(id);
  });
}

const placeSchema = z.array(z.object({ cursor: z.bigint(), isDisabled: z.boolean() }));

/** Whether a webhook is still where a delivery took it up: nobody has moved, disabled or removed it. It then stays so until the transaction ends. */
async function isStillAt(tx: WriteTx, { id, cursor }: Pick<Webhook, 'id' | 'cursor'>): Promise<boolean | null> {
  const [place] = placeSchema.parse(
    await tx.$queryRaw`SELECT "cursor", "disabledAt" IS NOT NULL AS "isDisabled" FROM "WebhookEndpoint" WHERE "id" = ${id} FOR UPDATE`,
  );
  return place === undefined ? null : Number(place.cursor) === cursor && !place.isDisabled;
}

async function logAttempt(tx: WriteTx, endpointId: string, attempt: WebhookAttempt): Promise<void> {
  await tx.webhookDelivery.create({ data: { endpointId, ...attempt } });
  await tx.$executeRaw`
    DELETE FROM "WebhookDelivery" WHERE "endpointId" = ${endpointId} AND "id" <= (
      SELECT "id" FROM "WebhookDelivery" WHERE "endpointId" = ${endpointId} ORDER BY "id" DESC OFFSET ${attemptsKept} LIMIT 1
    )`;
}

/** Logs an attempt that moves nothing: a test. */
export function recordTest(database: Database, endpointId: string, attempt: WebhookAttempt): Promise<void> {
  return writeTransaction(database, (tx) => logAttempt(tx, endpointId, attempt));
}

/**
 * Logs an attempt, and in the same transaction moves the webhook on to the change that was delivered, or writes down the failure and what
 * follows it. Where the webhook was moved, disabled or removed meanwhile, the attempt is logged and moves nothing.
 *
 * @param next what follows where the attempt failed
 * @returns whether the webhook was moved on, so that its next message can follow
 */
export function recordAttempt(
  database: Database,
  webhook: Pick<Webhook, 'id' | 'cursor' | 'failures'>,
  attempt: WebhookAttempt & { readonly seq: number },
  next: AfterFailure,
): Promise<boolean> {
  return writeTransaction(database, async (tx) => {
    const { id } = webhook;
    const isHere = await isStillAt(tx, webhook);
    if (isHere === null) return false;
    await logAttempt(tx, id, attempt);
    if (!isHere) return false;
    if (wasTaken(attempt)) {
      await tx.webhookEndpoint.update({ where: { id }, data: { ...nothingWrong, cursor: attempt.seq } });
      return true;
    }
    await tx.$executeRaw`
      UPDATE "WebhookEndpoint" SET "failures" = "failures" + 1, "failingSince" = coalesce("failingSince", clock_timestamp()) WHERE "id" = ${id}`;
    if ('disable' in next)
      await tx.$executeRaw`
        UPDATE "WebhookEndpoint" SET "nextAttemptAt" = NULL, "disabledAt" = clock_timestamp(), "disabledFor" = ${next.disable}::"WebhookDisabled"
        WHERE "id" = ${id}`;
    else
      await tx.$executeRaw`
        UPDATE "WebhookEndpoint" SET "nextAttemptAt" = clock_timestamp() + ${next.delay} * interval '1 second' WHERE "id" = ${id}`;
    return false;
  });
}

/**
 * Moves a webhook past changes that are not for it.
 *
 * @returns whether it was moved: not where it was moved, disabled or removed meanwhile
 */
export async function passOver(database: Database, { id, cursor }: Pick<Webhook, 'id' | 'cursor'>, seq: number): Promise<boolean> {
  const { count } = await database.webhookEndpoint.updateMany({ where: { id, cursor, disabledAt: null }, data: { cursor: seq } });
  return count === 1;
}
