import { spawn } from 'node:child_process';

/** How much of what a program says is kept for its last words, in characters. */
const lastWords = 8_000;

/**
 * Runs a program of Node's in a process of its own, to its end.
 *
 * @throws Error with its last words when it fails
 */
export async function runNode(cwd: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-lastWords);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((done, reject) => {
    child.once('error', reject);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(output.trim());
}
