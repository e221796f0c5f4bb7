import { z } from 'zod';
import type { Database } from '../client.ts';

/** A webhook that this process alone may deliver to, until it says that it is done or its lease runs out. */
export interface WebhookTurn {
  readonly webhook: string;
  readonly done: () => Promise<void>;
}

const leasesSchema = z.array(z.object({ id: z.string(), leasedUntil: z.date() }));

/**
 * Takes up webhooks that are due and in nobody's hands, each under a lease: a process that dies holds it until it runs out.
 *
 * Messages are not queued: they stay where they are, in the log, and the webhook's own cursor says which comes next. So they are in order
 * whatever happens, a replay only moves the cursor, and no change is copied for each receiver.
 *
 * @param due the ids of those that have something to be told
 * @param leaseSeconds how long a turn may take
 */
export async function takeWebhooks(
  database: Database,
  due: readonly string[],
  { limit, leaseSeconds }: { readonly limit: number; readonly leaseSeconds: number },
): Promise<readonly WebhookTurn[]> {
  const leases = leasesSchema.parse(
    await database.$queryRaw`
      UPDATE "WebhookEndpoint" SET "leasedUntil" = clock_timestamp() + ${leaseSeconds} * interval '1 second'
      WHERE "id" IN (
        SELECT w."id" FROM "WebhookEndpoint" w
        WHERE w."id" = ANY (${[...due]}::text[]) AND (w."leasedUntil" IS NULL OR w."leasedUntil" <= clock_timestamp())
        ORDER BY w."id" LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING "id", "leasedUntil"`,
  );
  return leases.map(({ id, leasedUntil }) => ({
    webhook: id,
    done: async () => {
      // Where the lease ran out meanwhile, it is another's by now.
      await database.webhookEndpoint.updateMany({ where: { id, leasedUntil }, data: { leasedUntil: null } });
    },
  }));
}
