import { setTimeout as wait } from 'node:timers/promises';
import { type Cluster, openCluster } from '../../src/data/postgres/cluster.ts';
import { postmasterOf } from '../setup/scratch.ts';
import { type RunningServer, startServer } from '../setup/server.ts';

const startLimitMs = 90_000;
const againMs = 250;

/** Tries to start something until it runs: what was killed leaves traces for a while. */
async function untilItStarts<T>(start: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + startLimitMs;
  for (;;)
    try {
      return await start();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(againMs);
    }
}

/** Something that is killed and starts again. */
export interface Victim {
  readonly name: string;
  /** Kills it at once with SIGKILL, and resolves when it runs again. */
  readonly killAndRestart: () => Promise<void>;
}

/** A production server that is killed and starts again. */
export interface KillableServer extends Victim {
  readonly stop: () => Promise<void>;
}

/** Starts a server. Whoever comes to it is told its new port each time it runs. */
export async function killableServer(
  name: string,
  environment: Readonly<Record<string, string>>,
  runsAt: (port: number) => Promise<void>,
): Promise<KillableServer> {
  let server: RunningServer = await untilItStarts(() => startServer(environment));
  await runsAt(server.port);
  return {
    name,
    killAndRestart: async () => {
      await server.process.end('SIGKILL');
      server = await untilItStarts(() => startServer(environment));
      await runsAt(server.port);
    },
    stop: async () => {
      await server.process.end('SIGTERM');
    },
  };
}

/**
 * The database as something that is killed: its postmaster is, without a word to the rest, which ends by itself within a second or so and
 * holds the shared memory until then; a start is refused meanwhile.
 */
export function killableDatabase(folder: string, runsAt: (cluster: Cluster) => Promise<void>): Victim {
  return {
    name: 'database',
    killAndRestart: async () => {
      const pid = postmasterOf(folder);
      if (pid === null) throw new Error('there is no database to kill');
      process.kill(pid, 'SIGKILL');
      await runsAt(await untilItStarts(() => openCluster(folder)));
    },
  };
}
