import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createToken } from '../../src/data/access/write.ts';
import { readVersion } from '../../src/data/change/read.ts';
import { openDatabase } from '../../src/data/client.ts';
import type { Cluster } from '../../src/data/postgres/cluster.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { buildIfNeeded } from '../../src/live/build.ts';
import { createDatabase, createFilled, within } from '../setup/database.ts';
import { startChild } from '../setup/processes.ts';
import { withScratch } from '../setup/scratch.ts';
import { naiveCursor, noIdempotencyRecord } from './controls.ts';
import { fatesIn, lineOf, readHistory } from './history.ts';
import { openJournal } from './journal.ts';
import { type Fate, type Judgement, judge } from './judge.ts';
import { readLog } from './log.ts';
import { killableDatabase, killableServer, type Victim } from './processes.ts';
import { startProxies } from './proxies.ts';
import { type Random, randomOf } from './random.ts';
import { type Intent, publishOnce } from './writer.ts';

/** How much a run does. */
export interface SoakOptions {
  readonly publishes: number;
  readonly kills: number;
  readonly clients: number;
  readonly seed: number;
  /** Where the history is kept, for anybody to judge anew. What is there is replaced. */
  readonly folder: string;
  readonly say: (message: string) => void;
}

/** What a run came to. */
export interface SoakResult {
  readonly seed: number;
  readonly publishes: number;
  readonly fates: Readonly<Record<Fate['kind'], number>>;
  /** Requests that were made for them, the repeated ones too. */
  readonly requests: number;
  /** Why some were refused, where any were. */
  readonly refusals: readonly string[];
  readonly logged: number;
  readonly clients: number;
  readonly received: number;
  readonly streamsOpened: number;
  readonly resets: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly connections: { readonly connections: number; readonly cut: number; readonly stalled: number };
  readonly seconds: number;
  readonly judgement: Judgement;
  /** What the judge found in what must be found to be wrong. */
  readonly controls: { readonly naiveCursor: Judgement; readonly noIdempotencyRecord: Judgement };
}

const root = new URL('../..', import.meta.url).pathname;
const writers = 12;
/** One in so many is left alone after the first answer that does not come. */
const givesUpPercent = 10;
const drainLimitMs = 120_000;
const weather = {
  writes: { likelihood: 0.25, least: 200, most: 6_000 },
  streams: { likelihood: 1, least: 500, most: 5_000_000 },
  database: { likelihood: 0.5, least: 50_000, most: 20_000_000 },
} as const;
const clientState = z.object({ opened: z.int(), resets: z.int(), last: z.array(z.int()) });

/** The events that are published: minor ones, over all negotiations. */
function intentsOf(count: number, negotiations: readonly string[], source: string): readonly Intent[] {
  return Array.from({ length: count }, (_, index) => {
    const key = `2026-03-02-soak-${index}`;
    const event = {
      negotiation: negotiations[index % negotiations.length],
      id: key,
      kind: 'ACTION',
      date: '2026-03-02',
      headline: `Members gather (${index})`,
      summary: 'Members of the union gather before the talks begin, and say what they expect of them.',
      significance: 'MINOR',
      confidence: 'REPORTED',
      citations: [{ source }],
    };
    return { key, body: JSON.stringify(event) };
  });
}

/**
 * Publishes through two servers on one database while the three are killed and connections break, with clients that follow the stream,
 * and judges what was acknowledged, what the log holds and what each client received.
 *
 * What is killed are processes: that is not a loss of power, after which a disk may have lost what it said it had written.
 */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { publishes, kills, clients, seed, folder, say } = options;
  const started = Date.now();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await buildIfNeeded(root, say);
  return withScratch(async ({ cluster, folder: scratch }) => {
    const proxies = startProxies(seed);
    const followers = startChild(new URL('./clients.child.ts', import.meta.url));
    try {
      const url = await createFilled(cluster, 'soak', 'template_record');
      const database = openDatabase(url);
      const token = await createToken(database, { name: 'soak', scopes: ['PUBLISH'], rate: 1_000_000 });
      const negotiations = (await database.negotiation.findMany({ select: { slug: true } })).map(({ slug }) => slug);
      const source = (await database.source.findFirstOrThrow({ orderBy: { id: 'asc' } })).id;
      const since = await readTransaction(database, readVersion);
      await database.$disconnect();
      writeFileSync(join(folder, 'run.json'), JSON.stringify({ since, seed, publishes, kills, clients }));

      const throughProxy = Object.assign(new URL(url), { port: String(await proxies.listen('database', weather.database)) }).href;
      await proxies.target('database', Number(new URL(url).port));
      let current: Cluster = cluster;
      const environment = { DATABASE_URL: throughProxy, MAX_STREAMS_PER_ADDRESS: '100000', WRITE_RATE: '1000000' };
      const places = await Promise.all(
        ['first', 'second'].map(async (name) => ({
          name,
          writes: await proxies.listen(`${name} writes`, weather.writes),
          streams: await proxies.listen(`${name} streams`, weather.streams),
        })),
      );
      say('Starting two servers on one database');
      const servers = await Promise.all(
        places.map(({ name }) =>
          killableServer(`${name} server`, environment, async (port) => {
            await proxies.target(`${name} writes`, port);
            await proxies.target(`${name} streams`, port);
          }),
        ),
      );
      const victims: Victim[] = [
        ...servers,
        killableDatabase(scratch, async (again) => {
          current = again;
          await proxies.target('database', Number(new URL(again.url).port));
        }),
      ];
      const [writePorts, streamPorts] = [places.map(({ writes }) => writes), places.map(({ streams }) => streams)];
      await followers.ask({ act: 'open', seed, since, count: clients, folder, ports: streamPorts }, z.null());

      say(`Publishing ${publishes} events under ${kills} kills to ${clients} clients (seed ${seed})`);
      const run = { ...options, ports: writePorts, token, victims, intents: intentsOf(publishes, negotiations, source) };
      const { requests, refusals, killed } = await publishUnderKills(run);

      say('Waiting for every client to have everything');
      await proxies.calm();
      const direct = openDatabase(Object.assign(new URL(current.url), { pathname: new URL(url).pathname }).href);
      const log = await readLog(direct, since);
      await direct.$disconnect();
      writeFileSync(join(folder, 'log.txt'), log.map((entry) => `${lineOf(entry)}\n`).join(''));
      const end = log.at(-1)?.seq ?? since;
      const deadline = Date.now() + drainLimitMs;
      let state = await followers.ask({ act: 'state' }, clientState);
      while (state.last.some((seq) => seq < end) && Date.now() < deadline) {
        await wait(100);
        state = await followers.ask({ act: 'state' }, clientState);
      }
      const received = await followers.ask({ act: 'written' }, z.int());
      const connections = await proxies.counts();
      await followers.end();
      for (const server of servers) await server.stop();
      await proxies.end();

      say('Judging, and showing that the judge finds what is wrong');
      const storms = startProxies(seed);
      const controls = await (async () => {
        try {
          const cursor = within(current.ownerUrl, await createDatabase(current, 'soak_cursor'));
          const unkeyed = await createFilled(current, 'soak_unkeyed', 'template_empty');
          return { naiveCursor: await naiveCursor(cursor), noIdempotencyRecord: await noIdempotencyRecord(unkeyed, storms, folder, seed) };
        } finally {
          await storms.end();
        }
      })();
      const fates = [...fatesIn(readFileSync(join(folder, 'journal.ndjson'), 'utf8')).values()];
      const count = (kind: Fate['kind']) => fates.filter((fate) => fate.kind === kind).length;
      return {
        seed,
        publishes,
        fates: { ACKNOWLEDGED: count('ACKNOWLEDGED'), REFUSED: count('REFUSED'), UNKNOWN: count('UNKNOWN') },
        requests,
        refusals,
        logged: log.length,
        clients,
        received,
        streamsOpened: state.opened,
        resets: state.resets,
        kills: killed,
        connections,
        seconds: Math.round((Date.now() - started) / 1000),
        judgement: judge(readHistory(folder)),
        controls,
      };
    } finally {
      await followers.end();
      await proxies.end();
    }
  });
}

interface Run extends SoakOptions {
  readonly ports: readonly number[];
  readonly token: string;
  readonly victims: readonly Victim[];
  readonly intents: readonly Intent[];
}

/** Publishes everything, and kills something each time that so much has been published. */
async function publishUnderKills({ intents, victims, kills, seed, folder, ports, token, say }: Run) {
  const journal = await openJournal(join(folder, 'journal.ndjson'));
  const random = randomOf(seed, 'kills');
  const killed: Record<string, number> = {};
  const refusals: string[] = [];
  let requests = 0;
  let begun = 0;
  let done = 0;
  let killsBegun = 0;

  /** Kills one after the other, as the work goes on, so that each falls into the middle of it. */
  const killing = (async () => {
    for (let kill = 0; kill < kills; kill += 1) {
      const due = Math.floor(((kill + 0.2 + 0.6 * random()) * intents.length) / kills);
      while (begun < due) await wait(20);
      const victim = nextVictim(victims, kill, random);
      killed[victim.name] = (killed[victim.name] ?? 0) + 1;
      killsBegun += 1;
      say(`Killing the ${victim.name} (${killsBegun} of ${kills}, ${done} of ${intents.length} published)`);
      await victim.killAndRestart();
    }
  })();
  // A failure ends the run; the writers look for it.
  let failure: unknown = null;
  killing.catch((error: unknown) => {
    failure = error ?? new Error('a kill failed');
  });

  const [first = 0, ...rest] = ports;
  await Promise.all(
    Array.from({ length: writers }, async (_, index) => {
      const own = randomOf(seed, `writer ${index}`);
      for (let intent = intents[begun]; intent !== undefined; intent = intents[begun]) {
        begun += 1;
        // Nobody runs ahead of the kills by more than the share of one.
        while (failure === null && kills > 0 && begun > ((killsBegun + 1) * intents.length) / kills) await wait(20);
        if (failure !== null) return;
        const { fate, tries, detail } = await publishOnce(intent, {
          ports: [first, ...rest],
          token,
          journal,
          random: own,
          givesUpPercent,
        });
        requests += tries;
        done += 1;
        if (fate.kind === 'REFUSED' && refusals.length < 5) refusals.push(detail ?? '');
      }
    }),
  );
  await killing;
  await journal.close();
  return { requests, refusals, killed };
}

/** Each in its turn at first, so that a short run has killed them all; then by the seed. */
function nextVictim(victims: readonly Victim[], kill: number, random: Random): Victim {
  const victim = victims[kill < victims.length ? kill : Math.floor(random() * victims.length)];
  if (victim === undefined) throw new Error('there is nothing to kill');
  return victim;
}

/** Why a run does not count: a fault, a control that was not found, or a rig that did not do what it says. Empty where it counts. */
export function shortcomings(
  { judgement, controls, fates, kills, connections, resets, publishes, refusals }: SoakResult,
  killsAsked: number,
) {
  const { LOST, DUPLICATED, OUT_OF_ORDER, PHANTOM } = judgement.counts;
  const killsMade = Object.values(kills).reduce((sum, count) => sum + count, 0);
  return [
    ...(LOST + DUPLICATED + OUT_OF_ORDER + PHANTOM > 0
      ? [`${LOST} lost, ${DUPLICATED} duplicated, ${OUT_OF_ORDER} out of order, ${PHANTOM} phantom`]
      : []),
    ...(controls.naiveCursor.counts.LOST === 0 ? ['the judge did not find that a naive cursor loses'] : []),
    ...(controls.noIdempotencyRecord.counts.DUPLICATED === 0 ? ['the judge did not find that retries without a record publish twice'] : []),
    ...(fates.REFUSED > 0 ? [`${fates.REFUSED} publications were refused: ${refusals[0] ?? ''}`] : []),
    ...(fates.ACKNOWLEDGED < publishes / 2 ? [`only ${fates.ACKNOWLEDGED} of ${publishes} publications were acknowledged`] : []),
    ...(killsMade < killsAsked ? [`only ${killsMade} of ${killsAsked} kills were made`] : []),
    ...(connections.cut === 0 ? ['no connection was cut'] : []),
    ...(resets > 0 ? [`${resets} clients were told to begin anew`] : []),
  ];
}
