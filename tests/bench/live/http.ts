import { writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { type Child, type Program, startChild, startProgram, usageOf } from '../../setup/processes.ts';
import type { RunningServer } from '../../setup/server.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { atLeast, median, type Outcome, rounded } from './statistics.ts';

/** The answers that most readers ask for. */
const targets = [
  { name: 'timeline JSON', path: '/api/v1/negotiations/sag-aftra-2023/timeline?limit=50', accept: 'application/json' },
  { name: 'board HTML', path: '/', accept: 'text/html' },
] as const;
/** How they are asked for: by a program that says nothing, and by a browser. */
const encodings = ['identity', 'gzip, deflate, br'] as const;

const rounds = 7;
const roundMs = 1_500;
const connections = 32;
/** Next alone makes every answer anew: with more at the same time they would wait for each other longer than a read may take. */
const connectionsToNext = 4;

const loadSchema = z.object({ perSecond: z.number(), requests: z.int(), p50: z.number(), p99: z.number(), cores: z.number() });
type Load = z.infer<typeof loadSchema>;
const portSchema = z.object({ port: z.int() });

/** A server that is asked for one answer. */
interface Contender {
  readonly name: 'Parley' | 'bare node:http' | 'nginx static';
  readonly port: number;
  readonly path: string;
  readonly pid: number;
}

/** One answer as it came: its bytes, and the headers that are part of it. */
async function answerOf(address: string, path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<{ readonly headers: readonly string[]; readonly body: Buffer }>((resolve, reject) => {
    get(`${address}${path}`, { headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', reject);
      response.on('end', () => {
        const own = pairsOf(response.rawHeaders).filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name.toLowerCase()));
        resolve({ headers: own.flat(), body: Buffer.concat(pieces) });
      });
    }).on('error', reject);
  });
}

function pairsOf(headers: readonly string[]): [string, string][] {
  return Array.from({ length: headers.length / 2 }, (_, index) => [headers[2 * index] ?? '', headers[2 * index + 1] ?? '']);
}

/** How nginx sends such an answer from a file. Of the headers it makes three by itself. */
function locationOf(path: string, file: string, headers: readonly string[]): string {
  const added = pairsOf(headers)
    .filter(([name]) => !['content-length', 'content-type', 'etag'].includes(name))
    .map(([name, value]) => `add_header ${name} ${JSON.stringify(value).replaceAll('$', '')};`);
  const type = pairsOf(headers).find(([name]) => name === 'content-type')?.[1] ?? 'text/plain';
  return `location = ${path} { alias ${file}; types { } default_type ${JSON.stringify(type)}; ${added.join(' ')} }`;
}

/** What one way to ask for one answer came to. */
export interface ReadFigures {
  readonly target: string;
  readonly encoding: string;
  readonly bytes: number;
  readonly contenders: readonly {
    readonly name: string;
    readonly perSecond: number;
    readonly p50: number;
    readonly p99: number;
    /** What one request costs the server, in microseconds of one core. */
    readonly cpuMicroseconds: number;
    /** What the client used at the same time, in cores. */
    readonly clientCores: number;
  }[];
  /** Requests a second of Parley by those of another, the median of the rounds. */
  readonly ratios: Readonly<Record<string, number>>;
}

/**
 * Cached answers through the production server, against a bare node:http server and nginx that send the same bytes with the same headers.
 * All are up at the same time and take turns, so that whatever else the machine does falls on all of them alike.
 */
export async function benchReads(server: RunningServer, nginx: Nginx | null, folder: string): Promise<readonly ReadFigures[]> {
  const load = startChild(new URL('./load.child.ts', import.meta.url));
  const bare = startChild(new URL('./bare-answer.child.ts', import.meta.url));
  const started: Program[] = [];
  try {
    const asked = await Promise.all(
      targets.flatMap((target) =>
        encodings.map(async (encoding) => {
          const headers = { accept: target.accept, 'accept-encoding': encoding };
          return { target, encoding, headers, answer: await answerOf(server.address, target.path, headers) };
        }),
      ),
    );
    const kept = asked.map((one, index) => {
      const file = join(folder, `answer-${index}`);
      writeFileSync(file, one.answer.body, { mode: 0o644 });
      return { ...one, file, place: `/answer-${index}` };
    });
    const { port } = await bare.ask(
      { answers: Object.fromEntries(kept.map(({ place, file, answer }) => [place, { file, headers: answer.headers }])) },
      portSchema,
    );
    const still =
      nginx === null
        ? null
        : await startNginx(nginx, folder, kept.map(({ place, file, answer }) => locationOf(place, file, answer.headers)).join('\n    '));
    if (still !== null) started.push(still.process);

    const figures: ReadFigures[] = [];
    for (const { target, encoding, headers, answer, place } of kept) {
      const contenders: Contender[] = [
        { name: 'Parley', port: server.port, path: target.path, pid: server.process.pid },
        { name: 'bare node:http', port, path: place, pid: bare.pid },
        ...(still === null ? [] : [{ name: 'nginx static', port: still.port, path: place, pid: still.pid } as const]),
      ];
      figures.push({ target: target.name, encoding, bytes: answer.body.length, ...(await inTurns(load, contenders, headers)) });
    }
    return figures;
  } finally {
    await load.end();
    await bare.end();
    for (const program of started) await program.end('SIGQUIT');
  }
}

async function inTurns(load: Child, contenders: readonly Contender[], headers: Readonly<Record<string, string>>) {
  const measured = new Map<string, (Load & { readonly cpuMicroseconds: number })[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    // The order turns around, so that none is always the first after a pause.
    for (const { name, port, path, pid } of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const before = usageOf(pid);
      const one = await load.ask({ port, path, headers, connections, milliseconds: roundMs }, loadSchema);
      const cpuMicroseconds = ((usageOf(pid).cpuMs - before.cpuMs) * 1000) / one.requests;
      // The first round warms up.
      if (round > 0) measured.get(name)?.push({ ...one, cpuMicroseconds });
    }
  }
  const own = measured.get('Parley') ?? [];
  return {
    contenders: contenders.map(({ name }) => {
      const all = measured.get(name) ?? [];
      return {
        name,
        perSecond: Math.round(median(all.map(({ perSecond }) => perSecond))),
        p50: rounded(median(all.map(({ p50 }) => p50))),
        p99: rounded(median(all.map(({ p99 }) => p99))),
        cpuMicroseconds: rounded(median(all.map((one) => one.cpuMicroseconds)), 1),
        clientCores: rounded(median(all.map(({ cores }) => cores))),
      };
    }),
    ratios: Object.fromEntries(
      contenders
        .filter(({ name }) => name !== 'Parley')
        .map(({ name }) => {
          const other = measured.get(name) ?? [];
          return [name, rounded(median(own.map(({ perSecond }, round) => perSecond / (other[round]?.perSecond ?? Number.NaN))))];
        }),
    ),
  };
}

/** Says what reads should come to. */
export function readOutcomes(figures: readonly ReadFigures[]): readonly Outcome[] {
  return figures.flatMap(({ target, encoding, ratios }) => {
    const asked = `${target}, ${encoding === 'identity' ? 'plain' : 'brotli'}`;
    const { 'bare node:http': bare, 'nginx static': still } = ratios;
    return [
      ...(bare === undefined ? [] : [atLeast(`${asked}: requests/s by those of bare node:http`, bare, 0.9, ' x')]),
      ...(still === undefined ? [] : [atLeast(`${asked}: requests/s by those of nginx static`, still, 1, ' x')]),
    ];
  });
}

/** What Next alone does with the same requests, without the front: `next start` on the same build and database. */
export async function benchNextAlone(
  databaseUrl: string,
): Promise<readonly { target: string; perSecond: number; p50: number; p99: number }[]> {
  const load = startChild(new URL('./load.child.ts', import.meta.url));
  const program = startProgram('node', ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', '0'], {
    DATABASE_URL: databaseUrl,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: 'production',
  });
  try {
    const [, port = ''] = await program.prints(/http:\/\/127\.0\.0\.1:(\d+)/);
    await program.prints(/Ready in/);
    const figures = [];
    for (const { name, path, accept } of targets) {
      const ask = (milliseconds: number) =>
        load.ask(
          { port: Number(port), path, headers: { accept, 'accept-encoding': 'identity' }, connections: connectionsToNext, milliseconds },
          loadSchema,
        );
      await ask(3_000);
      const { perSecond, p50, p99 } = await ask(6_000);
      figures.push({ target: name, perSecond: rounded(perSecond, 1), p50: rounded(p50), p99: rounded(p99) });
    }
    return figures;
  } finally {
    await load.end();
    await program.end('SIGKILL');
  }
}
