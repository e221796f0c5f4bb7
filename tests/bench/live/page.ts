import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserArguments, browserPath } from '../../setup/browser.ts';
import type { RunningServer } from '../../setup/server.ts';
import type { Publisher } from './publish.ts';
import { atMost, type Outcome, percentile, rounded } from './statistics.ts';

const counted = 20;
const warmUp = 3;
/** Longer than a page rests between two renewals. */
const pauseMs = 1_500;
const limitMs = 30_000;

/** From a commit until an open page shows the record with it, in milliseconds. */
export interface PageFigures {
  readonly path: string;
  readonly p50: number;
  readonly p99: number;
}

/** What a reader waits who has a page open, in a browser that does nothing else: the stream, the renewal and the change of the page. */
export async function benchPage(server: RunningServer, publisher: Publisher): Promise<readonly PageFigures[]> {
  const browser = await chromium.launch({ executablePath: browserPath(), args: browserArguments });
  try {
    const figures: PageFigures[] = [];
    for (const path of ['/', '/negotiations/sag-aftra-2023']) {
      const page = await browser.newPage();
      await page.goto(`${server.address}${path}`);
      await page.locator('.live[data-connection=open]').waitFor({ timeout: limitMs });
      const times: number[] = [];
      for (let run = 0; run < warmUp + counted; run += 1) {
        await sleep(pauseMs);
        const { seq } = await publisher.publish(`page ${run}`);
        const committedAt = Date.now();
        const shownAt = await page.evaluate(
          (wanted) =>
            new Promise<number>((resolve) => {
              const bar = document.querySelector<HTMLElement>('.live');
              const look = () => {
                if (Number(bar?.dataset.version) >= wanted) resolve(Date.now());
                else requestAnimationFrame(look);
              };
              look();
            }),
          seq,
        );
        if (run >= warmUp) times.push(shownAt - committedAt);
      }
      await page.close();
      figures.push({ path, p50: rounded(percentile(times, 0.5), 1), p99: rounded(percentile(times, 0.99), 1) });
    }
    return figures;
  } finally {
    await browser.close();
  }
}

/** Says what the wait should come to. */
export function pageOutcomes(figures: readonly PageFigures[]): readonly Outcome[] {
  return figures.map(({ path, p99 }) => atMost(`open page: publish to page in ms, p99: ${path}`, p99, 1_000));
}
