import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { machineMs, startChild } from '../../setup/processes.ts';
import { type RunningServer, startServer } from '../../setup/server.ts';
import type { Publisher } from './publish.ts';
import { atMost, type Outcome, percentile, rounded } from './statistics.ts';

const clients = 2_000;
const publishedWhileDown = 5;
const limitMs = 60_000;

const stateSchema = z.object({ open: z.int(), exact: z.int(), openedAt: z.array(z.number()) });

/** What a restart came to. Times in milliseconds. */
export interface RestartFigures {
  readonly clients: number;
  /** From SIGTERM until the process had ended, with all streams open. */
  readonly exitMs: number;
  readonly exitCode: number | null;
  /** From SIGTERM until the next process was ready. */
  readonly downMs: number;
  /** From SIGTERM until the last client was back and had what it missed. */
  readonly allBackMs: number;
  /** From when the next process was ready. */
  readonly allBackAfterReadyMs: number;
  /** How many had received each change once and in order, those made while the server was down too. */
  readonly exact: number;
  readonly mostConnectsInOneSecond: number;
  /** What readers of the cached timeline waited meanwhile. */
  readonly readP99Ms: number;
}

/** Restarts a server with its streams open, under clients that come back as the server told them to. It leaves the new server running. */
export async function benchRestart(
  server: RunningServer,
  environment: Readonly<Record<string, string>>,
  publisher: Publisher,
): Promise<{ readonly figures: RestartFigures; readonly server: RunningServer }> {
  const child = startChild(new URL('./returners.child.ts', import.meta.url));
  try {
    const before = await publisher.publish('before the restart');
    await child.ask({ act: 'open', port: server.port, since: before.seq, count: clients }, z.null());
    const stoppedAt = machineMs();
    const exitCode = await server.process.end('SIGTERM');
    const exitMs = machineMs() - stoppedAt;
    let last = before.seq;
    for (let index = 0; index < publishedWhileDown; index += 1) last = (await publisher.publish(`while down ${index}`)).seq;
    const next = await startServer({ ...environment, PORT: String(server.port) });
    const readyAt = machineMs();

    const reads: number[] = [];
    let state = await child.ask({ act: 'state', upTo: last }, stateSchema);
    let allBackAt = machineMs();
    while ((state.open < clients || state.exact < clients) && machineMs() - stoppedAt < limitMs) {
      const asked = machineMs();
      const response = await fetch(`${next.address}/api/v1/negotiations/sag-aftra-2023/timeline?limit=50`);
      await response.arrayBuffer();
      reads.push(machineMs() - asked);
      await wait(20);
      state = await child.ask({ act: 'state', upTo: last }, stateSchema);
      allBackAt = machineMs();
    }
    const perSecond = Map.groupBy(state.openedAt, (at) => Math.floor((at - readyAt) / 1_000));
    return {
      figures: {
        clients,
        exitMs: Math.round(exitMs),
        exitCode,
        downMs: Math.round(readyAt - stoppedAt),
        allBackMs: Math.round(allBackAt - stoppedAt),
        allBackAfterReadyMs: Math.round(allBackAt - readyAt),
        exact: state.exact,
        mostConnectsInOneSecond: Math.max(...[...perSecond.values()].map(({ length }) => length)),
        readP99Ms: rounded(percentile(reads, 0.99), 1),
      },
      server: next,
    };
  } finally {
    await child.end();
  }
}

/** Says what a restart should come to. */
export function restartOutcomes({ exitMs, exitCode, allBackMs, exact, readP99Ms }: RestartFigures): readonly Outcome[] {
  return [
    atMost(`restart: exit with ${clients} open streams in s`, exitMs / 1000, 10),
    { what: 'restart: exit code', value: exitCode ?? -1, goal: '0', met: exitCode === 0 },
    atMost(`restart: ${clients} clients back from SIGTERM on in s`, allBackMs / 1000, 15),
    { what: 'restart: clients that missed nothing, in order, once', value: exact, goal: String(clients), met: exact === clients },
    atMost('restart: p99 of cached reads while they come back in ms', readP99Ms, 250),
  ];
}
