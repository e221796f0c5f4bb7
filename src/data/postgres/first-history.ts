import type { Client } from 'pg';

/**
 * The migrations of Parley's first days with the checksums of their texts (SHA-256, as Prisma keeps them). Together they made what the
 * first migrations of today make at once.
 */
const firstHistory: ReadonlyMap<string, string> = new Map([
  ['20261124000000_record', 'f0def3c23f2c4626219eb505d1996f25f8fabb1d2f6046803374d0a1765728aa'],
  ['20261124001500_announced_events', '1543ab47bc20c5593a96dbdef5785c38875d0724a5b2cb5f8cf4482fc4b0d9a5'],
  ['20261124002000_sessions_by_status', '2293bff4b8b0af2a69a6905256cdcadf56d42090efbe78e4262551225665873b'],
  ['20261125000000_changes_by_time', '3690e363488ecb90a9337a124ddd8fe31138b3568e70bf243f91499ad928101e'],
  ['20261125010000_search', 'dc22677ace16a1ad10aed5600e8af2e586f451bd4269aa47119da6ba314ed665'],
  ['20261125020000_publishing', 'e08c477e8cc1dc3d40b685c2ac50b25346b418e8a96aadfe77ab6216ed0f896c'],
  ['20261125030000_webhooks', 'e376feb96425ab83a1ffc5e83c5aeb5bf3f5b80f581ddc9dc6a8f308037bc72c'],
  ['20261125040000_releases', 'ff88b6ccea910177353ffdf0e053e163ac2ac382d9914f2438c91cb49df824f7'],
  ['20261128000000_publishing_speed', '950b91d76015cfb47fecff448fc03491036168e2299358f8cb57b8ac9463040c'],
  ['20261128120000_known_ahead', 'b163b276062d3e9478cacf2f0c4ec2962d422ccd47bf84cb268bf899f1a01356'],
  ['20261128120000_term_links', '3604be02d2d7aa4f01d9e65846feef7cfd7cc28d6c5e3092b05f440145ff94f8'],
  ['20261128130000_taken_back', 'ad52ef89e2b72a5819b497043863191a6dc1af254b6dc9601b37df8137cad23d'],
  ['20261128140000_corrections', 'b22239fabe4d70f8f54f20fb077436a6c97724eddaeccb6514e2a11d49c156ba'],
]);

/** How many of today's migrations stand in their place, counted from the first. */
const replacements = 4;

/** One row of Prisma's history as far as it matters here. */
interface Applied {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
  readonly rolled_back_at: Date | null;
}

/** A migration of today: its name and the checksum of its text. */
export interface MigrationStamp {
  readonly name: string;
  readonly checksum: string;
}

/**
 * Takes out of an event's states the one that nothing ever used. A type cannot lose a value, so another takes its place, and what names
 * the type is made anew around it.
 */
const withoutDrafts = `
  DO $$
  DECLARE
    view_text text := pg_get_viewdef('"SearchText"'::regclass);
    trigger_text text := pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'Event_retracted_for_good';
  BEGIN
    DROP VIEW "SearchText";
    DROP TRIGGER "Event_retracted_for_good" ON "Event";
    ALTER TYPE "EventState" RENAME TO "EventStateOnce";
    CREATE TYPE "EventState" AS ENUM ('PUBLISHED', 'RETRACTED');
    ALTER TABLE "Event" ALTER COLUMN "state" DROP DEFAULT,
      ALTER COLUMN "state" TYPE "EventState" USING "state"::text::"EventState",
      ALTER COLUMN "state" SET DEFAULT 'PUBLISHED';
    DROP TYPE "EventStateOnce";
    EXECUTE 'CREATE VIEW "SearchText" AS ' || view_text;
    EXECUTE trigger_text;
  END
  $$`;

async function appliedMigrations(client: Client): Promise<readonly Applied[]> {
  const { rows: found } = await client.query<{ history: string | null }>(`SELECT to_regclass('_prisma_migrations')::text AS history`);
  if (found[0]?.history == null) return [];
  const { rows } = await client.query<Applied>('SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations');
  return rows;
}

function isWhole(applied: readonly Applied[]): boolean {
  const done = applied.filter(({ rolled_back_at }) => rolled_back_at === null);
  return (
    done.length === firstHistory.size &&
    done.every(({ migration_name, checksum, finished_at }) => finished_at !== null && firstHistory.get(migration_name) === checksum)
  );
}

/**
 * What migrations of today a backup can be restored to: those that it names or, where it is of a database of the first days, those that
 * stand in their place.
 */
export function inPlaceOfFirst(named: readonly MigrationStamp[], current: readonly MigrationStamp[]): readonly MigrationStamp[] {
  const isFirst = named.length === firstHistory.size && named.every(({ name, checksum }) => firstHistory.get(name) === checksum);
  return isFirst ? current.slice(0, replacements) : named;
}

/** Makes the history of a database these migrations. */
export async function writeHistory(client: Client, migrations: readonly MigrationStamp[]): Promise<void> {
  await client.query('DELETE FROM public._prisma_migrations');
  for (const { name, checksum } of migrations)
    await client.query(
      `INSERT INTO public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, $1, $2, now(), now(), 1)`,
      [checksum, name],
    );
}

/**
 * Puts today's first migrations into the history of a database that was made by those of Parley's first days, all of them or nothing,
 * so that it goes on from there like any other. Any other database is left as it is.
 *
 * @param current today's migrations, the first first
 * @returns whether the history was replaced
 * @throws Error where only some of those first migrations were applied, or others than those that were given out
 */
export async function replaceFirstHistory(client: Client, current: readonly MigrationStamp[]): Promise<boolean> {
  const applied = await appliedMigrations(client);
  if (!applied.some(({ migration_name }) => firstHistory.has(migration_name))) return false;
  if (!isWhole(applied))
    throw new Error(
      'the database was made by an early Parley and never brought up to its last version: start that version (28 November 2026) on it once, then this one',
    );
  await client.query('BEGIN');
  try {
    await client.query(withoutDrafts);
    await writeHistory(client, current.slice(0, replacements));
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  return true;
}
