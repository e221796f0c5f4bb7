import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { postgresBinaries } from './binaries.ts';
import { type Account, spawnAs, unprivilegedAccount } from './unprivileged.ts';

/** A running PostgreSQL of our own. */
export interface Cluster {
  /** Address of the application's database, owned by the application's role, which is not a superuser. */
  readonly url: string;
  /** Address of the maintenance database as the superuser: for tests that create databases. */
  readonly adminUrl: string;
  /** True when this process started it, false when it was running already. */
  readonly startedHere: boolean;
  /** Stops the cluster (a fast shutdown: open transactions roll back) and waits until it is down. */
  stop(): Promise<void>;
}

/** What the cluster says while it starts. */
export type Progress = (message: string) => void;

const role = 'parley';
const startLimitMs = 60_000;
const stopLimitMs = 20_000;

const secretsSchema = z.object({ admin: z.string(), application: z.string() });
type Secrets = z.infer<typeof secretsSchema>;

interface Running {
  readonly pid: number;
  readonly port: number;
}

/** Reads postmaster.pid (line 1 the process, 2 the data folder, 4 the port) and checks that the process is that postmaster. */
function runningPostmaster(folder: string): Running | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0) return null;
  if (!isAlive(pid)) return null;
  const commandLine = `/proc/${pid}/cmdline`;
  if (existsSync('/proc/self/cmdline') && !(existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(folder))) return null;
  return { pid, port };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no free port'))));
    });
  });
}

function address(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

function readSecrets(file: string): Secrets {
  return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

async function initialise(folder: string, secretsFile: string, initdb: string, account: Account | null): Promise<void> {
  const secrets: Secrets = { admin: randomBytes(24).toString('hex'), application: randomBytes(24).toString('hex') };
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, `${secrets.admin}\n`, { mode: 0o600 });
  if (account !== null) chownSync(passwordFile, account.uid, account.gid);
  try {
    const child = spawnAs(
      account,
      initdb,
      [
        '-D',
        folder,
        '-U',
        'postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--data-checksums',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString('utf8');
    });
    const code = await new Promise<number | null>((done, reject) => {
      child.once('error', reject);
      child.once('close', done);
    });
    if (code !== 0)
      throw new Error(`PostgreSQL could not initialise ${folder}: ${errors.trim().split('\n').at(-1) ?? `exit code ${code}`}`);
    writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function connects(url: string): Promise<true | Error> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function waitUntilReady(url: string, stillRuns: () => boolean, log: () => string): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const answer = await connects(url);
    if (answer === true) return;
    if (!stillRuns()) throw new Error(`PostgreSQL stopped while starting: ${log().trim().split('\n').at(-1) ?? answer.message}`);
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not accept connections within ${startLimitMs / 1000} s: ${answer.message}`);
    await wait(50);
  }
}

async function ensureApplicationDatabase(adminUrl: string, password: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
    const login = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`;
    await client.query(`${roles.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} ${login}`);
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [role]);
    if (databases.rowCount === 0) await client.query(`CREATE DATABASE ${role} OWNER ${role}`);
  } finally {
    await client.end();
  }
}

async function stopPostmaster(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopLimitMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) did not stop within ${stopLimitMs / 1000} s`);
    await wait(25);
  }
}

/**
 * Starts the PostgreSQL of the data folder, creating it at first, or joins it where it runs already (another command, or what a
 * killed server left behind).
 *
 * @param dataDirectory absolute path; the cluster lives in its `postgres` folder
 * @throws Error saying in one line why it cannot run
 */
export async function openCluster(dataDirectory: string, progress: Progress = () => undefined): Promise<Cluster> {
  const folder = join(resolve(dataDirectory), 'postgres');
  const secretsFile = join(dirname(folder), 'postgres.json');
  mkdirSync(dirname(folder), { recursive: true });

  const running = runningPostmaster(folder);
  if (running !== null && existsSync(secretsFile)) {
    const secrets = readSecrets(secretsFile);
    const adminUrl = address('postgres', secrets.admin, running.port, 'postgres');
    await waitUntilReady(
      adminUrl,
      () => isAlive(running.pid),
      () => '',
    );
    await ensureApplicationDatabase(adminUrl, secrets.application);
    return {
      url: address(role, secrets.application, running.port, role),
      adminUrl,
      startedHere: false,
      stop: () => stopPostmaster(running.pid),
    };
  }

  const { initdb, postgres } = await postgresBinaries();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const account = await unprivilegedAccount([dirname(folder), dirname(initdb)]);
  if (!existsSync(join(folder, 'PG_VERSION')) || !existsSync(secretsFile)) {
    progress('Creating the database');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    if (account !== null) chownSync(folder, account.uid, account.gid);
    await initialise(folder, secretsFile, initdb, account);
  }

  const secrets = readSecrets(secretsFile);
  const port = await freePort();
  progress('Starting the database');
  const child = spawnAs(
    account,
    postgres,
    [
      '-D',
      folder,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'timezone=UTC',
      '-c',
      'log_timezone=UTC',
    ],
    // A group of its own: Ctrl-C in the terminal reaches only us, and we stop the database after the last request.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-4000);
  });
  let failure: Error | null = null;
  child.once('error', (error) => {
    failure = error;
  });
  const adminUrl = address('postgres', secrets.admin, port, 'postgres');
  await waitUntilReady(
    adminUrl,
    () => failure === null && child.exitCode === null && child.signalCode === null,
    () => failure?.message ?? log,
  );
  await ensureApplicationDatabase(adminUrl, secrets.application);
  const pid = child.pid;
  child.unref();
  return {
    url: address(role, secrets.application, port, role),
    adminUrl,
    startedHere: true,
    stop: async () => {
      if (pid !== undefined) await stopPostmaster(pid);
    },
  };
}
