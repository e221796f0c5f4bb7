import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readHistory } from './history.ts';
import { judge } from './judge.ts';
import { soakRestores } from './restores.ts';
import { type SoakResult, shortcomings, soak } from './soak.ts';

const count = (most: number) => z.coerce.number().int().min(1).max(most);
const optionsSchema = z.object({
  publishes: count(1_000_000).default(20_000),
  kills: z.coerce.number().int().min(0).max(10_000).default(20),
  clients: count(2_000).default(50),
  hours: z.coerce.number().positive().max(168).optional(),
  seed: count(2 ** 31).optional(),
  judge: z.string().min(1).optional(),
  restore: z.boolean().default(false),
  restores: count(100_000).default(100),
});

function report(result: SoakResult): void {
  const { judgement, controls, fates, kills, connections } = result;
  console.table({
    'publications begun': result.publishes,
    acknowledged: fates.ACKNOWLEDGED,
    'outcome unknown': fates.UNKNOWN,
    refused: fates.REFUSED,
    'requests for them': result.requests,
    'changes in the log': result.logged,
    clients: result.clients,
    'changes received by all clients': result.received,
    'streams opened': result.streamsOpened,
    'connections cut': connections.cut,
    'connections stalled': connections.stalled,
    ...Object.fromEntries(Object.entries(kills).map(([name, times]) => [`kills of the ${name}`, times])),
    seconds: result.seconds,
  });
  console.table({
    Parley: judgement.counts,
    'control: naive cursor': controls.naiveCursor.counts,
    'control: no idempotency record': controls.noIdempotencyRecord.counts,
  });
  for (const { kind, where, key, what } of judgement.faults.slice(0, 20)) console.log(`${kind} ${where}: ${key} ${what}`);
  console.log(
    `0 in ${fates.ACKNOWLEDGED} would mean at most ${(3 / Math.max(1, fates.ACKNOWLEDGED)).toExponential(1)} with 95 % confidence. ` +
      'Faults: processes killed by SIGKILL (not a loss of power), connections cut and stalled on loopback.',
  );
}

const { values } = parseArgs({
  options: Object.fromEntries(
    Object.keys(optionsSchema.shape).map((name) => [name, { type: name === 'restore' ? 'boolean' : 'string' } as const]),
  ),
});
const { publishes, kills, clients, hours, seed, judge: judged, restore, restores } = optionsSchema.parse(values);
if (judged !== undefined) {
  const { counts, faults } = judge(readHistory(judged));
  console.table(counts);
  process.exit(faults.length === 0 ? 0 : 1);
}

if (restore) {
  const chosen = seed ?? Math.floor(Date.now() / 1000);
  console.log(`soak: ${restores} restores of random moments (seed ${chosen}) …`);
  const { identical, differences } = await soakRestores({ restores, seed: chosen, say: (message) => console.log(`soak: ${message}`) });
  for (const difference of differences) console.error(`soak: ${difference}`);
  console.log(`soak: ${identical} of ${restores} restores identical in every table (seed ${chosen})`);
  process.exit(differences.length === 0 ? 0 : 1);
}

const until = Date.now() + (hours ?? 0) * 3_600_000;
const results: SoakResult[] = [];
const problems: string[] = [];
let next = seed ?? Math.floor(Date.now() / 1000);
do {
  const folder = `bench-results/soak-${next}`;
  const result = await soak({ publishes, kills, clients, seed: next, folder, say: (message) => console.log(`soak: ${message} …`) });
  report(result);
  problems.push(...shortcomings(result, kills).map((problem) => `seed ${result.seed}: ${problem}`));
  results.push(result);
  console.log(`soak: the history is in ${folder}; npm run soak -- --judge ${folder} judges it anew`);
  next += 1;
} while (Date.now() < until && problems.length === 0);

mkdirSync('bench-results', { recursive: true });
const machine = {
  processor: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  node: process.version,
  date: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
};
writeFileSync('bench-results/soak.json', `${JSON.stringify({ machine, problems, results }, null, 2)}\n`);
for (const problem of problems) console.error(`soak: ${problem}`);
console.log(problems.length === 0 ? 'soak: 0 lost, 0 duplicated, 0 out of order, 0 phantom; both controls were found' : 'soak: failed');
process.exitCode = problems.length === 0 ? 0 : 1;
