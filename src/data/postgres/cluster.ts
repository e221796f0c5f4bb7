import { type ChildProcess, execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { platform, release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { z } from 'zod';
import { isDatabaseUnavailable } from '../availability.ts';
import { postgresBinaries } from './binaries.ts';
import { type Claim, claimServing, claimUse } from './claim.ts';
import { ClusterError, plainReason, stateOf } from './data-folder.ts';
import { type RestartOptions, restartAlways } from './restart.ts';
import { type Account, spawnAs, unprivilegedAccount } from './unprivileged.ts';

/** A running PostgreSQL of our own. */
export interface Cluster {
  /** Address of the database as the application: a role that owns nothing. */
  readonly url: string;
  /** Its address as the role that owns it, which migrates and restores. */
  readonly ownerUrl: string;
  /** Address of the maintenance database as the superuser: for tests that create databases. */
  readonly adminUrl: string;
  /** True when this process started it, false when it was running already. */
  readonly startedHere: boolean;
  /**
   * Serves from it: until {@link leave} or {@link stop} it is watched, and started again at the same address when it ends, whoever
   * started it before.
   *
   * @returns false where another process serves from it
   */
  serve(options: RestartOptions): Promise<boolean>;
  /** Leaves it to the others who use it. The last one stops it, whoever started it. */
  leave(): Promise<void>;
  /** Stops the cluster (a fast shutdown: open transactions roll back), whoever uses it, and waits until it is down. */
  stop(): Promise<void>;
}

/** What the cluster says while it starts. */
export type Progress = (message: string) => void;

/** The role that the application connects as, and the one that owns its database of the same name. */
export const applicationRole = 'parley';
export const ownerRole = 'parley_owner';
const databaseName = 'parley';
const startLimitMs = 60_000;
const stopLimitMs = 60_000;
/** How long the last words of a PostgreSQL that has ended are waited for, in milliseconds. */
const lastWordsMs = 1_000;
/** How often it is looked whether a PostgreSQL that another process started still runs, in milliseconds. */
const lookMs = 1_000;
/** How often, and how long, a start waits for another process that starts the same. */
const meetings = 40;
const meetingMs = 250;
/** PostgreSQL's states for a wrong password, for what another process has made in the same moment, and for being stopped by another. */
const wrongPassword = '28P01';
const metAnother = ['42710', '42P04', '23505', 'XX000', '57P01', '57P03'];

/** Passwords by role. The owner has none in a folder from before it had a role of its own. */
const secretsSchema = z.object({ admin: z.string(), application: z.string(), owner: z.string().exactOptional() });
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
  return isPostmaster(pid, folder) ? { pid, port } : null;
}

/** Whether a process is the PostgreSQL of a folder; where the system does not tell what its processes run, whether it is there. */
function isPostmaster(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  const commandLine = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(commandLine, 'utf8').includes(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ESRCH')) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The port that a cluster was last started on: PostgreSQL writes down the command it was started with. Zero where it never was. */
function lastPort(folder: string): number {
  try {
    return Number(/"-p" "(\d+)"/.exec(readFileSync(join(folder, 'postmaster.opts'), 'utf8'))?.[1] ?? 0);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
}

/** A port that nobody listens on. */
function freePort(preferred: number): Promise<number> {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (preferred === 0 ? reject(error) : resolvePort(freePort(0))));
    probe.listen(preferred, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address !== null && typeof address === 'object' ? resolvePort(address.port) : reject(new Error('no free port'))));
    });
  });
}

function address(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

/** The passwords; null where they are gone, or cannot be read as such. */
function readSecrets(file: string): Secrets | null {
  try {
    return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}

/** The passwords of all roles, with one for the owner where a folder from before it had a role of its own has none. */
function wholeSecrets(file: string, secrets: Secrets): Required<Secrets> {
  if (secrets.owner !== undefined) return { ...secrets, owner: secrets.owner };
  const whole = { ...secrets, owner: randomBytes(24).toString('hex') };
  writeSecrets(file, whole, true);
  return whole;
}

function makeSecrets(): Required<Secrets> {
  const [admin, application, owner] = [24, 24, 24].map((size) => randomBytes(size).toString('hex'));
  return { admin: admin ?? '', application: application ?? '', owner: owner ?? '' };
}

function isSystemError(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

/**
 * Writes the passwords: the file is there whole or not at all.
 *
 * @param replaces whether they take the place of others; else those stay that are there
 */
function writeSecrets(file: string, secrets: Secrets, replaces: boolean): void {
  const unfinished = `${file}.${process.pid}.part`;
  try {
    writeFileSync(unfinished, JSON.stringify(secrets), { mode: 0o600, flush: true });
    if (replaces) renameSync(unfinished, file);
    else linkSync(unfinished, file);
  } catch (error) {
    if (replaces || !isSystemError(error, 'EEXIST')) throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

interface Ran {
  readonly code: number | null;
  readonly errors: string;
}

/** Runs one of PostgreSQL's programs to its end. */
async function runProgram(account: Account | null, program: string, args: readonly string[], input = ''): Promise<Ran> {
  const child = spawnAs(account, program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString('utf8')).slice(-20_000);
  });
  // Who has ended reads nothing more; the code says why.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return new Promise((done, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => done({ code, errors: signal === null ? errors : `${errors}\nerror: ended by ${signal}` }));
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/**
 * Makes a cluster beside its place and moves it there when it is whole: a start that is cut short leaves nothing in that place. The passwords come first,
 * and those that are there are kept, because they may be those of a cluster that was moved away.
 */
async function initialise(folder: string, secretsFile: string, initdb: string, account: Account | null): Promise<void> {
  // Two processes that start at once come to the same passwords, whoever's cluster is the one that stays.
  if (readSecrets(secretsFile) === null) writeSecrets(secretsFile, makeSecrets(), existsSync(secretsFile));
  const secrets = readSecrets(secretsFile);
  if (secrets === null) throw new ClusterError(`${secretsFile} cannot be read`);
  const unfinished = mkdtempSync(`${folder}.unfinished-`);
  const passwordFile = `${unfinished}.password`;
  try {
    writeFileSync(passwordFile, `${secrets.admin}\n`, { mode: 0o600 });
    if (account !== null) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
    const { code, errors } = await runProgram(account, initdb, [
      '-D',
      unfinished,
      '-U',
      'postgres',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ]);
    if (code !== 0) {
      const [reason = `exit code ${code}`] = errors.split('\n').filter((line) => /error|fatal/i.test(line));
      throw new ClusterError(`PostgreSQL could not initialise ${folder}: ${reason.trim()}`);
    }
    renameSync(unfinished, folder);
  } catch (error) {
    // This process made it a moment ago, and nothing was ever kept in it.
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster.
    if (!isSystemError(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Gives the superuser of a cluster that does not run a new password; nothing else of it changes. */
async function renewSecrets(folder: string, secretsFile: string, postgres: string, account: Account | null): Promise<void> {
  const secrets = makeSecrets();
  const statement = `ALTER ROLE postgres PASSWORD '${secrets.admin}'\n`;
  const { code, errors } = await runProgram(account, postgres, ['--single', '-D', folder, 'postgres'], statement);
  if (code !== 0 || errors.includes('ERROR:'))
    throw new ClusterError(`${secretsFile} is gone, and PostgreSQL could not be given a new password: ${lastLine(errors)}`);
  writeSecrets(secretsFile, secrets, true);
}

async function majorVersionOf(postgres: string): Promise<string> {
  const { stdout } = await promisify(execFile)(postgres, ['--version']);
  return /(\d+)/.exec(stdout)?.[1] ?? '';
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

/** The line of a log that says why PostgreSQL stopped. */
function whyStopped(log: string): string {
  return /^.*(?:FATAL|PANIC):.*$/m.exec(log)?.[0].trim() ?? lastLine(log);
}

async function waitUntilReady(url: string, stillRuns: () => boolean, log: () => string | Promise<string>): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (;;) {
    const answer = await connects(url);
    const runs = stillRuns();
    // What answers there after ours has ended is another's.
    if (answer === true && runs) return;
    if (isSystemError(answer, wrongPassword))
      throw new ClusterError(
        'the passwords in postgres.json are not those of the database beside it: put the right file back, or move it away while nothing runs, and start again, which sets new ones',
      );
    const reason = answer === true ? 'another one answers in its place' : answer.message;
    if (!runs) throw new ClusterError(`PostgreSQL stopped while starting: ${whyStopped(await log()) || reason}`);
    if (Date.now() > deadline) throw new Error(`PostgreSQL did not accept connections within ${startLimitMs / 1000} s: ${reason}`);
    await wait(50);
  }
}

async function asAdmin<T>(adminUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: adminUrl });
  // Who stops the database meanwhile is told by the next query, and must not end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes the two roles and the database where they are missing. One that belonged to the application is given to its owner. */
async function ensureDatabase(adminUrl: string, secrets: Required<Secrets>): Promise<void> {
  const isTheApplications = await asAdmin(adminUrl, async (client) => {
    for (const [role, password] of [
      [ownerRole, secrets.owner],
      [applicationRole, secrets.application],
    ] as const) {
      const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const login = `LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`;
      await client.query(`${roles.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} ${login}`);
    }
    const { rows } = await client.query<{ owner: string }>('SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = $1', [
      databaseName,
    ]);
    if (rows.length === 0) await client.query(`CREATE DATABASE ${databaseName} OWNER ${ownerRole}`);
    return rows[0]?.owner === applicationRole;
  });
  if (!isTheApplications) return;
  const inside = Object.assign(new URL(adminUrl), { pathname: `/${databaseName}` }).href;
  await asAdmin(inside, (client) => client.query(`REASSIGN OWNED BY ${applicationRole} TO ${ownerRole}`));
}

/** The addresses of a running cluster. */
function addressesOf(secrets: Required<Secrets>, port: number): Pick<Cluster, 'url' | 'ownerUrl' | 'adminUrl'> {
  return {
    url: address(applicationRole, secrets.application, port, databaseName),
    ownerUrl: address(ownerRole, secrets.owner, port, databaseName),
    adminUrl: address('postgres', secrets.admin, port, 'postgres'),
  };
}

async function stopPostmaster({ pid }: { readonly pid: number }, stillRuns: () => boolean): Promise<void> {
  if (!stillRuns()) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + stopLimitMs;
  while (stillRuns()) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) did not stop within ${stopLimitMs / 1000} s`);
    await wait(25);
  }
}

/** Stops whatever PostgreSQL runs on a folder now. */
async function stopRunning(folder: string): Promise<void> {
  const running = runningPostmaster(folder);
  if (running !== null) await stopPostmaster(running, () => isPostmaster(running.pid, folder));
}

/** The last one who used the database stopped it while this process came to it. */
class LeftError extends Error {}

/** A PostgreSQL that runs: a child of this process, or another's. */
interface Postmaster {
  readonly pid: number;
  readonly child: ChildProcess | null;
}

/** What PostgreSQL is started with. */
interface Launch {
  readonly folder: string;
  readonly postgres: string;
  readonly account: Account | null;
  readonly port: number;
  readonly adminUrl: string;
}

/**
 * What makes a start after a crash quick. PostgreSQL first makes sure that every file is on the disk: one by one, which takes seconds, or by
 * asking Linux once for the whole file system, which tells of every failure from Linux 5.8 on (PostgreSQL, recovery_init_sync_method).
 */
function recoverySettings(): string[] {
  const [major = 0, minor = 0] = release().split('.').map(Number.parseFloat);
  return platform() === 'linux' && (major > 5 || (major === 5 && minor >= 8)) ? ['-c', 'recovery_init_sync_method=syncfs'] : [];
}

/** Starts PostgreSQL, and waits until it accepts connections. Where it does not, or is no longer wanted, it is stopped. */
async function launch(
  { folder, postgres, account, port, adminUrl }: Launch,
  signal?: AbortSignal,
): Promise<Postmaster & { child: ChildProcess }> {
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
      ...recoverySettings(),
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
  const runs = () => failure === null && child.exitCode === null && child.signalCode === null;
  // Its last words may come after its end.
  const closed = new Promise<void>((resolveClosed) => child.once('close', () => resolveClosed()));
  const pid = child.pid ?? 0;
  try {
    await waitUntilReady(
      adminUrl,
      () => runs() && signal?.aborted !== true,
      async () => {
        await Promise.race([closed, wait(lastWordsMs, undefined, { ref: false })]);
        return failure?.message ?? log;
      },
    );
  } catch (error) {
    // It ends this way only when it is told to, by another who came to it and left.
    if (child.exitCode === 0) throw new LeftError('it was stopped');
    if (pid !== 0) await stopPostmaster({ pid }, runs);
    throw error;
  }
  child.unref();
  return { pid, child };
}

/** Starts a PostgreSQL that has ended again on its port, or joins it where another command was faster. */
async function launchAgain(
  { folder, port, adminUrl }: Pick<Launch, 'folder' | 'port' | 'adminUrl'>,
  signal: AbortSignal,
): Promise<Postmaster> {
  const running = runningPostmaster(folder);
  if (running === null) {
    const { initdb, postgres } = await postgresBinaries();
    return launch({ folder, port, adminUrl, postgres, account: await unprivilegedAccount([dirname(folder), dirname(initdb)]) }, signal);
  }
  if (running.port !== port)
    throw new ClusterError(
      `another command has started it on port ${running.port} while its own, ${port}, was taken: start Parley again, which finds it there`,
    );
  await waitUntilReady(
    adminUrl,
    () => !signal.aborted && runningPostmaster(folder)?.pid === running.pid,
    () => '',
  );
  return { pid: running.pid, child: null };
}

/** Resolves, with how, when a PostgreSQL has ended. */
async function untilEnded(folder: string, { pid, child }: Postmaster, signal: AbortSignal): Promise<string> {
  if (child === null) {
    while (runningPostmaster(folder)?.pid === pid) await wait(lookMs, undefined, { signal, ref: false });
    return 'it runs no more';
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit', { signal });
  return child.signalCode === null ? `with code ${child.exitCode}` : `by ${child.signalCode}`;
}

/**
 * Starts the PostgreSQL of the data folder, creating it at first, or joins it where it runs already (another command, or what a
 * killed server left behind).
 *
 * @param dataDirectory absolute path; the cluster lives in its `postgres` folder
 * No data is ever removed: what is missing or unfit is said, and the passwords are set anew where they are lost.
 *
 * @throws ClusterError saying in one line why it cannot run, and how to go on
 */
export async function openCluster(dataDirectory: string, progress: Progress = () => undefined): Promise<Cluster> {
  for (let meeting = 0; ; meeting += 1)
    try {
      return await startOrJoin(dataDirectory, progress);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const hasMet = error instanceof LeftError || /postmaster\.pid" already exists/.test(text) || isSystemError(error, ...metAnother);
      if (!hasMet || meeting === meetings) throw new ClusterError(plainReason(text, resolve(dataDirectory)) ?? text);
      await wait(meetingMs);
    }
}

/** Makes a cluster that runs one's own to use. */
async function use(folder: string, port: number, secrets: Required<Secrets>, begun: Postmaster): Promise<Cluster> {
  const addresses = addressesOf(secrets, port);
  await ensureDatabase(addresses.adminUrl, secrets);
  const claim = await claimUse(addresses.url);
  let postmaster = begun;
  let startedHere = begun.child !== null;
  let serving: Claim | null = null;
  let endWatch = async (): Promise<void> => undefined;
  return {
    ...addresses,
    startedHere,
    serve: async (options) => {
      serving = await claimServing(addresses.url);
      if (serving === null) return false;
      for (const each of [claim, serving]) each.keep();
      endWatch = restartAlways(
        (signal) => untilEnded(folder, postmaster, signal),
        async (signal) => {
          postmaster = await launchAgain({ folder, port, adminUrl: addresses.adminUrl }, signal);
          startedHere = postmaster.child !== null;
        },
        options,
      );
      return true;
    },
    leave: async () => {
      await endWatch();
      await serving?.end();
      const wasLast = await claim.endAsLast(() => stopRunning(folder));
      // Nobody else can reach it either. Whatever has been started in its place meanwhile is another's.
      const { pid } = postmaster;
      if (wasLast === null && startedHere) await stopPostmaster({ pid }, () => isPostmaster(pid, folder));
    },
    stop: async () => {
      await endWatch();
      for (const each of [claim, serving]) await each?.end();
      await stopRunning(folder);
    },
  };
}

async function startOrJoin(dataDirectory: string, progress: Progress): Promise<Cluster> {
  const folder = join(resolve(dataDirectory), 'postgres');
  const secretsFile = join(dirname(folder), 'postgres.json');
  mkdirSync(dirname(folder), { recursive: true });

  const running = runningPostmaster(folder);
  if (running !== null) {
    const secrets = readSecrets(secretsFile);
    if (secrets === null)
      throw new ClusterError(
        `${secretsFile}, which holds the passwords of the database, is gone or damaged while PostgreSQL (process ${running.pid}) runs: nothing was changed; stop Parley and that process (kill -INT ${running.pid}), and start again, which sets new ones`,
      );
    const whole = wholeSecrets(secretsFile, secrets);
    const stillRuns = () => runningPostmaster(folder)?.pid === running.pid;
    try {
      await waitUntilReady(addressesOf(whole, running.port).adminUrl, stillRuns, () => '');
      return await use(folder, running.port, whole, { pid: running.pid, child: null });
    } catch (error) {
      if (!stillRuns() || isDatabaseUnavailable(error)) throw new LeftError(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  const { initdb, postgres } = await postgresBinaries();
  const account = await unprivilegedAccount([dirname(folder), dirname(initdb)]);
  if (stateOf(resolve(dataDirectory), folder, await majorVersionOf(postgres)) === 'MISSING') {
    progress('Creating the database');
    await initialise(folder, secretsFile, initdb, account);
  }
  if (readSecrets(secretsFile) === null) {
    progress('Setting new passwords for the database, because those in postgres.json are gone');
    await renewSecrets(folder, secretsFile, postgres, account);
  }
  const secrets = readSecrets(secretsFile);
  if (secrets === null) throw new ClusterError(`${secretsFile} cannot be read`);
  const port = await freePort(lastPort(folder));
  progress('Starting the database');
  const whole = wholeSecrets(secretsFile, secrets);
  const postmaster = await launch({ folder, postgres, account, port, adminUrl: addressesOf(whole, port).adminUrl });
  try {
    return await use(folder, port, whole, postmaster);
  } catch (error) {
    const { child } = postmaster;
    const runs = () => child.exitCode === null && child.signalCode === null;
    await stopPostmaster(postmaster, runs);
    // Another who came to it and left before this process had claimed it was the last, and stopped it.
    if (isDatabaseUnavailable(error) && child.exitCode === 0) throw new LeftError('it was stopped');
    throw error;
  }
}
