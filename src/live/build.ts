import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPageScript } from './page-script.ts';
import { runNode } from './run-node.ts';

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
  try {
    const next = join('node_modules', 'next', 'dist', 'bin', 'next');
    await runNode(root, [next, 'build'], { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
    await buildPageScript(root);
  } catch (error) {
    throw new Error(`the pages could not be built:\n${error instanceof Error ? error.message : String(error)}`);
  }
  writeFileSync(stampFile, stamp);
  return true;
}
