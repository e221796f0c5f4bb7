import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationRole, ownerRole } from '../../src/data/postgres/cluster.ts';
import { spawnAs, unprivilegedAccount } from '../../src/data/postgres/unprivileged.ts';
import type { ClusterAddresses } from './database.ts';
import { withClient } from './sums.ts';

const debian = '/usr/lib/postgresql';
/** The folder of PostgreSQL's own programs where Debian has put them, the newest version's; null where they are not installed. */
export const debianPrograms = existsSync(debian)
  ? (readdirSync(debian)
      .map((version) => join(debian, version, 'bin'))
      .filter((folder) => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(folder, name))))
      .toSorted()
      .at(-1) ?? null)
  : null;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** A running cluster with a role for the application. */
export interface DebianCluster extends ClusterAddresses {
  readonly stop: () => Promise<void>;
}

/** A cluster of PostgreSQL's own programs in a new folder, and what ends it. */
export async function startDebianCluster(bin: string): Promise<DebianCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-dump-'));
  const account = await unprivilegedAccount([folder]);
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, 'secret\n');
  if (account !== null) chownSync(password, account.uid, account.gid);
  const made = spawnAs(
    account,
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8', '--locale=C'],
    { stdio: 'ignore' },
  );
  const code = await new Promise((resolve) => made.once('close', resolve));
  if (code !== 0) throw new Error(`initdb ended with code ${code}`);
  const port = await freePort();
  const server = spawnAs(
    account,
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8');
      if (log.includes('database system is ready to accept connections')) resolve();
    });
    server.once('close', () => reject(new Error(log)));
  });
  const ended = new Promise((resolve) => server.once('close', resolve));
  const adminUrl = `postgresql://postgres:secret@127.0.0.1:${port}/postgres`;
  for (const role of [ownerRole, applicationRole])
    await withClient(adminUrl, (client) => client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER PASSWORD 'secret'`));
  return {
    adminUrl,
    ownerUrl: `postgresql://${ownerRole}:secret@127.0.0.1:${port}/parley`,
    url: `postgresql://${applicationRole}:secret@127.0.0.1:${port}/parley`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
