import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const startLimitMs = 300_000;

/** Starts the production server on a free port with a database of its own, and gives what ends it. */
export default async function serve(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  const environment = { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: folder, DATABASE_URL: '', ORIGIN: '' };
  const child = spawn('node', ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning', 'src/server.ts'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`the server was not ready within ${startLimitMs / 1000} s`)), startLimitMs);
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const ready = /ready after .* at (http:\/\/\S+)/.exec(output)?.[1];
      if (ready === undefined) return;
      clearTimeout(limit);
      resolve(ready);
    });
    child.once('close', (code) => reject(new Error(`the server ended with code ${code}: ${output}`)));
  });
  process.env.PARLEY_ADDRESS = address;
  process.env.PARLEY_DATA = folder;
  return async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
}
