import { isDatabaseUnavailable } from '#data/availability.ts';
import { listenToLog } from '#data/change/listen.ts';
import { readChanges, readVersion } from '#data/change/read.ts';
import { openDatabase } from '#data/client.ts';
import { readTimeZones } from '#data/negotiation/read.ts';
import { readUnknown } from '#data/registry/read.ts';
import { readReleaseCount } from '#data/release/read.ts';
import { readTransaction } from '#data/transaction.ts';
import { daysIn, homeTimeZone, nextMidnight } from '#domain/time/as-of.ts';
import { toChangeAnswer } from '#http/contracts/change.ts';
import { clientAddress } from './client-address.ts';
import { now, nowMs } from './clock.ts';
import { followLog, type LookFailure } from './follower.ts';
import { StreamHub } from './hub.ts';
import { ChangeStream, type StreamLimits } from './stream.ts';
import { deliverWebhooks, type WebhooksOptions } from './webhooks.ts';

/** What makes a process live: its place in the log, the stream, and the clock of its answers. */
export interface Live {
  readonly stream: ChangeStream;
  /** The number of the last change that this process knows. */
  readonly head: () => number;
  /** How many changes and releases it knows: what answers are good for. */
  readonly edition: () => number;
  /** How long ago the log was last read, in milliseconds. */
  readonly silence: () => number;
  /** Looks whether the log has grown, and sends what is new. */
  readonly catchUp: () => Promise<void>;
  /** The next moment at which a day ends somewhere in the record, in milliseconds of the epoch. */
  readonly dayEnds: () => Promise<number>;
  readonly now: () => number;
  /** Seconds since the log was last read without a failure. */
  readonly lagSeconds: () => number;
  /** Takes up no more deliveries to webhooks, and resolves when those under way have ended. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What a live process stands on. */
export interface LiveOptions {
  readonly databaseUrl: string;
  /** The public address, without a slash at the end; asked for anew each time, because a port may be taken only when serving begins. */
  readonly origin: () => string;
  readonly limits: StreamLimits;
  /** See {@link clientAddress}. */
  readonly trustedProxies: number;
  /** Told of a look at the log that failed, once for each reason. */
  readonly report: (failure: LookFailure) => void;
  readonly webhooks: Pick<WebhooksOptions, 'loopback' | 'report'>;
}

/** How often it is looked whether a day has ended, in milliseconds. */
const dayWatchMs = 500;

/** How often a start reads before it gives up: a database is slow at first where everything starts at once. */
const startTries = 10;

/** Reads at the start of a process, which can wait for longer than a reader. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await read();
    } catch (error) {
      if (tries === startTries || !isDatabaseUnavailable(error)) throw error;
    }
}

/**
 * Begins to follow the log of a database, over connections of its own.
 *
 * @throws when the log cannot be read
 */
export async function startLive({
  databaseUrl,
  origin,
  limits,
  trustedProxies,
  report,
  webhooks: webhookOptions,
}: LiveOptions): Promise<Live> {
  const database = openDatabase(databaseUrl);
  // The first use of a client takes its time, on a busy machine more than a read may wait for a connection.
  await database.$connect();
  const read = (since: number, limit: number) => readTransaction(database, (tx) => readChanges(tx, { since, limit }));
  const version = await patiently(() => readTransaction(database, readVersion));
  const hub = new StreamHub(version);
  const stream = new ChangeStream({
    hub,
    read,
    catchUp: () => follower.catchUp(),
    encode: (change) => JSON.stringify(toChangeAnswer(change, origin())),
    unknownNegotiations: (slugs) => readTransaction(database, (tx) => readUnknown(tx, 'negotiation', slugs)),
    clientAddress: (request) => clientAddress(request, trustedProxies),
    limits,
  });
  let releases = await patiently(() => readTransaction(database, readReleaseCount));
  // Each is a statement of its own: there is a look with every write of anybody, and what the log says up to a number is the same at any
  // moment. A release is no change, but there are answers that tell of it: whoever makes one wakes the follower, which then finds none.
  let readAt = performance.now();
  const look = async (since: number, limit: number) => {
    const changes = await readChanges(database, { since, limit });
    readAt = performance.now();
    if (changes.length === 0) releases = await readReleaseCount(database);
    return changes;
  };
  const source = { read: look, listen: (wake: () => void) => listenToLog(databaseUrl, wake) };
  const follower = followLog(
    source,
    version,
    (changes) => {
      stream.send(changes);
      webhooks.wake();
    },
    report,
  );
  const webhooks = deliverWebhooks({ ...webhookOptions, databaseUrl, origin, now: nowMs });

  let zones = { seq: -1, names: await patiently(() => readTransaction(database, readTimeZones)) };
  let today: string | undefined;
  const watchDay = () => {
    const days = daysIn(zones.names, now());
    const day = days.get(homeTimeZone);
    stream.setDays(days);
    if (day !== undefined && today !== undefined && day !== today) stream.turnDay(day);
    today = day;
  };
  watchDay();
  const dayWatch = setInterval(watchDay, dayWatchMs);
  dayWatch.unref();

  const dayEnds = async (): Promise<number> => {
    const seq = follower.head;
    // Zones that were read before the last change are good enough where the database is away.
    if (zones.seq !== seq) zones = { seq, names: await readTransaction(database, readTimeZones).catch(() => zones.names) };
    return nextMidnight(zones.names, now()).getTime();
  };

  return {
    stream,
    head: () => follower.head,
    silence: () => follower.silence(),
    edition: () => follower.head + releases,
    catchUp: () => follower.catchUp(),
    dayEnds,
    now: nowMs,
    lagSeconds: () => (performance.now() - readAt) / 1_000,
    drain: webhooks.drain,
    stop: async () => {
      clearInterval(dayWatch);
      await webhooks.stop();
      await follower.stop();
      await database.$disconnect();
    },
  };
}
