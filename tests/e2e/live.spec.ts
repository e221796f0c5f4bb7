import type { Locator, Page } from '@playwright/test';
import { newsNegotiation } from '../setup/newsroom.ts';
import { expect, test } from './newsroom.ts';

/** Opens a page and waits until it listens. What it keeps in a variable is lost when it is loaded again. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('.live-state')).toHaveText(/Live|Stands still/);
  await expect(page.locator('.live')).toHaveAttribute('data-connection', 'open');
  await page.evaluate(() => Object.assign(window, { isSame: true }));
}

async function expectNoReload(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'isSame' in window)).toBe(true);
}

/** Gives all layout shifts from now on with what was shifted, those after a reader's own doing left out. */
async function watchShifts(page: Page): Promise<() => Promise<unknown>> {
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    const nameOf = (source: object) =>
      'node' in source && source.node instanceof Element
        ? source.node.outerHTML.slice(0, 120)
        : 'node' in source && source.node instanceof Node
          ? source.node.textContent
          : 'something';
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ('value' in entry && 'hadRecentInput' in entry && entry.hadRecentInput === false && 'sources' in entry)
          shifts.push(`${entry.value}: ${Array.isArray(entry.sources) ? entry.sources.map(nameOf).join(', ') : ''}`);
    }).observe({ type: 'layout-shift', buffered: false });
  });
  return () => page.evaluate((): unknown => Reflect.get(window, 'shifts'));
}

/** Hides the page from its reader, as another tab in front of it does, or shows it again. */
async function look(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

/** Gives everything that is said from now on to those who hear the page, with when it is said. */
async function listen(page: Page): Promise<() => Promise<{ at: number; text: string }[]>> {
  await page.evaluate(() => {
    const said: { at: number; text: string }[] = [];
    Object.assign(window, { said });
    for (const region of document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert]'))
      new MutationObserver(() => said.push({ at: Date.now(), text: region.textContent ?? '' })).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  return () =>
    page.evaluate(() =>
      ('said' in window && Array.isArray(window.said) ? window.said : []).map(({ at, text }) => ({ at: Number(at), text: String(text) })),
    );
}

/** How far below the top of the window something is. */
function topOf(item: Locator): Promise<number> {
  return item.evaluate((element) => Math.round(element.getBoundingClientRect().top));
}

const log = (page: Page) => page.getByRole('log', { name: 'Updates on this page' });
const openLog = (page: Page) => page.getByText('Updates on this page', { exact: false }).first().click();

test('what is published is on the open board, new and marked, without a reload', async ({ page, newsroom }) => {
  await open(page, '/');
  const { id } = await newsroom.publish('Both sides name a date');
  const item = page.locator(`[data-live="EVENT:${id}"]`);
  await expect(item).toContainText('Both sides name a date');
  await expect(item.locator('.live-mark')).toHaveText('New');
  await expectNoReload(page);
});

test('negotiation, comparison and event follow; a correction says so where it stands', async ({ page, context, newsroom }) => {
  const event = await newsroom.publish('A figure is named');
  const compare = await context.newPage();
  const permalink = await context.newPage();
  await open(page, `/negotiations/${newsNegotiation}`);
  await open(compare, `/compare?negotiations=${newsNegotiation}`);
  await open(permalink, `/events/${event.id}`);
  await newsroom.correct(event, { headline: 'A lower figure is named', summary: 'The figure was wrong.' });
  const item = page.locator(`[data-live="EVENT:${event.id}"]`);
  await expect(item).toContainText('A lower figure is named');
  await expect(item.getByRole('link', { name: 'Corrected: see what changed' })).toHaveAttribute('href', `/events/${event.id}#history`);
  await expect(permalink.getByRole('heading', { level: 1 })).toHaveText('A lower figure is named');
  await expect(permalink.getByRole('link', { name: 'Corrected: see what changed' })).toBeVisible();
  await openLog(compare);
  await expect(log(compare).getByRole('link', { name: 'A lower figure is named' })).toBeVisible();
  for (const each of [page, compare, permalink]) await expectNoReload(each);
});

test('the page of the round before follows where the next one takes its place, and is told nothing else of it', async ({
  page,
  context,
  newsroom,
}) => {
  const compare = await context.newPage();
  await open(page, '/negotiations/sag-aftra-2023');
  await open(compare, '/compare?negotiations=sag-aftra-2023');
  const statuses = [page.locator('[data-live="NEGOTIATION:sag-aftra-2023"]'), compare.locator('#content > ul')];
  for (const status of statuses) await expect(status).toContainText('Superseded');
  await newsroom.retract({ id: '2026-07-01-contract-takes-effect-sag-aftra' }, 'It has not.');
  for (const status of statuses) await expect(status).toContainText('Ratified');
  await newsroom.publish('The new agreement is in force', [{ axis: 'AGREEMENT', state: 'SUCCESSOR_IN_FORCE' }]);
  for (const status of statuses) await expect(status).toContainText('Superseded');
  for (const each of [page, compare]) {
    await expect(log(each).getByRole('listitem')).toHaveCount(0);
    await expectNoReload(each);
  }
});

test('further down, what is new waits to be asked for', async ({ page, newsroom }) => {
  await open(page, '/');
  await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  const shifts = await watchShifts(page);
  const item = page.locator(`[data-live="${await page.locator('#latest [data-live]').first().getAttribute('data-live')}"]`);
  const before = await topOf(item);
  const one = await newsroom.publish('The first that waits');
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  const other = await newsroom.publish('The second that waits');
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible();
  await expect(page.locator(`[data-live="EVENT:${one.id}"]`)).toBeHidden();
  expect(await topOf(item)).toBe(before);
  expect(await shifts()).toEqual([]);
  await page.getByRole('button', { name: '2 new' }).click();
  await expect(page.getByRole('button', { name: /new$/ })).toHaveCount(0);
  for (const { id } of [one, other]) await expect(page.locator(`[data-live="EVENT:${id}"]`)).toBeVisible();
  await expect(page.locator(`[data-live="EVENT:${other.id}"] a`).first()).toBeFocused();
});

for (const place of ['top', 'list', 'end'] as const) {
  test(`focus, input, opened details and the view stay over many updates: at the ${place}`, async ({ page, newsroom }) => {
    const event = await newsroom.publish('To be told again and again');
    await open(page, `/negotiations/${newsNegotiation}`);
    const details = page.locator('#timeline details', { hasText: 'Narrow the timeline' });
    await details.locator('summary').click();
    await page.getByLabel('As of', { exact: true }).fill('2026-03-04');
    if (place === 'top') await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    if (place === 'list') await page.locator('#timeline').evaluate((section) => section.scrollIntoView({ behavior: 'instant' }));
    if (place === 'end') await page.evaluate(() => window.scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
    const focused = page.locator(`[data-live="EVENT:${event.id}"] a:not([data-mark])`).first();
    await focused.evaluate((link) => link.focus({ preventScroll: true }));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const shifts = await watchShifts(page);
    const seen = page.locator({ top: 'h1', list: '#timeline h2', end: 'footer' }[place]);
    const before = await topOf(seen);
    let current = event;
    for (let round = 1; round <= 10; round += 1) {
      await newsroom.publish(`News of round ${round}`);
      current = await newsroom.correct(current, { summary: `${'Told at length. '.repeat(round * 3)}Round ${round}.` });
      await expect(page.locator(`[data-live="EVENT:${event.id}"]`)).toContainText(`Round ${round}.`);
    }
    await expect(focused).toBeFocused();
    expect(await topOf(seen)).toBe(before);
    await expect(page.getByLabel('As of', { exact: true })).toHaveValue('2026-03-04');
    await expect(details).toHaveAttribute('open', '');
    expect(await shifts()).toEqual([]);
    await expectNoReload(page);
  });
}

test('a server that is killed and comes back is followed on, and nothing is missed', async ({ page, newsroom }) => {
  page.removeAllListeners('console');
  await open(page, '/');
  await newsroom.publish('Before the cut');
  await openLog(page);
  await expect(log(page).getByRole('listitem')).toHaveCount(1);
  await newsroom.kill();
  await expect(page.locator('.live-state')).toHaveText('Reconnecting…');
  await newsroom.record('During the cut, first');
  await newsroom.record('During the cut, second');
  await newsroom.restart();
  await expect(page.locator('.live-state')).toHaveText('Live', { timeout: 30_000 });
  await newsroom.publish('After the cut');
  await expect(log(page).getByRole('link')).toHaveText([
    'Before the cut',
    'During the cut, first',
    'During the cut, second',
    'After the cut',
  ]);
  await expect(page.locator('#latest')).toContainText('During the cut, second');
  await expectNoReload(page);
});

test('answers that are no stream are borne until there is one', async ({ page }) => {
  page.removeAllListeners('console');
  await page.clock.install();
  const answers = [500, 502, 503, 504, 429, 200];
  await page.route('**/api/v1/stream*', async (route) => {
    const status = answers.shift();
    if (status === undefined) await route.fallback();
    else await route.fulfill({ status, contentType: 'text/html', body: '<!doctype html><p>Not now</p>' });
  });
  await page.goto('/');
  await expect
    .poll(async () => {
      await page.clock.runFor(2_000);
      return page.locator('.live').getAttribute('data-connection');
    })
    .toBe('open');
  expect(answers).toEqual([]);
});

test('a connection that falls silent is opened again', async ({ page }) => {
  await page.clock.install();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/stream')) asked.push(request.url());
  });
  await open(page, '/');
  expect(asked).toHaveLength(1);
  await page.clock.fastForward(40_000);
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  await expect(page.locator('.live')).toHaveAttribute('data-connection', 'open');
});

test('all tabs share one connection, and the next takes over when its tab closes', async ({ context, newsroom }) => {
  const asked: string[] = [];
  context.on('request', (request) => {
    if (request.url().includes('/api/v1/stream')) asked.push(request.url());
  });
  const [one, other] = [await context.newPage(), await context.newPage()];
  await open(one, '/');
  await open(other, `/negotiations/${newsNegotiation}`);
  const first = await newsroom.publish('Heard in both tabs');
  for (const page of [one, other]) await expect(page.locator(`[data-live="EVENT:${first.id}"]`)).toBeVisible();
  expect(asked).toHaveLength(1);
  await one.close();
  const second = await newsroom.publish('Heard in the tab that is left');
  await expect(other.locator(`[data-live="EVENT:${second.id}"]`)).toBeVisible();
  expect(asked).toHaveLength(2);
  await expectNoReload(other);
});

test('offline is said, and what came meanwhile is there afterwards', async ({ page, context, newsroom }) => {
  page.removeAllListeners('console');
  await open(page, '/');
  await context.setOffline(true);
  await expect(page.locator('.live-state')).toHaveText('Offline');
  const { id } = await newsroom.publish('While offline');
  await context.setOffline(false);
  await expect(page.locator(`[data-live="EVENT:${id}"]`)).toBeVisible();
  await expect(page.locator('.live-state')).toHaveText('Live');
  await expectNoReload(page);
});

test('a pause holds in every tab, is remembered, and catches up when it ends', async ({ page, context, newsroom }) => {
  await open(page, '/');
  const other = await context.newPage();
  await open(other, '/');
  await page.locator('#content').focus();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Pause updates' })).toBeFocused();
  await page.keyboard.press('Enter');
  for (const tab of [page, other]) await expect(tab.locator('.live-state')).toHaveText('Paused');
  const { id } = await newsroom.publish('Published in a pause');
  await expect.poll(async () => (await (await page.request.get('/')).text()).includes('Published in a pause')).toBe(true);
  await expect(other.locator(`[data-live="EVENT:${id}"]`)).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.live-state')).toHaveText('Paused');
  await expect(page.getByRole('button', { name: 'Pause updates' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Pause updates' }).click();
  await expect(other.locator(`[data-live="EVENT:${id}"]`)).toBeVisible();
  await expect(other.locator('.live-state')).toHaveText('Live');
});

test('a pause also holds for a tab that nobody looks at, with news that it has not shown yet', async ({ page, context, newsroom }) => {
  await page.clock.install();
  await open(page, '/');
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/') asked.push(request.url());
  });
  await look(page, true);
  const { id } = await newsroom.publish('Before the pause, and not seen');
  await expect(page).toHaveTitle(/^\(1\) Where/);
  const other = await context.newPage();
  await open(other, '/');
  await other.getByRole('button', { name: 'Pause updates' }).click();
  await expect(page.locator('.live-state')).toHaveText('Paused');
  await look(page, false);
  await page.clock.runFor(20_000);
  expect(asked).toEqual([]);
  await other.getByRole('button', { name: 'Pause updates' }).click();
  await expect(page.locator('.live-state')).toHaveText('Live');
  await page.clock.runFor(2_000);
  await expect(page.locator(`[data-live="EVENT:${id}"]`)).toBeVisible();
});

test('a page that was opened on a day before is renewed as soon as it hears which day it is', async ({ page }) => {
  const yesterday = '2026-01-01';
  await page.route(
    '/',
    async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/(class="live [^>]*data-day=")[^"]+/, `$1${yesterday}`);
      await route.fulfill({ response, body });
    },
    { times: 1 },
  );
  const response = await page.goto('/');
  expect(await response?.text()).toContain(`data-day="${yesterday}"`);
  await expect(page.locator('.live')).not.toHaveAttribute('data-day', yesterday);
});

test('announcements are polite, together, and ten seconds apart; the log has each update', async ({ page, newsroom }) => {
  await page.clock.install();
  await open(page, '/');
  const said = await listen(page);
  await newsroom.publish('Said at once');
  await openLog(page);
  await expect(log(page).getByRole('link')).toHaveCount(1);
  await page.clock.runFor(1_000);
  await expect.poll(said).toEqual([{ at: expect.any(Number), text: 'Published: Said at once' }]);
  await newsroom.publish('Said later');
  await newsroom.publish('Said with it');
  await expect(log(page).getByRole('link')).toHaveText(['Said at once', 'Said later', 'Said with it']);
  await page.clock.runFor(10_000);
  await expect
    .poll(said)
    .toEqual([expect.anything(), { at: expect.any(Number), text: '2 updates: Published: Said later; Published: Said with it' }]);
  const [first, second] = await said();
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(10_000);
  await expect(log(page)).toHaveAttribute('aria-live', 'off');
});

test('a view of another day stands still, and says that there is more', async ({ page, newsroom }) => {
  await open(page, `/negotiations/${newsNegotiation}?asOf=2026-05-20`);
  const before = await page.locator('#timeline').textContent();
  await expect(page.getByText('Newer facts have come in since.')).toHaveCount(0);
  await newsroom.publish('Too late for this view');
  await expect(page.getByRole('link', { name: 'See today’s page' })).toHaveAttribute('href', `/negotiations/${newsNegotiation}`);
  expect(await page.locator('#timeline').textContent()).toBe(before);
});

test('a tab that nobody looks at counts in its title, and is brought up to date when it is seen', async ({ page, newsroom }) => {
  await open(page, '/');
  await look(page, true);
  const { id } = await newsroom.publish('While nobody looked');
  await expect(page).toHaveTitle(/^\(1\) Where/);
  await expect(page.locator(`[data-live="EVENT:${id}"]`)).toHaveCount(0);
  await look(page, false);
  await expect(page).toHaveTitle(/^Where/);
  await expect(page.locator(`[data-live="EVENT:${id}"]`)).toBeVisible();
});

test('the major events can be stepped and played through', async ({ page }) => {
  await page.clock.install();
  await open(page, '/negotiations/sag-aftra-2023?asOf=2023-07-14');
  const date = page.getByRole('region', { name: 'Date' });
  await date.getByRole('link', { name: /^On to the major event/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).not.toHaveURL(/asOf=2023-07-14/);
  await expect(date.getByRole('status')).toHaveText(/2023$/);
  const stepped = page.url();
  await date.getByRole('button', { name: 'Play' }).press('Enter');
  await page.clock.runFor(2_000);
  await expect(page).not.toHaveURL(stepped);
  await date.getByRole('button', { name: 'Pause' }).press('Enter');
  await expect(date.getByRole('button', { name: 'Play' })).toBeFocused();
  await date.getByRole('link', { name: /^Back to the major event/ }).click();
  await expectNoReload(page);
});

test('the days that are played through are said ten seconds apart, and one that is stepped to at once', async ({ page }) => {
  await page.clock.install();
  await open(page, '/negotiations/sag-aftra-2023?asOf=2023-07-14');
  const said = await listen(page);
  const date = page.getByRole('region', { name: 'Date' });
  await date.getByRole('link', { name: /^On to the major event/ }).click();
  await expect.poll(said).toHaveLength(1);
  await date.getByRole('button', { name: 'Play' }).click();
  for (let day = 1; day <= 6; day += 1) {
    const shown = page.url();
    await page.clock.runFor(2_000);
    await expect(page).not.toHaveURL(shown);
  }
  const played = (await said()).slice(1);
  expect(played.length).toBeGreaterThan(0);
  expect(played.filter(({ at }, index) => at - (played[index - 1]?.at ?? 0) < 10_000)).toEqual([]);
});

test('playing begins with the first event where the page is at the end', async ({ page }) => {
  await page.clock.install();
  await open(page, '/negotiations/sag-aftra-2023');
  const date = page.getByRole('region', { name: 'Date' });
  await date.getByRole('button', { name: 'Play' }).click();
  await expect(page).toHaveURL(/asOf=/);
  const first = page.url();
  await page.clock.runFor(2_000);
  await expect(page).not.toHaveURL(first);
  await expect(date.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test.describe('with less motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('nothing is animated: marks are still, events are stepped and not played', async ({ page, newsroom }) => {
    await open(page, '/');
    await page.evaluate(() => document.getElementById('latest')?.scrollIntoView({ behavior: 'instant' }));
    const { id } = await newsroom.publish('Without a movement');
    await page.getByRole('button', { name: '1 new' }).click();
    await expect(page.locator(`[data-live="EVENT:${id}"] .live-mark`)).toHaveText('New');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    await page.goto('/negotiations/sag-aftra-2023');
    await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the major events are links, and nothing promises updates', async ({ page }) => {
    await page.goto('/negotiations/sag-aftra-2023?asOf=2023-07-14');
    await expect(page.getByRole('button', { name: 'Pause updates' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Play' })).toBeHidden();
    await page.getByRole('link', { name: /^On to the major event/ }).click();
    await expect(page).not.toHaveURL(/asOf=2023-07-14/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('SAG-AFTRA');
  });
});
