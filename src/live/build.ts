import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPageScript } from './page-script.ts';

/** Everything that a build is made from. */
const inputs = ['src', 'public', 'next.config.ts', 'tsconfig.json', '.postcssrc.json', 'package-lock.json'];

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).toSorted()) addTo(hash, join(path, name));
    return;
  }
  if (path.endsWith('.test.ts')) return;
  hash.update(path).update(readFileSync(path));
}

function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const input of inputs) addTo(hash, join(root, input));
  return hash.digest('hex');
}

/**
 * Builds the pages where there is no build of the present sources.
 *
 * @returns whether it built
 * @throws Error with the build's last words when it fails
 */
export async function buildIfNeeded(root: string, progress: (message: string) => void): Promise<boolean> {
  const stampFile = join(root, '.next', 'parley-build');
  const stamp = fingerprint(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  progress('Building the pages');
  const child = spawn(process.execPath, [join(root, 'node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((done, reject) => {
    child.once('error', reject);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`the pages could not be built:\n${output.trim()}`);
  await buildPageScript(root);
  writeFileSync(stampFile, stamp);
  return true;
}
