import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listenToLog } from '../../src/data/change/listen.ts';
import { changeChannel } from '../../src/data/change/write.ts';
import { openDatabase } from '../../src/data/client.ts';
import { applicationRole, type Cluster, openCluster } from '../../src/data/postgres/cluster.ts';
import { migrate } from '../../src/data/postgres/migrate.ts';
import type { WatchEvent } from '../../src/data/postgres/restart.ts';
import { startProgram } from '../setup/processes.ts';
import { postmasterOf } from '../setup/scratch.ts';
import { withClient } from '../setup/sums.ts';

const parley = fileURLToPath(new URL('../../src/cli/parley.ts', import.meta.url));
const soon = { timeout: 60_000, interval: 20 };
const opened: Cluster[] = [];
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-watch-'));
  const cluster = await openCluster(folder);
  await migrate(cluster.ownerUrl, applicationRole);
  await cluster.stop();
});
afterEach(async () => {
  for (const cluster of opened.splice(0)) await cluster.stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(): Promise<Cluster> {
  const cluster = await openCluster(folder);
  opened.push(cluster);
  return cluster;
}

interface Watched {
  readonly cluster: Cluster;
  readonly events: WatchEvent[];
  readonly givenUp: Promise<{ readonly error: unknown; readonly attempts: number }>;
}

async function serve(cluster: Cluster, attempts = 10): Promise<Watched> {
  const events: WatchEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<{ error: unknown; attempts: number }>();
  const options = { attempts, firstDelayMs: 5, report: (event: WatchEvent) => void events.push(event) };
  expect(await cluster.serve({ ...options, giveUp: (error, count) => resolve({ error, attempts: count }) })).toBe(true);
  return { cluster, events, givenUp: promise };
}

function running(): number {
  const pid = postmasterOf(folder);
  if (pid === null) throw new Error('no database runs');
  return pid;
}

const restarts = (events: readonly WatchEvent[]) => events.filter(({ kind }) => kind === 'RESTARTED').length;
const kill = () => process.kill(running(), 'SIGKILL');
const answers = (url: string) => withClient(url, async (client) => (await client.query('SELECT 1')).rowCount);

/** The claims that are held now. */
const claims = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ mode: string }>("SELECT mode FROM pg_locks WHERE locktype = 'advisory' ORDER BY mode");
    return rows.map(({ mode }) => mode);
  });

describe('a database that is served from and killed', () => {
  test('runs again at the same address, and what hung on it goes on', async () => {
    const { cluster, events } = await serve(await open());
    const database = openDatabase(cluster.url);
    let woken = 0;
    const stopListening = listenToLog(cluster.url, () => {
      woken += 1;
    });
    try {
      await expect.poll(() => woken, soon).toBe(1);
      for (const times of [1, 2]) {
        kill();
        await expect.poll(() => restarts(events), soon).toBe(times);
        await expect.poll(() => database.$queryRaw`SELECT 1 AS one`.catch(() => null), soon).toEqual([{ one: 1 }]);
        // Each connection is followed by a look, because what was told meanwhile was not heard.
        await expect.poll(() => woken, soon).toBe(times * 2);
        await withClient(cluster.url, (client) => client.query(`NOTIFY ${changeChannel}`));
        await expect.poll(() => woken, soon).toBe(times * 2 + 1);
      }
      expect(events[0]).toEqual({ kind: 'ENDED', how: 'by SIGKILL' });
    } finally {
      await stopListening();
      await database.$disconnect();
    }
  });

  test('is claimed again, so that nobody else serves from it or takes it away', async () => {
    const { cluster, events } = await serve(await open());
    expect(await claims(cluster.url)).toEqual(['ExclusiveLock', 'ShareLock']);
    kill();
    await expect.poll(() => restarts(events), soon).toBe(1);
    await expect.poll(() => claims(cluster.url), soon).toEqual(['ExclusiveLock', 'ShareLock']);
    const other = await open();
    expect(await other.serve({ report: () => undefined, giveUp: () => undefined })).toBe(false);
    await other.leave();
    expect(await answers(cluster.url)).toBe(1);
  });

  test('runs again where another process had started it', async () => {
    await open();
    const { cluster, events } = await serve(await open());
    expect(cluster.startedHere).toBe(false);
    kill();
    await expect.poll(() => restarts(events), soon).toBe(1);
    expect(await answers(cluster.url)).toBe(1);
  });

  test('is joined at the same address where another command starts it first', async () => {
    const { cluster, events } = await serve(await open());
    kill();
    const other = await open();
    expect(other.url).toBe(cluster.url);
    await expect.poll(() => restarts(events), soon).toBe(1);
    await expect.poll(() => claims(cluster.url), soon).toEqual(['ExclusiveLock', 'ShareLock', 'ShareLock']);
    await other.leave();
    expect(await answers(cluster.url)).toBe(1);
  });

  test.runIf(process.platform === 'linux')('asks for its files to be on the disk at once, and not one by one', async () => {
    const { url } = await open();
    const { rows } = await withClient(url, (client) =>
      client.query<{ method: string }>("SELECT current_setting('recovery_init_sync_method') AS method"),
    );
    expect(rows).toEqual([{ method: 'syncfs' }]);
  });

  test('is given up after so many attempts, with the reason', async () => {
    const { events, givenUp } = await serve(await open(), 3);
    const version = join(folder, 'postgres', 'PG_VERSION');
    renameSync(version, `${version}.away`);
    try {
      kill();
      const { error, attempts } = await givenUp;
      expect(attempts).toBe(3);
      expect(String(error)).toMatch(/^ClusterError: PostgreSQL stopped while starting: .*is not a valid data directory/);
      expect(events.map(({ kind }) => kind)).toEqual(['ENDED', 'FAILED', 'FAILED']);
    } finally {
      renameSync(`${version}.away`, version);
    }
  });
});

describe('a database that several use', () => {
  test('stays when a command line that came to it ends', async () => {
    const { cluster } = await serve(await open());
    const before = running();
    const program = startProgram(process.execPath, ['--disable-warning=ExperimentalWarning', parley, 'doctor'], {
      DATA_DIR: folder,
      DATABASE_URL: '',
    });
    expect(await program.ended, program.output()).toBe(0);
    expect(await answers(cluster.url)).toBe(1);
    expect(running()).toBe(before);
  });

  test('stays when a command line that started it ends, and is stopped by the server at its end', async () => {
    const first = await open();
    const { cluster, events } = await serve(await open());
    await first.leave();
    expect(await answers(cluster.url)).toBe(1);
    await cluster.leave();
    expect(events).toEqual([]);
    expect(postmasterOf(folder)).toBeNull();
  });

  test('stays when the server that started it ends while a command line works', async () => {
    const { cluster: server } = await serve(await open());
    const command = await open();
    const client = new Client({ connectionString: command.url });
    await client.connect();
    await server.leave();
    expect((await client.query('SELECT 1')).rowCount).toBe(1);
    await client.end();
    await command.leave();
    expect(postmasterOf(folder)).toBeNull();
  });

  test('is stopped once, whoever of those that leave together is the last', async () => {
    const all = [await open(), ...(await Promise.all([open(), open(), open()]))];
    await Promise.all(all.map((cluster) => cluster.leave()));
    expect(postmasterOf(folder)).toBeNull();
  });

  test('is there for everybody who comes while the last leaves', async () => {
    const work = async () => {
      for (let round = 0; round < 3; round += 1) {
        const cluster = await openCluster(folder);
        expect(await answers(cluster.url)).toBe(1);
        await cluster.leave();
      }
    };
    await Promise.all([work(), work(), work()]);
    expect(postmasterOf(folder)).toBeNull();
  });
});
