import { spawn } from 'node:child_process';

const startLimitMs = 300_000;

/** A server in a process of its own. */
export interface RunningServer {
  readonly address: string;
  /** Ends it as an operator does, or with `SIGKILL` as a power cut does; resolves when it is gone. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
}

/**
 * Starts the production server, and resolves when it is ready.
 *
 * @param variables what its environment has besides our own
 * @throws Error with its output when it ends before that
 */
export async function startServer(variables: Readonly<Record<string, string>>): Promise<RunningServer> {
  const child = spawn('node', ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning', 'src/server.ts'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: '', ORIGIN: '', ...variables },
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
  return {
    address,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}
