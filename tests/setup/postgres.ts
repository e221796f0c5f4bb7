import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openCluster } from '../../src/data/postgres/cluster.ts';
import { createFilled, isTemplate, templates } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the test cluster as its superuser, as the owner of databases, and as the application. */
    cluster: { adminUrl: string; ownerUrl: string; url: string };
  }
}

/** A PostgreSQL of its own for each run, in a temporary folder, with the template databases that tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const cluster = await openCluster(folder);
  const { adminUrl, ownerUrl, url } = cluster;
  const addresses = { adminUrl, ownerUrl, url };
  for (const name of Object.keys(templates)) if (isTemplate(name)) await createFilled(addresses, name, name);
  project.provide('cluster', addresses);
  return async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
