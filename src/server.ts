import '#live/tick-shape.ts';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { keepBackup, keepDailyBackups } from '#data/backup/keep.ts';
import { openDatabase } from '#data/client.ts';
import { type Cluster, openCluster } from '#data/postgres/cluster.ts';
import { migrate, readMigrationState } from '#data/postgres/migrate.ts';
import type { WatchEvent } from '#data/postgres/restart.ts';
import { loadBundledRecord } from '#data/record/bundled.ts';
import type { ImportResult } from '#data/record/import.ts';
import { contradictionAtStart } from '#data/record/verify.ts';
import { readTransaction } from '#data/transaction.ts';
import { environment, givenOrigin, publicOrigin } from '#env';
import { buildIfNeeded } from '#live/build.ts';
import { clientAddress } from '#live/client-address.ts';
import { followParentClock, nowMs } from '#live/clock.ts';
import { releaseFirst } from '#live/first-release.ts';
import { createFront } from '#live/front.ts';
import { isDatabaseThere } from '#live/health.ts';
import { startLive } from '#live/live.ts';
import { log } from '#live/log.ts';
import { createMetrics, serveMetrics } from '#live/metrics.ts';
import { type Next, startNext } from '#live/next.ts';
import { builtPageScript, freshPageScript } from '#live/page-script.ts';
import { watchRequests } from '#live/watch.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isDevelopment = process.argv.includes('--dev');
/** The longest that a shutdown waits for what is under way, and for everything: whoever stops a process kills it after 10 s. */
const drainLimitMs = 7_000;
const stopLimitMs = 9_500;
/** EX_UNAVAILABLE of sysexits.h: what this process needs is not there. */
const unavailableCode = 69;
const started = Date.now();

function progress(message: string): void {
  console.log(`parley: ${message} …`);
}

/** A start that cannot go on, in one line for whoever started it. */
class StartError extends Error {}

function portIsFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** What becomes of the embedded database, in the log. */
function tellOfDatabase(event: WatchEvent): void {
  if (event.kind === 'ENDED') log.error('the embedded database has ended and is started again', undefined, { how: event.how });
  else if (event.kind === 'FAILED')
    log.error('the embedded database could not be started; this is tried again', event.error, { attempt: event.attempt });
  else log.info('the embedded database runs again', { attempts: event.attempts, seconds: Number(event.seconds.toFixed(2)) });
}

/** Ends the process, so that whoever looks after it sees that nothing can be served. */
function endWithoutDatabase(error: unknown, attempts: number): void {
  log.error('the embedded database has ended and does not start any more, so Parley ends', error, { attempts });
  process.exit(unavailableCode);
}

async function openEmbedded(dataDirectory: string): Promise<Cluster> {
  const cluster = await openCluster(dataDirectory, progress);
  try {
    if (await cluster.serve({ report: tellOfDatabase, giveUp: endWithoutDatabase })) return cluster;
    throw new StartError(`another Parley is running on ${dataDirectory}: stop it, or set DATA_DIR and PORT to others`);
  } catch (error) {
    await cluster.leave();
    throw error;
  }
}

/** What of the record that comes with Parley was changed here and is left so. */
function leftAlone({ left, retracted }: ImportResult): string {
  const changed = left.length === 0 ? '' : `; left as they are here: ${left.map(({ entity, key }) => `${entity} ${key}`).join(', ')}`;
  return `${changed}${retracted === 0 ? '' : `; left retracted: ${retracted}`}`;
}

function reportBackup(reason: string): void {
  console.error(`parley: the database could not be backed up: ${reason}`);
}

/** Backs up the embedded database before migrations change it. Where that fails it is said, and the start goes on. */
async function backUpBeforeMigrations(ownerUrl: string, dataDirectory: string): Promise<void> {
  const { isBare, lacking } = await readMigrationState(ownerUrl);
  if (isBare || lacking.length === 0) return;
  try {
    progress(`Backed up the database before its migrations (${await keepBackup(ownerUrl, dataDirectory, nowMs())})`);
  } catch (error) {
    reportBackup(error instanceof Error ? error.message : String(error));
  }
}

/** @param ownFolder the data folder of the embedded database; null where it is somebody else's, who backs it up */
async function prepareDatabase(url: string, ownerUrl: string, ownFolder: string | null): Promise<void> {
  const reach = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  reach.on('error', () => undefined);
  try {
    await reach.connect();
    const { rows } = await reach.query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version");
    if ((rows[0]?.version ?? 0) < 150_000) throw new StartError('the database is older than PostgreSQL 15');
  } catch (error) {
    if (error instanceof StartError) throw error;
    const { host } = new URL(url);
    throw new StartError(
      `the database at ${host} cannot be reached: ${error instanceof Error ? error.message || String(error) : String(error)}`,
    );
  } finally {
    await reach.end().catch(() => undefined);
  }
  if (ownFolder !== null) await backUpBeforeMigrations(ownerUrl, ownFolder);
  const applied = await migrate(ownerUrl, decodeURIComponent(new URL(url).username));
  if (applied.length > 0) progress(`Migrated the database (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'})`);
  const database = openDatabase(url);
  try {
    const contradiction = await readTransaction(database, contradictionAtStart);
    if (contradiction !== null)
      throw new StartError(
        `the record contradicts its log: ${contradiction}. parley verify says more; where the log itself holds, parley rebuild makes the tables anew from it`,
      );
    const loaded = await loadBundledRecord(database);
    if (loaded !== null) progress(`Loaded the record (${loaded.facts.length} facts${leftAlone(loaded)})`);
    const release = await releaseFirst(database, givenOrigin());
    if (release !== null) progress(`Made the first release of the record (${release.id})`);
  } finally {
    await database.$disconnect();
  }
}

async function start(): Promise<void> {
  let next: Next | null = null;
  followParentClock((moment) => next?.setClock(moment));
  const {
    HOST,
    PORT,
    DATABASE_URL,
    DATABASE_OWNER_URL,
    DATA_DIR,
    CACHE_BYTES,
    MAX_STREAMS,
    MAX_STREAMS_PER_ADDRESS,
    TRUSTED_PROXIES,
    WEBHOOK_LOOPBACK,
    ORIGIN,
    ACCESS_LOG,
    METRICS_PORT,
  } = environment();
  if (ORIGIN?.startsWith('https:') && TRUSTED_PROXIES === 0)
    log.warn(
      'ORIGIN is https and TRUSTED_PROXIES is 0: all who come through one proxy count as one address; set it to how many proxies add to X-Forwarded-For',
    );
  if (PORT !== 0 && !(await portIsFree(PORT, HOST)))
    throw new StartError(`port ${PORT} on ${HOST} is taken: stop what uses it, or set PORT to another`);
  const embedded = DATABASE_URL === undefined ? await openEmbedded(DATA_DIR) : null;

  async function closeDatabase(): Promise<void> {
    await embedded?.leave();
  }

  try {
    const databaseUrl = DATABASE_URL ?? embedded?.url ?? '';
    process.env.DATABASE_URL = databaseUrl;
    const ownerUrl = embedded?.ownerUrl ?? DATABASE_OWNER_URL ?? databaseUrl;
    await prepareDatabase(databaseUrl, ownerUrl, embedded === null ? null : DATA_DIR);
    if (!isDevelopment) await buildIfNeeded(root, progress);
    const pageScript = isDevelopment ? freshPageScript(root) : await builtPageScript(root);
    // Pages are made within Next, and read from here what script they are to load.
    process.env.PAGE_SCRIPT = pageScript.address;

    // Before Next, which while it loads in development keeps this thread from hearing that a connection is there.
    const live = await startLive({
      databaseUrl,
      origin: publicOrigin,
      limits: { all: MAX_STREAMS, perAddress: MAX_STREAMS_PER_ADDRESS },
      trustedProxies: TRUSTED_PROXIES,
      report: ({ cursor, error }) => log.error('the log cannot be followed on; this is tried again each second', error, { cursor }),
      webhooks: { loopback: WEBHOOK_LOOPBACK, report: (reason) => log.error('webhooks cannot be delivered', reason) },
    });
    const pages = await startNext({
      dir: root,
      hostname: HOST,
      port: PORT,
      isDevelopment,
      report: (error) => log.error('what makes pages has ended and starts again', error),
    });
    next = pages;
    const metrics = createMetrics();
    metrics.look({
      ...live,
      ...pages,
      streams: () => live.stream.size,
      isDatabaseThere: () => isDatabaseThere(databaseUrl),
    });
    if (METRICS_PORT !== undefined) await serveMetrics(metrics, METRICS_PORT);
    const unavailable = isDevelopment ? null : await pages.ask({ method: 'GET', target: '/unavailable', headers: { accept: 'text/html' } });
    const { server, stop: stopFront } = createFront({
      ...live,
      ...pages,
      pageScript,
      unavailable,
      databaseUrl,
      origin: publicOrigin,
      report: (error) => log.error('a request failed', error),
      watch: watchRequests({
        log,
        isAccessLogged: ACCESS_LOG,
        clientAddress: (request) => clientAddress(request, TRUSTED_PROXIES),
        tally: metrics.tally,
      }),
      bytes: CACHE_BYTES,
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(PORT, HOST, () => {
        const address = server.address();
        resolve(address !== null && typeof address === 'object' ? address.port : PORT);
      });
    });
    // Permalinks are made from the address that is served, even where the port was left to the system.
    process.env.PORT = String(port);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`parley: ready after ${seconds} s at ${publicOrigin()}`);

    const backups =
      embedded === null ? null : keepDailyBackups({ databaseUrl: ownerUrl, dataDirectory: DATA_DIR, nowMs, report: reportBackup });

    let stopping = false;
    const stop = async (signal: string) => {
      if (stopping) return;
      stopping = true;
      console.log(`parley: stopping (${signal}) …`);
      setTimeout(() => {
        console.error('parley: stopped before everything had ended');
        process.exit(1);
      }, stopLimitMs);
      backups?.stop();
      live.stream.close();
      await Promise.all([stopFront(drainLimitMs), Promise.race([live.drain(), wait(drainLimitMs)])]);
      await pages.stop();
      await live.stop();
      await closeDatabase();
      process.exit(0);
    };
    process.on('SIGTERM', () => void stop('SIGTERM'));
    process.on('SIGINT', () => void stop('SIGINT'));
  } catch (error) {
    await closeDatabase();
    throw error;
  }
}

try {
  await start();
} catch (error) {
  console.error(`parley: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
