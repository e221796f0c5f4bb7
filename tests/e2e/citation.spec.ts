import { expect, test } from './page.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const sentence =
  /^2 October 2023: SAG-AFTRA and AMPTP resume talks on day 81 of the strike, confirmed by .* \(Parley, SAG-AFTRA 2023, as of 2 October 2023\)\.$/;

test('a sentence is copied by keyboard from a list, and that is announced', async ({ page }) => {
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02');
  const item = page
    .getByRole('region', { name: /^Timeline/ })
    .getByRole('listitem')
    .filter({ hasText: 'resume talks on day 81' });
  const button = item.getByRole('button', { name: 'Copy sentence' });
  await expect(button).toBeVisible();
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(sentence);
});

test('from the board to a citation', async ({ page }) => {
  await page.goto('/?asOf=2023-10-02');
  await page.getByRole('listitem').filter({ hasText: 'SAG-AFTRA 2023' }).getByRole('link', { name: 'Cite' }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('SAG-AFTRA TV/Theatrical Contracts 2023: On strike, in talks');
  await page.getByRole('button', { name: 'Copy sentence' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^SAG-AFTRA 2023: On strike since 14 July 2023, day 81 by the unions’ inclusive count, as of 2 October 2023; /,
  );
});

test('a comparison cell and a measure can be cited', async ({ page }) => {
  await page.goto('/compare?asOf=2023-10-02&negotiations=dga-2023,sag-aftra-2023&issues=minimum-compensation');
  await page.getByRole('button', { name: 'Copy sentence' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^DGA 2023, Minimum compensation: agreed: /);
  await page.goto('/negotiations/sag-aftra-2023?asOf=2023-10-02');
  await page
    .getByRole('region', { name: /^The numbers/ })
    .getByRole('link', { name: 'Cite' })
    .first()
    .click();
  await expect(page.getByText(/^SAG-AFTRA 2023, .*(latest was|agreed)/)).toBeVisible();
});

test('every number, session and vote of a negotiation can be cited', async ({ page }) => {
  await page.goto('/negotiations/wga-2023?asOf=2023-12-31');
  const numbers = page.getByRole('region', { name: /^The numbers/ });
  const agreedOnly = numbers.getByRole('group').filter({ hasText: 'with no ask or offer on the record' });
  await agreedOnly.locator('summary').click();
  for (const [facts, least] of [
    [numbers.getByRole('table').filter({ hasText: 'Employers' }).filter({ hasText: 'Measure' }).locator('tbody tr'), 1],
    [agreedOnly.getByRole('listitem'), 20],
    [page.getByRole('region', { name: 'Sessions' }).getByRole('listitem'), 5],
    [page.getByRole('region', { name: 'Votes' }).getByRole('listitem'), 5],
  ] as const) {
    const count = await facts.count();
    expect(count).toBeGreaterThanOrEqual(least);
    await expect(facts.filter({ has: page.getByRole('button', { name: 'Copy sentence' }) })).toHaveCount(count);
  }
  await agreedOnly.getByRole('listitem').filter({ hasText: '$233m/yr' }).getByRole('button').click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/the agreement was put by WGA at \$233 million a year/);
});

test('a citation downloads for reference managers', async ({ page }) => {
  await page.goto('/events/2023-10-02-talks-resume?asOf=2023-10-02#cite');
  for (const [name, file] of [
    ['BibTeX', 'parley-2023-10-02-talks-resume-2023-10-02.bib'],
    ['RIS', 'parley-2023-10-02-talks-resume-2023-10-02.ris'],
    ['CSL-JSON', 'parley-2023-10-02-talks-resume-2023-10-02.json'],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(file);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the texts stand there to select, and no button that does nothing', async ({ page }) => {
    await page.goto('/events/2023-10-02-talks-resume?asOf=2023-10-02');
    const section = page.getByRole('region', { name: 'Cite and quote' });
    await expect(section.getByText(sentence)).toBeVisible();
    await expect(section.getByRole('link', { name: 'BibTeX' })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Copy/ })).toHaveCount(0);
  });
});
