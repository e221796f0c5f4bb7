import { z } from 'zod';
import { type Child, machineMs, startChild, usageOf } from '../../setup/processes.ts';
import type { RunningServer } from '../../setup/server.ts';
import { type Nginx, openFiles, startNginx } from './nginx.ts';
import { factWith, type Publisher } from './publish.ts';
import { atMost, median, type Outcome, percentile, rounded } from './statistics.ts';

/** The goal, where the machine lets a process have that many connections. */
const wanted = 8_000;
const clientProcesses = 2;
const publishes = 40;
const warmUp = 3;
const reachLimitMs = 30_000;

const portSchema = z.object({ port: z.int() });
const outcomeSchema = z.object({ reached: z.int(), lost: z.int(), first: z.number(), last: z.number(), cpuMs: z.number() });

/** A server of streams, and how something is published there: it gives the moment from which its way to the clients counts. */
interface Contender {
  readonly name: 'Parley' | 'bare node:http hub' | 'nginx nchan';
  readonly port: number;
  readonly path: string;
  readonly pid: number;
  readonly publish: (marker: string) => Promise<number>;
}

/** What a server of streams came to. Times in milliseconds. */
export interface FanOutFigures {
  readonly name: string;
  readonly clients: number;
  /** From the publication (of Parley: its commit) until the last client had it. */
  readonly reachAllP50: number;
  readonly reachAllP99: number;
  /** From the first client to the last. */
  readonly spreadP50: number;
  readonly serverCpuMsPerPublish: number;
  readonly bytesPerConnection: number;
  /** The time to reach all by that of Parley's in the same round, the median of the rounds. */
  readonly parleyBy: number;
}

/** What the whole comparison came to. */
export interface FanOut {
  readonly servers: readonly FanOutFigures[];
  /** What the clients of one server cost the machine for each publication, in milliseconds of one core. */
  readonly clientCpuMsPerPublish: number;
}

async function post(port: number, path: string, body: string): Promise<number> {
  const sentAt = machineMs();
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body,
    headers: { 'x-eventsource-event': 'PUBLISHED' },
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return sentAt;
}

/** What Parley writes as the data of such a change. */
function dataWith(marker: string): string {
  return JSON.stringify({
    kind: 'CORRECTED',
    entity: 'EVENT',
    key: '2023-10-02-talks-resume',
    reason: 'A change of the bench.',
    actor: 'bench',
    seq: 1_000,
    negotiation: 'sag-aftra-2023',
    before: null,
    after: factWith(marker),
    recordedAt: '2023-10-02T09:00:00.000Z',
  });
}

/**
 * One change to every client, through the production server, a bare hub and nchan. All clients of all three are connected at the same time
 * and the three take turns, so that whatever else the machine does falls on all of them alike.
 */
export async function benchFanOut(server: RunningServer, publisher: Publisher, nginx: Nginx | null, folder: string): Promise<FanOut> {
  const bare = startChild(new URL('./bare-hub.child.ts', import.meta.url));
  const listeners = Array.from({ length: clientProcesses }, () => startChild(new URL('./listeners.child.ts', import.meta.url)));
  const still =
    nginx === null || nginx.nchan === null
      ? null
      : await startNginx(
          nginx,
          folder,
          `location = /publish { nchan_publisher; nchan_channel_id bench; nchan_message_buffer_length 10; }
    location = /listen { nchan_subscriber eventsource; nchan_channel_id bench; nchan_subscriber_first_message newest; }`,
        );
  try {
    const { port } = await bare.ask({}, portSchema);
    const contenders: Contender[] = [
      {
        name: 'Parley',
        port: server.port,
        path: '/api/v1/stream',
        pid: server.process.pid,
        publish: async (marker) => (await publisher.publish(marker)).committedAt,
      },
      { name: 'bare node:http hub', port, path: '/', pid: bare.pid, publish: (marker) => post(port, '/', dataWith(marker)) },
      ...(still === null
        ? []
        : [
            {
              name: 'nginx nchan',
              port: still.port,
              path: '/listen',
              pid: still.pid,
              publish: (marker: string) => post(still.port, '/publish', dataWith(marker)),
            } as const,
          ]),
    ];
    const each = Math.floor(Math.min(wanted / clientProcesses, (openFiles() - 200) / contenders.length));
    const clients = each * clientProcesses;
    const memory = new Map<string, number>();
    for (const contender of contenders) {
      const { name, pid, path } = contender;
      const before = usageOf(pid).residentBytes;
      // One process at a time: what is measured is the server, not a storm.
      for (const child of listeners) await child.ask({ act: 'open', group: name, port: contender.port, path, count: each }, z.null());
      memory.set(name, before);
    }
    const rounds: Map<string, { reachAll: number; spread: number; serverCpu: number }>[] = [];
    const clientCpu: number[] = [];
    for (let round = 0; round < warmUp + publishes; round += 1) {
      const one = new Map<string, { reachAll: number; spread: number; serverCpu: number }>();
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const cpuBefore = usageOf(contender.pid).cpuMs;
        const clientBefore = usageOf(...listeners.map(({ pid }) => pid)).cpuMs;
        const measured = await reachAll(listeners, contender, `marker-${round}-end`, clients);
        one.set(contender.name, { ...measured, serverCpu: usageOf(contender.pid).cpuMs - cpuBefore });
        if (round >= warmUp) clientCpu.push(usageOf(...listeners.map(({ pid }) => pid)).cpuMs - clientBefore);
      }
      if (round >= warmUp) rounds.push(one);
    }
    const servers = contenders.map(({ name, pid }) => {
      const own = rounds.flatMap((round) => round.get(name) ?? []);
      const parleyBy = rounds.map((round) => (round.get('Parley')?.reachAll ?? Number.NaN) / (round.get(name)?.reachAll ?? Number.NaN));
      return {
        name,
        clients,
        reachAllP50: rounded(
          percentile(
            own.map((one) => one.reachAll),
            0.5,
          ),
          1,
        ),
        reachAllP99: rounded(
          percentile(
            own.map((one) => one.reachAll),
            0.99,
          ),
          1,
        ),
        spreadP50: rounded(
          percentile(
            own.map(({ spread }) => spread),
            0.5,
          ),
          1,
        ),
        serverCpuMsPerPublish: rounded(own.reduce((sum, { serverCpu }) => sum + serverCpu, 0) / own.length, 1),
        bytesPerConnection: Math.round((usageOf(pid).residentBytes - (memory.get(name) ?? 0)) / clients),
        parleyBy: rounded(median(parleyBy)),
      };
    });
    return { servers, clientCpuMsPerPublish: rounded(clientCpu.reduce((sum, ms) => sum + ms, 0) / clientCpu.length, 1) };
  } finally {
    for (const child of [...listeners, bare]) await child.end();
    if (still !== null) await still.process.end('SIGQUIT');
  }
}

async function reachAll(listeners: readonly Child[], { name, publish }: Contender, marker: string, clients: number) {
  for (const child of listeners) await child.ask({ act: 'expect', group: name, marker }, z.null());
  const answers = listeners.map((child) => child.ask({ act: 'await', group: name, milliseconds: reachLimitMs }, outcomeSchema));
  const publishedAt = await publish(marker);
  const outcomes = await Promise.all(answers);
  const reached = outcomes.reduce((sum, one) => sum + one.reached, 0);
  if (reached !== clients) throw new Error(`${name}: ${marker} reached ${reached} of ${clients} clients within ${reachLimitMs} ms`);
  const last = Math.max(...outcomes.map((one) => one.last));
  return { reachAll: last - publishedAt, spread: last - Math.min(...outcomes.map(({ first }) => first)) };
}

/** Says what the fan-out should come to. */
export function fanOutOutcomes({ servers }: FanOut): readonly Outcome[] {
  const own = servers.find(({ name }) => name === 'Parley');
  const bare = servers.find(({ name }) => name === 'bare node:http hub');
  const nchan = servers.find(({ name }) => name === 'nginx nchan');
  return [
    ...(bare === undefined ? [] : [atMost('stream: time to reach all by that of a bare hub', bare.parleyBy, 1.1, ' x')]),
    ...(nchan === undefined ? [] : [atMost('stream: time to reach all by that of nchan', nchan.parleyBy, 1, ' x')]),
    ...(own === undefined ? [] : [atMost('stream: memory per connection in kB', own.bytesPerConnection / 1000, 20)]),
  ];
}
