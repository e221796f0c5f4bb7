import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createDatabase, createFilled, within } from '../setup/database.ts';
import { usageOf } from '../setup/processes.ts';
import { withScratch } from '../setup/scratch.ts';
import { generateRecord } from './generate.ts';

/** 2,000 negotiations make 1,000,000 events; BENCH_NEGOTIATIONS takes another number. */
const negotiations = Number(process.env.BENCH_NEGOTIATIONS ?? 2_000);
const parley = fileURLToPath(new URL('../../src/cli/parley.ts', import.meta.url));
const lookMs = 50;

interface Measured {
  readonly seconds: number;
  /** The most memory that the process held, PostgreSQL's not counted, in MiB. */
  readonly peakMiB: number;
}

/** Runs a command of Parley in a process of its own. */
async function measure(args: readonly string[], url: string): Promise<Measured> {
  const started = performance.now();
  const child = fork(parley, args, { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, usageOf(child.pid ?? 0).peakBytes);
  }, lookMs);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`parley ${args.join(' ')} ended with code ${code}`);
  return { seconds: Number(((performance.now() - started) / 1000).toFixed(1)), peakMiB: Math.round(peak / 2 ** 20) };
}

await withScratch(async ({ cluster }) => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-backup-'));
  try {
    const url = within(cluster.ownerUrl, await createFilled(cluster, 'bench_backup', 'template_empty'));
    console.log(`bench: writing ${negotiations * 500} events …`);
    await generateRecord(within(cluster.adminUrl, url), negotiations);
    const file = join(folder, 'bench.gz');
    const target = within(cluster.ownerUrl, await createDatabase(cluster, 'bench_restore'));
    const results = {
      backup: await measure(['backup', file], url),
      verify: await measure(['backup', '--verify', file], url),
      restore: await measure(['restore', file], target),
    };
    const fileMiB = Math.round(statSync(file).size / 2 ** 20);
    console.table(results);
    console.log(`bench: ${negotiations * 500} events in a file of ${fileMiB} MiB`);
    mkdirSync('bench-results', { recursive: true });
    writeFileSync('bench-results/backup.json', `${JSON.stringify({ events: negotiations * 500, fileMiB, ...results }, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
