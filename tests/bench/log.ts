import { mkdirSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { checkChain } from '../../src/data/change/chain.ts';
import { openDatabase } from '../../src/data/client.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { createFilled, within } from '../setup/database.ts';
import { withScratch } from '../setup/scratch.ts';

/** How many changes, by default: BENCH_CHANGES makes it another number. */
const changes = Number(process.env.BENCH_CHANGES ?? 1_000_000);
const limitMs = 3_600_000;

/** Fills a log with publications of events of about the size that the record's have. The database chains them as it does all others. */
async function fillLog(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Change" ("seq", "kind", "entity", "key", "negotiationSlug", "after", "actor", "recordedAt")
       SELECT i, 'PUBLISHED', 'EVENT', key, 'n-' || i % 2000, jsonb_build_object('id', key, 'kind', 'MILESTONE', 'date', day, 'headline', 'What happened on ' || day,
           'summary', repeat('A sentence about it, with some words. ', 6), 'significance', 'MINOR', 'confidence', 'REPORTED',
           'citations', jsonb_build_array(jsonb_build_object('source', 's-' || i % 600, 'quote', 'A few words of it'), jsonb_build_object('source', 's-' || i % 599))),
         'bench', timestamptz '2026-01-01' + i * interval '1 second'
       FROM generate_series(1, $1::int) i CROSS JOIN LATERAL (SELECT to_char(date '1960-01-01' + i % 24000, 'YYYY-MM-DD') AS day) d
       CROSS JOIN LATERAL (SELECT day || '-event-' || i AS key) k`,
      [changes],
    );
  } finally {
    await client.end();
  }
}

await withScratch(async ({ cluster }) => {
  const url = await createFilled(cluster, 'bench_log', 'template_empty');
  const begun = performance.now();
  await fillLog(within(cluster.ownerUrl, url));
  const filled = performance.now();
  const database = openDatabase(url);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 100);
  const { broken, seq } = await readTransaction(database, (tx) => checkChain(tx), limitMs);
  const checked = performance.now();
  clearInterval(watch);
  await database.$disconnect();
  if (broken !== null || seq !== changes) throw new Error(`the chain should hold up to ${changes}: ${JSON.stringify({ broken, seq })}`);
  const figures = {
    changes,
    appendedSeconds: Number(((filled - begun) / 1000).toFixed(1)),
    checkedSeconds: Number(((checked - filled) / 1000).toFixed(1)),
    checkedPerSecond: Math.round(changes / ((checked - filled) / 1000)),
    peakMemoryMiB: Math.round(peak / 2 ** 20),
  };
  console.table([figures]);
  mkdirSync('bench-results', { recursive: true });
  writeFileSync('bench-results/log.json', `${JSON.stringify(figures, null, 2)}\n`);
});
process.exit();
