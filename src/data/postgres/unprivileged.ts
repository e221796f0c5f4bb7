import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** The account that PostgreSQL runs under: PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** Whether that account can reach our folders by itself, or has to be let past their permissions. */
  readonly reachesFolders: boolean;
}

const run = promisify(execFile);

async function idOf(name: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

function everybodyMayPass(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The account to run PostgreSQL under: null (our own) unless we are root, else `postgres` or `nobody`.
 *
 * @param folders existing folders that PostgreSQL has to reach
 * @throws Error where we are root and the machine has neither account
 */
export async function unprivilegedAccount(folders: readonly string[]): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const account = (await idOf('postgres')) ?? (await idOf('nobody'));
  if (account === null)
    throw new Error('PostgreSQL does not run as root, and this machine has no user "postgres" or "nobody" to run it as');
  return { ...account, reachesFolders: folders.every(everybodyMayPass) };
}

function setprivPath(): string {
  for (const path of ['/usr/bin/setpriv', '/bin/setpriv', '/usr/sbin/setpriv']) {
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  throw new Error(
    'this folder is closed to other users and PostgreSQL does not run as root: install "setpriv" (util-linux), move the folder, or set DATABASE_URL',
  );
}

/**
 * Starts a program under the account. Where folders on the way are closed to it (a clone under /root, or in a folder made by
 * mktemp), `setpriv` hands it the one capability that passes closed folders, and nothing else of root's.
 */
export function spawnAs(account: Account | null, program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  if (account === null) return spawn(program, args, options);
  if (account.reachesFolders) return spawn(program, args, { ...options, uid: account.uid, gid: account.gid });
  return spawn(
    setprivPath(),
    [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      // Without it access(2), by which initdb finds its programs, leaves capabilities out of account.
      '--securebits=+no_setuid_fixup',
      '--inh-caps=-all,+dac_override',
      '--ambient-caps=-all,+dac_override',
      '--bounding-set=-all,+dac_override',
      program,
      ...args,
    ],
    options,
  );
}
