import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, openCluster } from '../../src/data/postgres/cluster.ts';
import { atEnd } from './processes.ts';

/** A PostgreSQL of its own in a folder of its own. */
export interface Scratch {
  readonly folder: string;
  readonly cluster: Cluster;
}

/** The process id of the PostgreSQL whose data is in a folder; null where none runs there. */
export function postmasterOf(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

/** Does some work with a PostgreSQL of its own, which is gone afterwards, also when the work fails or is interrupted. */
export async function withScratch<T>(work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-scratch-'));
  const cluster = await openCluster(folder);
  const release = atEnd(() => {
    const pid = postmasterOf(folder);
    // An immediate shutdown: nothing here is kept.
    if (pid !== null) process.kill(pid, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    return await work({ folder, cluster });
  } finally {
    await cluster.stop();
    release();
    rmSync(folder, { recursive: true, force: true });
  }
}
