import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Program, startProgram } from './processes.ts';

/** What `npm start` runs. */
const { start } = z
  .object({ scripts: z.object({ start: z.string() }) })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).scripts;

/** The production server as a process of its own. */
export interface RunningServer {
  readonly address: string;
  readonly port: number;
  readonly process: Program;
}

/**
 * Starts the production server, on a free port unless `PORT` is given, and resolves when it is ready.
 *
 * @param environment the variables of src/env.ts
 * @throws Error with its last words when it ends instead
 */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<RunningServer> {
  const [command = '', ...args] = start.split(' ');
  const program = startProgram(command, args, {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: '',
    DATABASE_OWNER_URL: '',
    ORIGIN: '',
    ...environment,
  });
  const [, address = ''] = await program.prints(/ready after .* at (http:\/\/\S+)/);
  return { address, port: Number(new URL(address).port), process: program };
}
