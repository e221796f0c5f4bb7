import { expect, test } from './page.ts';

test('a search from any page leads to the fact', async ({ page }) => {
  await page.goto('/methodology?asOf=2023-10-02');
  const box = page.getByRole('searchbox', { name: 'Search the record' });
  await box.fill('strike takes effect');
  await box.press('Enter');
  await expect(page).toHaveURL(/\/search\?asOf=2023-10-02&q=strike\+takes\+effect$/);
  await expect(page.getByRole('searchbox', { name: 'Search the record' })).toHaveValue('strike takes effect');
  await page
    .getByRole('heading', { level: 2 })
    .getByRole('link', { name: /SAG-AFTRA strike takes effect/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/events\/2023-07-14-strike-begins\?asOf=2023-10-02$/);
});

test('the key / goes to the search, but not while somebody types', async ({ page }) => {
  await page.goto('/search?q=residuals');
  const box = page.getByRole('searchbox', { name: 'Search the record' });
  await expect(box).not.toBeFocused();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('residuals');
  await page.keyboard.type('a/b');
  await expect(box).toHaveValue('a/b');
});

test('results say what they are, and can be narrowed', async ({ page }) => {
  await page.goto('/search?q=artifical%20intelligence');
  await expect(
    page.getByRole('status').filter({ hasText: 'for artificial intelligence. Nothing on the record has “artifical intelligence”.' }),
  ).toBeVisible();
  await page
    .getByRole('list', { name: 'Kinds of result' })
    .getByRole('link', { name: /Statements/ })
    .click();
  await expect(page).toHaveURL(/kind=STATEMENT/);
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: 'Event' })
      .filter({ has: page.getByRole('heading') }),
  ).toHaveCount(0);
  await page.getByText('Narrow to a negotiation').click();
  await page.getByLabel('Negotiation').selectOption('SAG-AFTRA 2023');
  await page.getByRole('button', { name: 'Narrow' }).click();
  await expect(page).toHaveURL(/kind=STATEMENT&negotiation=sag-aftra-2023/);
  await expect(page.locator('mark').first()).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the next page goes on, and hostile words are only words', async ({ page }) => {
    await page.goto('/search?q=strike');
    const first = await page.getByRole('heading', { level: 2 }).allTextContents();
    await page.getByRole('link', { name: 'Next page' }).click();
    const second = await page.getByRole('heading', { level: 2 }).allTextContents();
    expect(second.length).toBeGreaterThan(5);
    expect(second).not.toEqual(first);
    await page.getByRole('searchbox').fill('"><script>alert(1)</script>');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Search: "><script>alert(1)</script>');
  });
});
