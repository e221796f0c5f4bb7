import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spawnAs, unprivilegedAccount } from '../../src/data/postgres/unprivileged.ts';
import { createDatabase, templates } from '../setup/database.ts';
import { schemaOf, tableSums, withClient } from '../setup/schema.ts';

const debian = '/usr/lib/postgresql';
/** The folder of PostgreSQL's own programs where Debian has put them, the newest version's; null where they are not installed. */
const programs = existsSync(debian)
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

/** A cluster of PostgreSQL's own programs in a new folder, and what ends it. */
async function startCluster(bin: string): Promise<{ readonly adminUrl: string; readonly url: string; readonly stop: () => Promise<void> }> {
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
  expect(await new Promise((resolve) => made.once('close', resolve))).toBe(0);
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
  await withClient(adminUrl, (client) => client.query(`CREATE ROLE parley LOGIN NOSUPERUSER PASSWORD 'secret'`));
  return {
    adminUrl,
    url: `postgresql://parley:secret@127.0.0.1:${port}/parley`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

if (programs === null)
  console.error('\nNOT RUN: pg_dump and pg_restore are tried only where PostgreSQL is installed (apt-get install postgresql)\n');
else
  test('pg_dump and pg_restore carry every table into a fresh cluster, byte for byte', async () => {
    const from = await startCluster(programs);
    const to = await startCluster(programs);
    try {
      const url = await createDatabase(from, 'parley');
      await templates.template_record(url);
      const dump = execFileSync(join(programs, 'pg_dump'), ['--format=custom', url], { maxBuffer: 2 ** 30 });
      const target = await createDatabase(to, 'parley');
      execFileSync(join(programs, 'pg_restore'), ['--exit-on-error', '--single-transaction', `--dbname=${target}`], { input: dump });
      const sums = await withClient(url, tableSums);
      expect(sums['public."Event"']).toMatch(/^[1-9]\d+ /);
      expect(await withClient(target, tableSums)).toEqual(sums);
      expect(await schemaOf(target)).toEqual(await schemaOf(url));
    } finally {
      await from.stop();
      await to.stop();
    }
  });
