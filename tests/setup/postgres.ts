import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openCluster } from '../../src/data/postgres/cluster.ts';
import { createDatabase, templates } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test cluster as its superuser, and as the application's role. */
    cluster: { adminUrl: string; url: string };
  }
}

/** A PostgreSQL of its own for each run, in a temporary folder, with the template databases that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const cluster = await openCluster(folder);
  const { adminUrl, url } = cluster;
  for (const [name, fill] of Object.entries(templates)) await fill(await createDatabase({ adminUrl, url }, name));
  project.provide('cluster', { adminUrl, url });
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
