import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/data/client.ts';
import { openCluster } from '../../src/data/postgres/cluster.ts';
import { passOverBundledRecord } from '../../src/data/record/bundled.ts';
import { createFilled, within } from '../setup/database.ts';
import { usageOf } from '../setup/processes.ts';
import { startServer } from '../setup/server.ts';
import { generateRecord } from './generate.ts';
import { lighthouseOf } from './lighthouse.ts';
import { readWhole } from './plans.ts';
import { searches } from './search.ts';

/** How often each page is asked for; the first few are not counted. */
const counted = 15;
const warmUp = 5;
const goals = { script: 130_000, html: 100_000, ratio: 2, memory: 512 * 1024 * 1024, lighthouse: { performance: 95, rest: 100 } };

/** The time in which a page is made, in milliseconds. An answer to a request with a cookie is never a kept one. */
async function timeOf(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(url, { headers: { cookie: 'reader=bench' } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return performance.now() - started;
}

/** The median time in which each server makes a page. They take turns, so that whatever else the machine does falls on all of them alike. */
async function timesInTurns(addresses: readonly string[], path: string): Promise<readonly number[]> {
  const servers = addresses.map((address) => ({ address, times: [] as number[] }));
  for (let run = 0; run < warmUp + counted; run += 1)
    // The order turns around, so that none is always the first.
    for (const { address, times } of run % 2 === 0 ? servers : servers.toReversed()) {
      const time = await timeOf(`${address}${path}`);
      if (run >= warmUp) times.push(time);
    }
  return servers.map(({ times }) => times.toSorted((one, other) => one - other)[Math.floor(counted / 2)] ?? 0);
}

const encodings = ['br', 'gzip'] as const;

/** The size of an answer as it is served, in bytes. */
async function sizeOf(url: string, encoding: (typeof encodings)[number]): Promise<number> {
  const response = await fetch(url, { method: 'HEAD', headers: { 'accept-encoding': encoding } });
  if (response.headers.get('content-encoding') !== encoding) throw new Error(`${url} is not served as ${encoding}`);
  return Number(response.headers.get('content-length'));
}

/** The compressed size of a page's HTML, and of the scripts that it loads (those for browsers without modules left out), as served. */
async function weightOf(address: string, path: string) {
  const html = await (await fetch(`${address}${path}`)).text();
  const scripts = [...html.matchAll(/<script[^>]*src="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !/nomodule/i.test(tag))
    .map(([, source = '']) => source);
  const sum = async (encoding: (typeof encodings)[number]) => {
    let bytes = 0;
    for (const source of new Set(scripts)) bytes += await sizeOf(`${address}${source}`, encoding);
    return bytes;
  };
  return {
    path,
    htmlBrotli: await sizeOf(`${address}${path}`, 'br'),
    htmlGzip: await sizeOf(`${address}${path}`, 'gzip'),
    scriptBrotli: await sum('br'),
    scriptGzip: await sum('gzip'),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
const cluster = await openCluster(folder);
try {
  const recordUrl = await createFilled(cluster, 'bench_record', 'template_record');
  const record = await startServer({ DATABASE_URL: recordUrl });
  const weights = [];
  for (const path of [
    '/?asOf=2023-10-02',
    '/negotiations/sag-aftra-2023',
    '/negotiations/sag-aftra-2023?events=all',
    '/compare',
    '/compare?negotiations=dga-2023,wga-2023,sag-aftra-2023',
    '/events/2023-10-02-talks-resume',
  ])
    weights.push(await weightOf(record.address, path));
  console.table(weights);
  const marks = [];
  if (!process.argv.includes('--without-lighthouse'))
    for (const path of ['/', '/negotiations/sag-aftra-2023', '/compare']) marks.push(await lighthouseOf(record.address, path));
  console.table(marks);
  await record.process.end('SIGTERM');

  const pages = ['/', '/negotiations/n-15?events=all', '/compare?negotiations=n-13,n-14,n-15', ...searches];
  const records = [];
  for (const negotiations of [20, 2_000]) {
    const url = await createFilled(cluster, `bench_${negotiations}`, 'template_empty');
    const started = Date.now();
    const admin = within(cluster.adminUrl, url);
    await generateRecord(admin, negotiations);
    const database = openDatabase(url);
    await passOverBundledRecord(database);
    await database.$disconnect();
    console.log(`generated ${negotiations * 500} events in ${((Date.now() - started) / 1000).toFixed(0)} s`);
    records.push({ negotiations, admin, server: await startServer({ DATABASE_URL: url }), before: await readWhole(admin) });
  }
  const scale: { page: string; ms: readonly number[] }[] = [];
  for (const page of pages)
    scale.push({
      page,
      ms: await timesInTurns(
        records.map(({ server }) => server.address),
        page,
      ),
    });
  const memories: number[] = [];
  const tablesReadWhole: string[] = [];
  for (const { negotiations, admin, server, before } of records) {
    memories.push(usageOf(server.process.pid).peakBytes);
    await server.process.end('SIGTERM');
    // Connections report what they read as they close.
    for (const [table, scans] of await readWhole(admin))
      if (scans > (before.get(table) ?? 0)) tablesReadWhole.push(`${table} of ${negotiations}`);
  }
  const table = scale.map(({ page, ms: [small = 0, large = 0] }) => ({
    page,
    at10k: Math.round(small),
    at1M: Math.round(large),
    ratio: Number((large / small).toFixed(2)),
  }));
  console.table(table);
  const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(
    `memory at most: ${memories.map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`).join(', ')} (goal: ${goals.memory / 2 ** 20} MiB)`,
  );
  console.log(`large tables read whole by a page: ${tablesReadWhole.length === 0 ? 'none' : tablesReadWhole.join(', ')}`);
  console.log(`machine: ${machine}`);
  mkdirSync('bench-results', { recursive: true });
  writeFileSync(
    'bench-results/bench.json',
    `${JSON.stringify({ machine, goals, weights, lighthouse: marks, scale: table, memories, tablesReadWhole }, null, 2)}\n`,
  );
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
