import type { PgBoss } from 'pg-boss';
import { z } from 'zod';

/** A webhook that this process may deliver to, alone among all processes, for as long as the queue lends it. */
export interface WebhookTurn {
  readonly webhook: string;
  /** Gives it back. */
  readonly done: () => Promise<void>;
}

/** The queue of the webhooks that are to be delivered to. */
export interface WebhookQueue {
  /** Puts webhooks in line, those that are not in line or in somebody's hands already. */
  readonly add: (webhooks: readonly string[]) => Promise<void>;
  /** The next in line, at most `limit`. */
  readonly take: (limit: number) => Promise<readonly WebhookTurn[]>;
  readonly stop: () => Promise<void>;
}

/** How the queue watches over those who work on it. */
export interface WebhookQueueOptions {
  /** How long a webhook is lent, in seconds. A process that is killed keeps it for as long. */
  readonly leaseSeconds: number;
  /** How often it is looked for leases that have run out, in seconds. */
  readonly watchSeconds: number;
  /** Told what goes wrong in the background. */
  readonly report: (error: unknown) => void;
}

const queue = 'webhook';
/** What a job carries. */
const jobSchema = z.object({ webhook: z.string() });
/** How many connections pg-boss holds at most. */
const connections = 2;

/**
 * Opens the queue of webhooks: pg-boss, in its own schema `pgboss`, which it makes and keeps up to date itself.
 *
 * A job is a webhook in line, and not a message. Messages stay where they are, in the log, and the webhook's own cursor says which comes next: so they are in order
 * whatever happens, a replay only moves the cursor, and no change is copied for each receiver. Retries by pg-boss are per job and
 * by a formula of its own, and could not be cut short by `parley webhook enable`; so the timetable is kept with the webhook, and a job is put in line when its time has come.
 * What pg-boss does is what it does best: it hands each job to one process alone (`exclusive`: one per webhook, waiting or in hand), and takes it back from those that die.
 */
export async function openWebhookQueue(url: string, { leaseSeconds, watchSeconds, report }: WebhookQueueOptions): Promise<WebhookQueue> {
  // Loaded with the first webhook: most records have none, and their start should not wait for it.
  const { PgBoss: Boss } = await import('pg-boss');
  const boss: PgBoss = new Boss({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 2_000,
    application_name: 'parley-webhooks',
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    reindex: false,
    openTelemetry: { enabled: false },
    superviseIntervalSeconds: watchSeconds,
    monitorIntervalSeconds: watchSeconds,
  });
  boss.on('error', report);
  const close = () => boss.stop({ graceful: false });
  try {
    await boss.start();
    // A lease that runs out ends the job for good: whoever finds its webhook due puts it in line anew.
    await boss.createQueue(queue, { policy: 'exclusive', retryLimit: 0, expireInSeconds: leaseSeconds, deleteAfterSeconds: 60 });
    await boss.updateQueue(queue, { expireInSeconds: leaseSeconds });
  } catch (error) {
    await close().catch(report);
    throw error;
  }
  return {
    add: async (webhooks) => {
      await boss.insert(
        queue,
        webhooks.map((webhook) => ({ data: { webhook }, singletonKey: webhook })),
      );
    },
    take: async (limit) => {
      const jobs = await boss.fetch(queue, { batchSize: limit });
      return jobs.map(({ id, retryCount, data }) => ({
        webhook: jobSchema.parse(data).webhook,
        done: async () => {
          await boss.deleteJob(queue, { id, retryCount });
        },
      }));
    },
    stop: close,
  };
}
