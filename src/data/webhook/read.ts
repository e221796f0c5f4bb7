import { z } from 'zod';
import type { Webhook, WebhookAttempt } from '#domain/webhook/webhook.ts';
import type { Database } from '../client.ts';
import { toWebhook } from './map.ts';

/** All webhooks, the earliest first. */
export async function readWebhooks(database: Database): Promise<readonly Webhook[]> {
  return (await database.webhookEndpoint.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })).map(toWebhook);
}

/** A webhook by its id; null where there is none. */
export async function readWebhook(database: Database, id: string): Promise<Webhook | null> {
  const row = await database.webhookEndpoint.findUnique({ where: { id } });
  return row === null ? null : toWebhook(row);
}

const idsSchema = z.array(z.object({ id: z.string() }));

/**
 * The ids of the webhooks that have changes of the log before them and do not wait after a failure: those that are to be delivered to now.
 *
 * @param only whether this one is among them; all of them where it is left out
 */
export async function readDueWebhooks(database: Database, only: string | null = null): Promise<readonly string[]> {
  const rows = idsSchema.parse(
    await database.$queryRaw`
      SELECT w."id" FROM "WebhookEndpoint" w
      WHERE w."disabledAt" IS NULL AND (w."nextAttemptAt" IS NULL OR w."nextAttemptAt" <= clock_timestamp())
        AND w."cursor" < (SELECT coalesce(max(c."seq"), 0) FROM "Change" c)
        AND (${only}::text IS NULL OR w."id" = ${only})
      ORDER BY w."id"`,
  );
  return rows.map(({ id }) => id);
}

/** An attempt with its moment. */
export type LoggedAttempt = WebhookAttempt & { readonly at: string };

/** The last attempts at the messages of a webhook, the latest first. */
export async function readAttempts(database: Database, endpointId: string, limit: number): Promise<readonly LoggedAttempt[]> {
  const rows = await database.webhookDelivery.findMany({ where: { endpointId }, orderBy: { id: 'desc' }, take: limit });
  return rows.map(({ seq, attempt, status, answer, error, durationMs, at }) => ({
    seq: seq === null ? null : Number(seq),
    attempt,
    durationMs,
    at: at.toISOString(),
    ...(status === null ? { status, answer: null, error: error ?? '' } : { status, answer: answer ?? '', error: null }),
  }));
}
