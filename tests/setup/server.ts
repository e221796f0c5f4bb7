import { type Program, startProgram } from './processes.ts';

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
  const program = startProgram('node', ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning', 'src/server.ts'], {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: '',
    ORIGIN: '',
    ...environment,
  });
  const [, address = ''] = await program.prints(/ready after .* at (http:\/\/\S+)/);
  return { address, port: Number(new URL(address).port), process: program };
}
