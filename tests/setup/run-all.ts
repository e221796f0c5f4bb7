import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** One part of the whole run: a check that counts as one, or a suite that counts its own tests. */
interface Part {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** Where a suite writes its counts, and how to read them. */
  readonly report?: { readonly file: string; readonly read: (json: unknown) => Counts };
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const reports = mkdtempSync(join(tmpdir(), 'parley-reports-'));

const vitestReport = z.object({ numPassedTests: z.int(), numFailedTests: z.int() });
const playwrightReport = z.object({ stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }) });

function vitest(project: string, label: string, timeZone?: string): Part {
  const file = join(reports, `${label}.json`);
  return {
    name: label,
    command: [
      'vitest',
      'run',
      '--config',
      '.config/vitest.ts',
      '--project',
      project,
      '--reporter',
      'default',
      '--reporter',
      'json',
      '--outputFile.json',
      file,
    ],
    ...(timeZone !== undefined && { environment: { TZ: timeZone } }),
    report: {
      file,
      read: (json) => {
        const { numPassedTests, numFailedTests } = vitestReport.parse(json);
        return { passed: numPassedTests, failed: numFailedTests };
      },
    },
  };
}

const browserReport = join(reports, 'e2e.json');

const parts: readonly Part[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint and format', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'dead code', command: ['npm', 'run', '--silent', 'knip'] },
  vitest('unit', 'unit in Kathmandu', 'Asia/Kathmandu'),
  vitest('unit', 'unit in Los Angeles', 'America/Los_Angeles'),
  vitest('architecture', 'architecture'),
  vitest('integration', 'integration'),
  vitest('contract', 'contract'),
  vitest('soak', 'soak'),
  {
    name: 'end to end',
    command: ['playwright', 'test', '--config', '.config/playwright.ts'],
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: browserReport },
    report: {
      file: browserReport,
      read: (json) => {
        const { expected, unexpected, flaky } = playwrightReport.parse(json).stats;
        return { passed: expected, failed: unexpected + flaky };
      },
    },
  },
];

function run({ command: [program, ...args], environment = {} }: Part): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** What a part came to. A suite that failed without a failed test, or that ran none, counts one failure. */
function countsOf({ report }: Part, code: number): Counts {
  if (report === undefined) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  try {
    const counts = report.read(JSON.parse(readFileSync(report.file, 'utf8')));
    const wentWrong = (code !== 0 || counts.passed === 0) && counts.failed === 0;
    return wentWrong ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

let passed = 0;
let failed = 0;
const failures: string[] = [];
for (const part of parts) {
  const started = Date.now();
  console.log(`\n== ${part.name}`);
  const counts = countsOf(part, await run(part));
  passed += counts.passed;
  failed += counts.failed;
  if (counts.failed > 0) failures.push(part.name);
  console.log(`== ${part.name}: ${counts.passed} passed, ${counts.failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}`);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
