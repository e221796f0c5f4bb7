import { Client } from 'pg';
import { z } from 'zod';

/** A PostgreSQL that may lose what it has acknowledged. The message is one line. */
export class DurabilityError extends Error {
  override readonly name = 'DurabilityError';
}

const settings = ['fsync', 'full_page_writes', 'synchronous_commit'];
const rowsSchema = z.array(z.object({ name: z.string() }));

/** The settings that are off although nothing that was acknowledged may be lost, as this connection has them. */
async function riskySettings(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query(`SELECT name FROM pg_settings WHERE name = ANY ($1) AND setting = 'off' ORDER BY name`, [settings]);
  return rowsSchema.parse(rows).map(({ name }) => name);
}

/**
 * Lets nothing be written to a PostgreSQL that would lose it with the power.
 *
 * @throws DurabilityError naming what is off
 */
export async function refuseRiskySettings(client: Client): Promise<void> {
  const off = await riskySettings(client);
  if (off.length > 0)
    throw new DurabilityError(
      `PostgreSQL is set to lose what it has acknowledged (${off.join(', ')} off), so nothing is written to it: switch ${off.length === 1 ? 'it' : 'them'} on`,
    );
}

/** The settings of the database at an address that are off although nothing that was acknowledged may be lost. */
export async function readRiskySettings(databaseUrl: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await riskySettings(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
