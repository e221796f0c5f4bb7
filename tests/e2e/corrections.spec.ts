import { newsNegotiation } from '../setup/newsroom.ts';
import { expect, test } from './newsroom.ts';

test('a correction, then a retraction, are told on the event’s page and among the corrections', async ({ page, newsroom }) => {
  const event = await newsroom.publish('What was told at first');
  await page.goto(`/events/${event.id}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history).toContainText('the same of this from the first');

  await newsroom.correct(event, { summary: `Put right: ${event.summary}` }, 'The first account left this out.');
  await page.goto(`/events/${event.id}`);
  await expect(history).toContainText('The first account left this out.');
  await expect(history.getByRole('insertion')).toHaveText('Put right:');

  await newsroom.retract(event, 'It was another union.');
  await page.goto(`/events/${event.id}`);
  await expect(page.getByRole('heading', { level: 1 }).getByRole('deletion')).toHaveText(event.headline);
  await expect(page.getByRole('article')).toContainText('Why: It was another union.');
  await expect(history.getByRole('listitem')).toHaveCount(3);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBe(0);
  expect((await page.request.get(`/api/v1/events/${event.id}`)).status()).toBe(410);

  await page.goto(`/corrections?negotiation=${newsNegotiation}`);
  const [first] = await page.getByRole('main').getByRole('listitem').all();
  await expect(first ?? page.getByRole('main')).toContainText('Retracted');
  await expect(page.getByRole('main').getByRole('link', { name: event.headline })).toHaveCount(2);
  await page.getByRole('main').getByRole('link', { name: event.headline }).first().click();
  await expect(page).toHaveURL(new RegExp(`/events/${event.id}$`));
});

test('corrections are narrowed to a negotiation, and a page of a past date knows only those made by then', async ({ page }) => {
  await page.goto('/corrections');
  await page.getByLabel('Negotiation').selectOption({ label: 'WGA 2023' });
  await page.getByRole('button', { name: 'Narrow' }).click();
  await expect(page).toHaveURL(/negotiation=wga-2023/);
  await expect(page.getByRole('main')).toContainText('Nothing of this negotiation had to be corrected so far.');
  await page.goto('/corrections?asOf=2023-10-02');
  await expect(page.getByRole('main')).toContainText('Nothing had to be corrected by this date.');
});
