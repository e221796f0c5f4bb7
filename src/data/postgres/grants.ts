import { Client } from 'pg';

/** What the application may do in a table besides reading it. Whatever is not named here it may insert into, change and delete from. */
const rights: Readonly<Record<string, string>> = {
  // The log and what was given out are only ever added to.
  Change: 'INSERT',
  Release: 'INSERT',
  RecordLoad: 'INSERT',
  // The database itself enters what can be found.
  SearchEntry: '',
  SearchWord: '',
  _prisma_migrations: '',
};

/**
 * Gives the application's role what it needs in a database that belongs to another, and nothing more: it owns nothing, so that it can neither
 * alter the log, nor truncate it, nor switch off what guards it. Run after every migration, by the owner.
 *
 * @param application the name of the role
 */
export async function grantApplication(ownerUrl: string, application: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows: owners } = await client.query<{ owner: string }>('SELECT current_user AS owner');
    if (owners[0]?.owner === application) return;
    const role = client.escapeIdentifier(application);
    const { rows } = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v') ORDER BY relname",
    );
    const grants = rows.flatMap(({ name }) => {
      const table = client.escapeIdentifier(name);
      const writes = rights[name] ?? 'INSERT, UPDATE, DELETE';
      return [
        `REVOKE ALL ON ${table} FROM ${role}`,
        `GRANT SELECT ON ${table} TO ${role}`,
        ...(writes === '' ? [] : [`GRANT ${writes} ON ${table} TO ${role}`]),
      ];
    });
    await client.query(
      [
        'BEGIN',
        `GRANT USAGE ON SCHEMA public TO ${role}`,
        ...grants,
        `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
        'COMMIT',
      ].join('; '),
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What the role of an address could do to the log that the application must not; empty where it can do nothing of the kind. */
export async function dangerousRights(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ superuser: boolean; owns: boolean; writes: boolean; replaces: boolean }>(`
      SELECT r.rolsuper AS superuser, pg_has_role(c.relowner, 'MEMBER') AS owns,
        has_table_privilege('"Change"', 'UPDATE, DELETE, TRUNCATE') AS writes,
        has_parameter_privilege('session_replication_role', 'SET') AS replaces
      FROM pg_roles r, pg_class c WHERE r.rolname = current_user AND c.oid = '"Change"'::regclass`);
    const [{ superuser = false, owns = false, writes = false, replaces = false } = {}] = rows;
    return [
      ...(superuser ? ['it is a superuser'] : []),
      ...(owns && !superuser ? ['it owns the log'] : []),
      ...(writes && !superuser ? ['it may alter the log'] : []),
      ...(replaces && !superuser ? ['it may switch off triggers'] : []),
    ];
  } finally {
    await client.end().catch(() => undefined);
  }
}
