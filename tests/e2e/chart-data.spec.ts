import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { expect, test } from './page.ts';

const rowsSchema = z.array(z.record(z.string(), z.string()));

/** The rows of the file that the link downloads, and its name. */
async function downloaded(page: Page, link: Locator) {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const rows = rowsSchema.parse(parse(readFileSync(await download.path()), { columns: true }));
  return { name: download.suggestedFilename(), rows };
}

test('from the board to the data behind a chart, row by row what it shows', async ({ page }) => {
  await page.goto('/?asOf=2023-11-10');
  await page.getByRole('link', { name: 'SAG-AFTRA 2023', exact: true }).first().click();
  const chart = page.getByRole('figure').filter({ hasText: 'General wage increase, contract year 1' });
  await chart.getByText('Every step').click();
  const shown = await chart
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent)));
  expect(shown.length).toBeGreaterThan(3);
  const { name, rows } = await downloaded(page, page.getByRole('link', { name: /^CSV of sag-aftra-2023 general-wage-increase 1/ }));
  expect(name).toBe('parley-sag-aftra-2023-general-wage-increase-1-2023-11-10.csv');
  const sides: Readonly<Record<string, string>> = { UNION: 'Union', EMPLOYER: 'Employers', BOTH: 'Both' };
  expect(rows.map(({ party = '', value = '' }) => [sides[party], `${value}%`])).toEqual(shown.map(([, side, , value]) => [side, value]));
  const dates = shown.map(([date = '']) => (date === '' ? '' : new Date(`${date} UTC`).toISOString().slice(0, 10)));
  expect(rows.map(({ date }) => date)).toEqual(dates);
  expect(new Set(rows.map(({ measure, contractYear, scope }) => `${measure} ${contractYear} ${scope}`))).toEqual(
    new Set(['general-wage-increase 1 ']),
  );
});

test('the data of a timeline is what the page is narrowed to', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02&kind=SESSION,VOTE&events=all');
  const timeline = page.getByRole('region', { name: /^Timeline/ });
  const shown = await timeline.getByRole('heading', { level: 3 }).getByRole('link').allTextContents();
  const { rows } = await downloaded(page, timeline.getByRole('link', { name: /^CSV/ }));
  expect(shown.length).toBeGreaterThan(3);
  expect(rows.map(({ headline }) => headline)).toEqual(shown);
});

test('a later part of a timeline has its own data', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023?events=all');
  await page.getByRole('link', { name: 'Later events' }).click();
  const timeline = page.getByRole('region', { name: /^Timeline/ });
  const shown = await timeline.getByRole('heading', { level: 3 }).getByRole('link').allTextContents();
  const { rows } = await downloaded(page, timeline.getByRole('link', { name: /^CSV/ }));
  expect(shown.length).toBeGreaterThan(3);
  expect(rows.map(({ headline }) => headline)).toEqual(shown);
});

test('the data of a course of talks has every step that it tells', async ({ page }) => {
  await page.goto('/negotiations/wga-2023?asOf=2023-10-02');
  const course = page.getByRole('region', { name: 'The course of the talks' });
  await course.getByText('The same in words').click();
  const told = await course.getByRole('listitem').filter({ hasText: 'ratification vote open' }).last().textContent();
  const { rows } = await downloaded(page, course.getByRole('link', { name: /^CSV/ }));
  const steps = rows.flatMap(({ date = '', statusChanges = '' }) => statusChanges.split('; ').map((step) => `${date} ${step}`));
  expect(steps).toContain('2023-05-02 STOPPAGE IN_EFFECT');
  expect(steps).toContain('2023-10-02 APPROVAL MEMBERSHIP_VOTE');
  const drawn = steps.filter((step) =>
    / (BARGAINING|STOPPAGE (CALLED|IN_EFFECT|SUSPENDED)|APPROVAL (MEMBERSHIP_VOTE|RATIFIED|REJECTED)|AGREEMENT EXPIRED)/.test(step),
  );
  expect(told?.split('; ')).toHaveLength(drawn.length);
});

test('the data of a comparison has the cells that the page shows, and so has that of an issue', async ({ page }) => {
  await page.goto('/compare?asOf=2023-10-02&negotiations=dga-2023,sag-aftra-2023&issues=minimum-compensation');
  const issues = page.getByRole('region', { name: 'Issue by issue' });
  const positions = await issues.locator('[data-live]').getByRole('paragraph').getByRole('link').allTextContents();
  const { rows } = await downloaded(page, issues.getByRole('link', { name: /^CSV/ }));
  expect(new Set(rows.map(({ negotiation }) => negotiation))).toEqual(new Set(['dga-2023', 'sag-aftra-2023']));
  const headlines = rows.flatMap(({ unionPosition = '', employerPosition = '' }) => [unionPosition, employerPosition]);
  expect(new Set(headlines.filter((headline) => headline !== ''))).toEqual(new Set(positions.filter((text) => text !== 'Cite')));

  await page.goto('/issues/minimum-compensation');
  const rounds = page.getByRole('region', { name: 'Across the negotiations' });
  const names = await rounds.getByRole('link', { name: 'Every move on it' }).count();
  const { rows: cells } = await downloaded(page, rounds.getByRole('link', { name: /^CSV/ }));
  expect(names).toBeGreaterThan(6);
  expect(new Set(cells.map(({ negotiation }) => negotiation)).size).toBe(names);
});
