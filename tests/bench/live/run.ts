import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { createFilled } from '../../setup/database.ts';
import { withScratch } from '../../setup/scratch.ts';
import { startServer } from '../../setup/server.ts';
import { benchFanOut, fanOutOutcomes } from './fan-out.ts';
import { benchNextAlone, benchReads, readOutcomes } from './http.ts';
import { benchMiss } from './miss.ts';
import { findNginx } from './nginx.ts';
import { benchPage, pageOutcomes } from './page.ts';
import { openPublisher } from './publish.ts';
import { benchRestart, restartOutcomes } from './restart.ts';

function machine(): Readonly<Record<string, string>> {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  return {
    processor: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    nginx: findNginx()?.version ?? 'none',
    date: new Date().toISOString(),
    commit: `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`,
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  };
}

await withScratch(async ({ cluster, folder }) => {
  const before = machine();
  console.log('Clients and servers share the machine. What clients cost is shown beside what servers cost.');
  console.table(before);
  const url = await createFilled(cluster, 'bench_live', 'template_record');
  const environment = { DATABASE_URL: url, MAX_STREAMS: '20000', MAX_STREAMS_PER_ADDRESS: '20000' };
  const nginx = findNginx();
  const publisher = openPublisher(url);
  let server = await startServer(environment);

  const reads = await benchReads(server, nginx, folder);
  console.log('\nCached answers: requests a second, and what one costs the server in µs of a core');
  console.table(
    reads.flatMap(({ target, encoding, bytes, contenders, ratios }) =>
      contenders.map((one) => ({ target, encoding, bytes, ...one, parleyBy: ratios[one.name] ?? 1 })),
    ),
  );
  const miss = await benchMiss(server, publisher);
  console.log('\nThe first answer after a change, in ms');
  console.table(miss);
  const page = await benchPage(server, publisher);
  console.log('\nFrom a commit until an open page shows it, in ms');
  console.table(page);
  const nextAlone = await benchNextAlone(url);
  console.log('\nThe same requests to `next start`, without the front');
  console.table(nextAlone);

  // A process that has answered nothing yet: what it holds for pages is not what its streams cost.
  await server.process.end('SIGTERM');
  server = await startServer(environment);
  const fanOut = await benchFanOut(server, publisher, nginx, folder);
  console.log(`\nOne change to every client, in ms. The clients cost ${fanOut.clientCpuMsPerPublish} ms of a core for each change`);
  console.table(fanOut.servers);

  const restarted = await benchRestart(server, environment, publisher);
  console.log('\nA restart');
  console.table(restarted.figures);
  await restarted.server.process.end('SIGTERM');
  await publisher.close();

  const outcomes = [...readOutcomes(reads), ...pageOutcomes(page), ...fanOutOutcomes(fanOut), ...restartOutcomes(restarted.figures)];
  console.log('\nGoals');
  console.table(outcomes);
  mkdirSync('bench-results', { recursive: true });
  writeFileSync(
    'bench-results/live.json',
    `${JSON.stringify({ machine: before, outcomes, reads, miss, page, nextAlone, fanOut, restart: restarted.figures }, null, 2)}\n`,
  );
});
