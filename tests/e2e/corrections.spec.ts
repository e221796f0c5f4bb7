import type { Page } from '@playwright/test';
import { appendChanges, type ChangeToAppend } from '../../src/data/change/write.ts';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { insertEvents, removeEvents } from '../../src/data/event/write.ts';
import { openCluster } from '../../src/data/postgres/cluster.ts';
import { toJson } from '../../src/data/record/json.ts';
import { writeTransaction } from '../../src/data/transaction.ts';
import { type Event, eventSchema } from '../../src/domain/event/event.ts';
import { expect, test } from './page.ts';

const negotiation = 'teamsters-399-2024';

async function withServedDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const database = openDatabase((await openCluster(process.env.PARLEY_DATA ?? '')).url);
  try {
    await work(database);
  } finally {
    await database.$disconnect();
  }
}

/** An event of the served record that no other test looks at and no status rests on: another one in each project. */
async function subjectFor(database: Database, project: string): Promise<Event> {
  const changes = await database.change.findMany({
    where: { entity: 'EVENT', kind: 'PUBLISHED', negotiationSlug: negotiation },
    orderBy: { seq: 'asc' },
  });
  const quiet = changes.map(({ after }) => eventSchema.parse(after)).filter(({ statusChanges }) => statusChanges === undefined);
  const subject = quiet[project === 'wide' ? 0 : 1];
  if (subject === undefined) throw new Error(`the record has no such event of ${negotiation}`);
  return subject;
}

function record(database: Database, change: Pick<ChangeToAppend, 'kind' | 'reason'>, before: Event, after: Event | null): Promise<unknown> {
  return writeTransaction(database, async (tx) => {
    if (after === null) await tx.event.update({ where: { id: before.id }, data: { state: 'RETRACTED' } });
    else {
      await removeEvents(tx, [before.id]);
      await insertEvents(tx, [{ negotiation, event: after }]);
    }
    await appendChanges(
      tx,
      [{ ...change, entity: 'EVENT', key: before.id, negotiation, before: toJson(before), after: after === null ? null : toJson(after) }],
      'desk',
    );
  });
}

/** Waits until the server knows of the last change to an event. */
async function untilTold(page: Page, id: string, kind: string): Promise<void> {
  const kinds = async () => JSON.stringify(await (await page.request.get(`/api/v1/events/${id}/history`)).json());
  await expect.poll(kinds).toContain(`"kind":"${kind}"`);
}

test('a correction, then a retraction, are told on the event’s page and among the corrections', async ({ page }, { project }) => {
  await withServedDatabase(async (database) => {
    const event = await subjectFor(database, project.name);
    const corrected: Event = { ...event, summary: `Put right: ${event.summary}` };
    await page.goto(`/events/${event.id}`);
    await expect(page.getByRole('region', { name: 'History' })).toContainText('the same of this from the first');

    await record(database, { kind: 'CORRECTED', reason: 'The first account left this out.' }, event, corrected);
    await untilTold(page, event.id, 'CORRECTED');
    await page.goto(`/events/${event.id}`);
    const history = page.getByRole('region', { name: 'History' });
    await expect(history).toContainText('The first account left this out.');
    await expect(history.getByRole('insertion')).toHaveText('Put right:');

    await record(database, { kind: 'RETRACTED', reason: 'It was another union.' }, corrected, null);
    await untilTold(page, event.id, 'RETRACTED');
    await page.goto(`/events/${event.id}`);
    await expect(page.getByRole('heading', { level: 1 }).getByRole('deletion')).toHaveText(event.headline);
    await expect(page.getByRole('article')).toContainText('Why: It was another union.');
    await expect(page.getByRole('region', { name: 'History' }).getByRole('listitem')).toHaveCount(3);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    expect((await page.request.get(`/api/v1/events/${event.id}`)).status()).toBe(410);

    await page.goto(`/corrections?negotiation=${negotiation}`);
    const [first] = await page.getByRole('main').getByRole('listitem').all();
    await expect(first ?? page.getByRole('main')).toContainText('Retracted');
    await expect(page.getByRole('main').getByRole('link', { name: event.headline })).toHaveCount(2);
    await page.getByRole('main').getByRole('link', { name: event.headline }).first().click();
    await expect(page).toHaveURL(new RegExp(`/events/${event.id}$`));
  });
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
