import type { Webhook } from '#domain/webhook/webhook.ts';
import type { WebhookEndpoint } from '../generated/client.ts';

/** A row in the shape of the domain. */
export function toWebhook(row: WebhookEndpoint): Webhook {
  const { negotiationSlug, cursor, failingSince, nextAttemptAt, leasedUntil: _, disabledAt, disabledFor, createdAt, ...same } = row;
  return {
    ...same,
    negotiation: negotiationSlug,
    cursor: Number(cursor),
    failingSince: failingSince?.toISOString() ?? null,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    disabled: disabledAt === null || disabledFor === null ? null : { at: disabledAt.toISOString(), reason: disabledFor },
    createdAt: createdAt.toISOString(),
  };
}
