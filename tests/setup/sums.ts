import { Client } from 'pg';
import { z } from 'zod';

/** Does something with a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const tablesSchema = z.array(z.object({ name: z.string() }));
const sumSchema = z.tuple([z.object({ sum: z.string().nullable(), rows: z.int() })]);

/** A checksum of every table of Parley by name, made by PostgreSQL itself over the rows in the order of their text. */
export async function tableSums(client: Client): Promise<Readonly<Record<string, string>>> {
  const { rows: tables } = await client.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tablesSchema.parse(tables)) {
    const { rows } = await client.query(
      `SELECT encode(sha256(string_agg(sha256(t::text::bytea), '' ORDER BY t::text COLLATE "C")), 'hex') AS sum, count(*)::int AS rows FROM ${name} t`,
    );
    const [{ sum, rows: count }] = sumSchema.parse(rows);
    sums[name] = `${count} ${sum ?? ''}`;
  }
  return sums;
}
