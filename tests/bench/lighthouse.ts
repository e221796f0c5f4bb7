import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { browserArguments, browserPath } from '../setup/browser.ts';

/** Fetched when it is asked for: with all that it brings it is larger than Parley, and no test needs it. */
const lighthouse = 'lighthouse@13.5.0';

const score = z.object({ score: z.number().nullable() });
const audit = z.object({ displayValue: z.string().optional() });
const reportSchema = z.object({
  categories: z.object({ performance: score, accessibility: score, 'best-practices': score, seo: score }),
  audits: z.object({ 'first-contentful-paint': audit, 'largest-contentful-paint': audit, 'total-blocking-time': audit }),
});

const run = promisify(execFile);

/** What Lighthouse says of a page as a phone sees it: four scores of 100, and the times behind the first. */
export async function lighthouseOf(address: string, path: string) {
  const profile = mkdtempSync(join(tmpdir(), 'parley-lighthouse-'));
  try {
    const flags = ['--headless', `--user-data-dir=${profile}`, ...browserArguments];
    const { stdout } = await run(
      'npx',
      ['--yes', lighthouse, `${address}${path}`, '--output=json', '--quiet', `--chrome-flags=${flags.join(' ')}`],
      { env: { ...process.env, CHROME_PATH: browserPath() }, maxBuffer: 64 * 1024 * 1024 },
    );
    const { categories, audits } = reportSchema.parse(JSON.parse(stdout));
    const points = (category: z.infer<typeof score>) => Math.round((category.score ?? 0) * 100);
    return {
      path,
      performance: points(categories.performance),
      accessibility: points(categories.accessibility),
      bestPractices: points(categories['best-practices']),
      seo: points(categories.seo),
      firstPaint: audits['first-contentful-paint'].displayValue,
      largestPaint: audits['largest-contentful-paint'].displayValue,
      blocked: audits['total-blocking-time'].displayValue,
    };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}
