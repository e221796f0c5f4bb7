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
  readonly report?: { readonly file: string; readonly read: (json: unknown) => Outcome };
}

/** What a part came to. */
interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** The tests that failed, each with where and why. */
  readonly failures: readonly string[];
}

const reports = mkdtempSync(join(tmpdir(), 'parley-reports-'));

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});

/** A suite of Playwright's, which may hold others. */
interface BrowserSuite {
  readonly specs?: readonly { readonly title: string; readonly file: string; readonly ok: boolean }[] | undefined;
  readonly suites?: readonly BrowserSuite[] | undefined;
}
const browserSuite: z.ZodType<BrowserSuite> = z.object({
  specs: z.array(z.object({ title: z.string(), file: z.string(), ok: z.boolean() })).optional(),
  get suites() {
    return z.array(browserSuite).optional();
  },
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
  suites: z.array(browserSuite),
});

function vitestOutcome(json: unknown): Outcome {
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(json);
  const failures = testResults.flatMap(({ name, message = '', status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [`${name}: ${message}`] : [];
    return failed.map(({ fullName, failureMessages }) => `${name}: ${fullName}\n${failureMessages?.[0] ?? ''}`);
  });
  return { passed: numPassedTests, failed: numFailedTests, failures };
}

function browserFailures({ specs = [], suites = [] }: BrowserSuite): string[] {
  return [...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file}: ${title}`), ...suites.flatMap(browserFailures)];
}

function vitest(project: string, label: string, { timeZone, only = [] }: { timeZone?: string; only?: readonly string[] } = {}): Part {
  const file = join(reports, `${label}.json`);
  const reporters = ['--reporter', 'default', '--reporter', 'json', '--outputFile.json', file];
  return {
    name: label,
    command: ['vitest', 'run', '--config', '.config/vitest.ts', '--project', project, ...reporters, ...only],
    ...(timeZone !== undefined && { environment: { TZ: timeZone } }),
    report: { file, read: vitestOutcome },
  };
}

const browserReport = join(reports, 'e2e.json');

/** Where time matters, tests must hold on a machine in any zone: the rest of them run in one zone alone. */
const aboutTime = [
  'src/domain/time',
  'src/domain/deal-status',
  'src/domain/calendar',
  'src/domain/timeline',
  'src/http/calendars',
  'src/http/feeds',
];

/** What needs neither a database nor a build. */
const quick: readonly Part[] = [
  { name: 'types', command: ['npm', 'run', '--silent', 'typecheck'] },
  { name: 'lint and format', command: ['npm', 'run', '--silent', 'lint'] },
  { name: 'dead code', command: ['npm', 'run', '--silent', 'knip'] },
  vitest('unit', 'unit in Kathmandu', { timeZone: 'Asia/Kathmandu' }),
  vitest('unit', 'unit in Los Angeles', { timeZone: 'America/Los_Angeles', only: aboutTime }),
  vitest('architecture', 'architecture'),
];

const slow: readonly Part[] = [
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
        const { stats, suites } = playwrightReport.parse(json);
        return { passed: stats.expected, failed: stats.unexpected + stats.flaky, failures: suites.flatMap(browserFailures) };
      },
    },
  },
];

const parts = process.argv.includes('--quick') ? quick : [...quick, ...slow];

function run({ command: [program, ...args], environment = {} }: Part): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment } });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** What a part came to. A suite that failed without a failed test, or that ran none, counts one failure. */
function outcomeOf({ name, report }: Part, code: number): Outcome {
  const broken = { passed: 0, failed: 1, failures: [`${name}: ended with code ${code}`] };
  if (report === undefined) return code === 0 ? { passed: 1, failed: 0, failures: [] } : broken;
  try {
    const outcome = report.read(JSON.parse(readFileSync(report.file, 'utf8')));
    const wentWrong = (code !== 0 || outcome.passed === 0) && outcome.failed === 0;
    return wentWrong ? { ...broken, passed: outcome.passed, failures: [...outcome.failures, ...broken.failures] } : outcome;
  } catch {
    return broken;
  }
}

let passed = 0;
let failed = 0;
const failures: string[] = [];
for (const part of parts) {
  const started = Date.now();
  console.log(`\n== ${part.name}`);
  const outcome = outcomeOf(part, await run(part));
  passed += outcome.passed;
  failed += outcome.failed;
  if (outcome.failed > 0) failures.push(`in ${part.name}`, ...outcome.failures);
  console.log(`== ${part.name}: ${outcome.passed} passed, ${outcome.failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
}
rmSync(reports, { recursive: true, force: true });
if (failures.length > 0) console.log(`\nFailed:\n${failures.join('\n')}`);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${failed} failed`);
