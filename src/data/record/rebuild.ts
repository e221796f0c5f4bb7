import { z } from 'zod';
import { changeEntities } from '#domain/change/change.ts';
import { eventSchema } from '#domain/event/event.ts';
import { recordFilesOf } from '#domain/record/held.ts';
import { readHeldFacts } from '../change/held.ts';
import { readVersion } from '../change/read.ts';
import { logTransaction } from '../change/write.ts';
import type { Database } from '../client.ts';
import { insertEvents, markRetracted } from '../event/write.ts';
import { refreshStart } from '../negotiation/write.ts';
import type { WriteTx } from '../transaction.ts';
import { factsOf, factsOfRegistries } from './facts.ts';
import { writeFacts } from './publish.ts';

/** How long it may take, in milliseconds. */
const limitMs = 3_600_000;

const tablesSchema = z.array(z.object({ table: z.string(), trigger: z.string() }));

/**
 * Makes the tables of the facts, and what can be found, anew from the log, in one transaction. Lists whose order is the editors' come out in
 * the order in which their facts were first published, because the log knows no other.
 *
 * @param database opened as the owner of the tables: the application may not do this
 * @param progress told of each negotiation
 * @returns how many facts the log came to
 */
export function rebuildTables(database: Database, progress: (negotiation: string) => void = () => undefined): Promise<number> {
  return logTransaction(
    database,
    async (tx) => {
      const triggers = tablesSchema.parse(
        await tx.$queryRaw`
          SELECT t.relname::text AS "table", g.tgname::text AS "trigger" FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
          WHERE g.tgname LIKE '%\_needs\_change' AND t.relnamespace = 'public'::regnamespace ORDER BY 1`,
      );
      const tables = [...triggers.map(({ table }) => `"${table}"`), '"SearchEntry"', '"SearchWord"'];
      for (const { table, trigger } of triggers) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER "${trigger}"`);
      await tx.$executeRawUnsafe(`TRUNCATE ${tables.join(', ')}`);
      const count = await writeHeld(tx, progress);
      // What was deferred is checked now, while nothing else can be wrong with it, and the triggers bite again.
      await tx.$executeRawUnsafe('SET CONSTRAINTS ALL IMMEDIATE');
      for (const { table, trigger } of triggers) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER "${trigger}"`);
      return count;
    },
    limitMs,
  );
}

const owned = ['DEMAND', 'EVENT', 'TERM', 'DISPUTE'] as const;

async function writeHeld(tx: WriteTx, progress: (negotiation: string) => void): Promise<number> {
  const version = await readVersion(tx);
  const shared = await readHeldFacts(tx, { version, entity: changeEntities.filter((entity) => !owned.some((own) => own === entity)) });
  const { negotiations, ...registries } = recordFilesOf(shared);
  const frames = factsOf(negotiations.map((value) => ({ file: '', kind: 'negotiation', value })));
  const facts = [...factsOfRegistries(registries), ...frames];
  await writeFacts(tx, { fresh: facts, changed: [] });
  let count = facts.length;
  for (const { slug } of negotiations) {
    progress(slug);
    const held = await readHeldFacts(tx, { version, entity: ['NEGOTIATION', ...owned], negotiation: [slug] });
    const files = recordFilesOf(held).negotiations.map((value) => ({ file: '', kind: 'negotiation', value }) as const);
    const fresh = factsOf(files).filter(({ entity }) => entity !== 'NEGOTIATION');
    await writeFacts(tx, { fresh, changed: [] });
    await writeRetracted(tx, slug);
    count += fresh.length;
  }
  return count;
}

/** The events that a negotiation had and that were retracted: their rows stay, so that their ids never mean anything else. */
async function writeRetracted(tx: WriteTx, negotiation: string): Promise<void> {
  const rows = await tx.change.findMany({
    where: { entity: 'EVENT', kind: 'RETRACTED', negotiationSlug: negotiation },
    orderBy: { seq: 'asc' },
    select: { before: true },
  });
  const events = rows.map(({ before }, position) => ({ negotiation, position, event: eventSchema.parse(before) }));
  await insertEvents(tx, events);
  for (const { event } of events) await markRetracted(tx, event.id);
  if (events.length > 0) await refreshStart(tx, [negotiation]);
}
