import { expect, test } from './page.ts';

test('major events first, every event on demand, filters in the address', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023');
  const timeline = page.getByRole('region', { name: /^Timeline/ });
  await expect(timeline.getByRole('heading', { level: 3, name: 'SAG-AFTRA and AMPTP resume talks on day 81 of the strike' })).toBeVisible();
  await timeline.getByRole('link', { name: 'Every event on the record' }).click();
  await expect(page).toHaveURL(/events=all/);
  await page.getByText('Narrow the timeline').click();
  await page.getByLabel('Kind').selectOption('VOTE');
  await page.getByRole('button', { name: 'Show these events' }).click();
  await expect(page).toHaveURL(/kind=VOTE/);
  await expect(timeline.getByRole('heading', { level: 3, name: /members authorize a strike/ })).toBeVisible();
  await expect(timeline.getByRole('heading', { level: 3, name: /resume talks on day 81/ })).toHaveCount(0);
});

test('a past date hides what came later', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02&events=all');
  await expect(page.getByText('Nothing had been agreed by this date.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'November 2023' })).toHaveCount(0);
  const timeline = page.getByRole('region', { name: 'Timeline', exact: true });
  await expect(timeline.getByRole('link', { name: 'Bargaining session set for 4 October 2023' })).toBeVisible();
});

test('an event shows its text, what it changed, its sources and its confidence', async ({ page }) => {
  await page.goto('/events/2023-07-14-strike-begins');
  await expect(page.getByRole('region', { name: 'What it changed' })).toContainText('in effect');
  await expect(page.getByRole('region', { name: 'Sources' })).toContainText('Confirmed');
  await expect(page.getByRole('link', { name: '/events/2023-07-14-strike-begins' })).toBeVisible();
});

test('what changed, between two dates and since the last visit', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02');
  await page.getByRole('link', { name: 'in the week before' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What changed between 25 September 2023 and 2 October 2023');
  await page.getByLabel('From the end of').fill('2023-07-12');
  await page.getByRole('button', { name: 'Compare' }).click();
  const status = page.getByRole('region', { name: 'Where it stood, where it stands' });
  await expect(status).toContainText('Day 81 by the unions’ inclusive count');
  await expect(status).toContainText('authorized → in effect');
  await expect(page.getByRole('region', { name: /^What happened/ }).getByRole('link', { name: /resume talks on day 81/ })).toBeVisible();
  await page.goto('/negotiations/sag-aftra-2023');
  await page.getByRole('link', { name: 'from now on, to bookmark' }).click();
  await expect(page).toHaveURL(/since=\d+$/);
  await expect(page.getByText('Nothing was: you have seen all of it.')).toBeVisible();
});

test('where nothing changed, the page of changes leads to when something last did', async ({ page }) => {
  await page.goto('/negotiations/dga-2023/changes?from=2024-03-01&to=2024-03-08');
  await expect(page.getByText('Nothing that the record knows of')).toBeVisible();
  await page.getByRole('link', { name: 'What changed in the week to that day' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('What changed between');
  await expect(page.getByRole('heading', { name: /What happened: \d+/ })).toBeVisible();
});
