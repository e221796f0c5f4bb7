import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { type DailyBackups, keepBackup, keepDailyBackups } from '../../src/data/backup/keep.ts';
import { cloneDatabase, within } from '../setup/database.ts';
import { withClient } from '../setup/sums.ts';

const day = 24 * 60 * 60 * 1000;
const first = Date.UTC(2026, 10, 20, 9, 30);
let folder: string;
let url: string;
const running: DailyBackups[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-kept-'));
  url = within(inject('cluster').ownerUrl, await cloneDatabase(inject('cluster'), 'template_empty'));
});
afterEach(() => {
  for (const { stop } of running.splice(0)) stop();
  rmSync(folder, { recursive: true, force: true });
});

const kept = () => (existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).toSorted() : []);

test('the seven newest are kept, and nothing else is taken away', async () => {
  mkdirSync(join(folder, 'backups'));
  writeFileSync(join(folder, 'backups', 'mine.backup.gz'), 'a letter');
  // What a process left that was killed, and what another is writing.
  writeFileSync(join(folder, 'backups', '2026-11-19T09-30-00.000Z.backup.gz.1.part'), 'half');
  writeFileSync(join(folder, 'backups', '2026-11-28T09-00-00.000Z.backup.gz.2.part'), 'half');
  for (let count = 0; count < 9; count += 1) await keepBackup(url, folder, first + count * day);
  expect(kept()).toEqual([
    ...[22, 23, 24, 25, 26, 27].map((date) => `2026-11-${date}T09-30-00.000Z.backup.gz`),
    '2026-11-28T09-00-00.000Z.backup.gz.2.part',
    '2026-11-28T09-30-00.000Z.backup.gz',
    'mine.backup.gz',
  ]);
});

test('one is made when the newest is a day old, and not before', async () => {
  await keepBackup(url, folder, first);
  const report = vi.fn();
  running.push(keepDailyBackups({ databaseUrl: url, dataDirectory: folder, nowMs: () => first + day - 1, report }));
  running.push(keepDailyBackups({ databaseUrl: url, dataDirectory: folder, nowMs: () => first + day, report }));
  await vi.waitFor(() => expect(kept()).toEqual(['2026-11-20T09-30-00.000Z.backup.gz', '2026-11-21T09-30-00.000Z.backup.gz']), {
    timeout: 30_000,
  });
  expect(report).not.toHaveBeenCalled();
});

test('one that fails is reported, and leaves the others and no half of itself', async () => {
  await keepBackup(url, folder, first);
  await withClient(url, (client) => client.query('DROP TABLE _prisma_migrations'));
  const reasons: string[] = [];
  running.push(
    keepDailyBackups({ databaseUrl: url, dataDirectory: folder, nowMs: () => first + 2 * day, report: (reason) => reasons.push(reason) }),
  );
  await vi.waitFor(() => expect(reasons).toEqual(['there is no Parley in this database: nothing to back up']), { timeout: 30_000 });
  expect(kept()).toEqual(['2026-11-20T09-30-00.000Z.backup.gz']);
});
