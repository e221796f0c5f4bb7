import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './server.ts';

/** Starts the production server on a free port with a database of its own, and gives what ends it. */
export default async function serve(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const server = await startServer({ DATA_DIR: folder });
  process.env.PARLEY_ADDRESS = server.address;
  return async () => {
    await server.process.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  };
}
