import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The parts of the bench. Each is a process of its own, so that none of them measures what another has left in memory. */
const parts: Readonly<Record<string, string>> = { record: './run.ts', live: './live/run.ts', log: './log.ts', backup: './backup.ts' };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(`bench: there is no part “${unknown.join('”, “')}”: expected ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
const flags = ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'];
for (const [name, file] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, [...flags, fileURLToPath(new URL(file, import.meta.url))], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
