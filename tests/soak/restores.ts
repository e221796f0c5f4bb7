import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { restore } from '../../src/data/backup/restore.ts';
import { backup } from '../../src/data/backup/write.ts';
import { openDatabase } from '../../src/data/client.ts';
import type { Cluster } from '../../src/data/postgres/cluster.ts';
import { putEntries } from '../../src/data/record/entry.ts';
import { createDatabase, createFilled, within } from '../setup/database.ts';
import { withScratch } from '../setup/scratch.ts';
import { tableSums, withClient } from '../setup/sums.ts';
import { randomOf } from './random.ts';

/** How much a run restores. */
export interface RestoreOptions {
  readonly restores: number;
  readonly seed: number;
  readonly say: (message: string) => void;
}

/** What a run came to. */
export interface RestoreRun {
  readonly identical: number;
  /** What was another after a restore than at the moment of its backup: the moment and the table. */
  readonly differences: readonly string[];
  /** How many changes the log had at each of the moments. */
  readonly moments: readonly number[];
}

const longestPauseMs = 400;
const snapshotSchema = z.tuple([z.object({ snapshot: z.string(), seq: z.coerce.number().int() })]);

/** Publishes one event after another until it is told to stop. */
async function publish(url: string, mayGoOn: () => boolean): Promise<number> {
  const database = openDatabase(url);
  try {
    const source = (await database.source.findFirstOrThrow({ orderBy: { id: 'asc' } })).id;
    let count = 0;
    for (; mayGoOn(); count += 1) {
      const { problems } = await putEntries(
        database,
        [
          {
            negotiation: 'wga-2026',
            id: `2026-03-02-restore-${count}`,
            kind: 'ACTION',
            date: '2026-03-02',
            headline: `Members gather (${count})`,
            summary: 'Members of the union gather before the talks begin, and say what they expect of them.',
            significance: 'MINOR',
            confidence: 'REPORTED',
            citations: [{ source }],
          },
        ],
        { actor: 'restore', reason: null },
      );
      if (problems.length > 0) throw new Error(`an event was refused: ${problems[0]?.message ?? ''}`);
    }
    return count;
  } finally {
    await database.$disconnect();
  }
}

/** Backs up the present moment, restores it into another database, and gives the tables that are not what they were at that moment. */
async function restoreOnce(
  cluster: Cluster,
  url: string,
  name: string,
  file: string,
): Promise<{ readonly seq: number; readonly other: readonly string[] }> {
  return withClient(url, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows } = await client.query(`SELECT pg_export_snapshot() AS snapshot, (SELECT max("seq")::text FROM "Change") AS seq`);
    const [{ snapshot, seq }] = snapshotSchema.parse(rows);
    await backup(within(cluster.ownerUrl, url), file, { snapshot });
    const sums = await tableSums(client);
    await client.query('ROLLBACK');
    const target = within(cluster.ownerUrl, await createDatabase(cluster, name));
    await restore(target, file);
    const restored = await withClient(target, tableSums);
    await withClient(cluster.adminUrl, (admin) => admin.query(`DROP DATABASE ${name}`));
    rmSync(file);
    const tables = new Set([...Object.keys(sums), ...Object.keys(restored)]);
    return { seq, other: [...tables].filter((table) => sums[table] !== restored[table]) };
  });
}

/**
 * Restores random moments of a database that is written to all the while, each into a database of its own, and holds every table against
 * what PostgreSQL itself made of it at that moment. The seed decides how long is waited between them.
 */
export async function soakRestores({ restores, seed, say }: RestoreOptions): Promise<RestoreRun> {
  const random = randomOf(seed, 'restores');
  const folder = mkdtempSync(join(tmpdir(), 'parley-restores-'));
  try {
    return await withScratch(async ({ cluster }) => {
      const url = await createFilled(cluster, 'soak_restores', 'template_record');
      let goesOn = true;
      const writing = publish(url, () => goesOn);
      // It is awaited below, whatever happens until then.
      writing.catch(() => undefined);
      const differences: string[] = [];
      const moments: number[] = [];
      let identical = 0;
      try {
        for (let number = 1; number <= restores; number += 1) {
          await wait(random() * longestPauseMs);
          const { seq, other } = await restoreOnce(cluster, url, `restored_${number}`, join(folder, `${number}.gz`));
          moments.push(seq);
          if (other.length === 0) identical += 1;
          differences.push(...other.map((table) => `restore ${number}, at change ${seq}: ${table}`));
          say(`${identical} of ${number} restores identical, the last at change ${seq}`);
        }
      } finally {
        goesOn = false;
      }
      await writing;
      return { identical, differences, moments };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
