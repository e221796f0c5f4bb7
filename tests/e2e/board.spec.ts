import { expect, test } from './page.ts';

test('the founding day reads at a glance', async ({ page }) => {
  await page.goto('/?asOf=2023-10-02');
  const open = page.getByRole('region', { name: 'Open' });
  const actors = open.getByRole('listitem').filter({ hasText: 'SAG-AFTRA 2023' });
  await expect(actors).toContainText('On strike, in talks');
  await expect(actors).toContainText('Day 81');
  await expect(actors).toContainText('80 elapsed · 56 working days');
  await expect(actors).toContainText('4 October 2023');
  const writers = open.getByRole('listitem').filter({ hasText: 'WGA 2023' });
  await expect(writers).toContainText('Ratification vote');
  await expect(writers).toContainText('9 October 2023');
  await expect(page.getByRole('region', { name: 'Settled, or not begun' })).toContainText('DGA 2023');
  await expect(page.getByText('2026')).toHaveCount(2);
});

test('a fact in a status leads to its event, at the same date', async ({ page }) => {
  await page.goto('/?asOf=2023-10-02');
  await page.getByRole('link', { name: '14 July 2023' }).first().click();
  await expect(page).toHaveURL(/\/events\/2023-07-14-strike-begins\?asOf=2023-10-02$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('strike takes effect');
});

test('the slider changes the date by keyboard', async ({ page }) => {
  await page.goto('/?asOf=2023-10-02');
  const slider = page.getByRole('slider', { name: 'Date of the record' });
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(page).toHaveURL(/asOf=2023-10-01/);
  await expect(page.getByRole('note')).toContainText('1 October 2023');
});

test('the slider of what is long over reaches over its course, and its right end is today', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023');
  const slider = page.getByRole('slider', { name: 'Date of the record' });
  const today = await slider.getAttribute('aria-valuetext');
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(page).toHaveURL(/asOf=2024-01-03/);
  await expect(slider).toHaveAttribute('aria-valuetext', '3 January 2024');
  await slider.press('PageDown');
  await expect(page).toHaveURL(/asOf=2023-12-05/);
  await slider.press('End');
  await expect(page).toHaveURL(/\/negotiations\/sag-aftra-2023$/);
  await expect(page.locator('.live-state')).toHaveText('Live');
  expect(await slider.getAttribute('aria-valuetext')).toBe(today);
});

test('a date that does not exist is a page that does not', async ({ page }) => {
  page.removeAllListeners('console');
  const response = await page.goto('/?asOf=2023-02-30');
  expect(response?.status()).toBe(404);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the date field shows another day and keeps the rest of the address', async ({ page }) => {
    await page.goto('/negotiations/sag-aftra-2023?events=all');
    await page.getByLabel('As of', { exact: true }).fill('2023-07-14');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect(page).toHaveURL(/events=all/);
    await expect(page).toHaveURL(/asOf=2023-07-14/);
    await expect(page.getByText('Day 1', { exact: true })).toBeVisible();
  });
});

test('health and the API answer over HTTP', async ({ request }) => {
  const address = process.env.PARLEY_ADDRESS ?? '';
  expect((await request.get(`${address}/livez`)).status()).toBe(200);
  expect((await request.get(`${address}/readyz`)).status()).toBe(200);
  const status = await request.get(`${address}/api/v1/status?asOf=2023-10-02`);
  expect(status.status()).toBe(200);
  expect(status.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
});
