import { Client } from 'pg';

/** Locks within the embedded database: one process holds the first while it serves, and everybody the second, shared, while it uses it. */
const servingLock = 7262539023;
const usersLock = 7262539024;

/** How long to wait before a claim that was lost with its connection is taken again, in milliseconds. */
const retryMs = 250;
/** No lock of these is waited for longer than the database takes to stop, in milliseconds. */
const answerLimitMs = 30_000;

/** A claim to the embedded database. PostgreSQL lets go of it by itself when the process is killed. */
export interface Claim {
  /** From now on it is taken again whenever its connection is lost, for as long as it takes. */
  readonly keep: () => void;
  /** Lets go of it. */
  readonly end: () => Promise<void>;
}

/** The claim of one of those who use the database. */
export interface UserClaim extends Claim {
  /**
   * Lets go of it, and does something where nobody else has one; nobody can get one until that is done.
   *
   * @returns whether this was the last; null where the database could not be asked
   */
  readonly endAsLast: (work: () => Promise<void>) => Promise<boolean | null>;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: answerLimitMs,
    keepAlive: true,
    application_name: 'parley-claim',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

interface Held extends Claim {
  /** Takes the connection out of its hands, so that it is neither ended nor made anew. */
  readonly release: () => Client | null;
}

/** @param take gives false where somebody else has what is claimed */
async function hold(url: string, take: (client: Client) => Promise<boolean>): Promise<Held | null> {
  let isKept = false;
  let isOver = false;
  let current: Client | null = null;
  let timer: NodeJS.Timeout | undefined;

  const attempt = async (): Promise<boolean> => {
    const client = await connect(url);
    const isTaken = await take(client).catch(async (error: unknown) => {
      await client.end().catch(() => undefined);
      throw error;
    });
    if (!isTaken || isOver) {
      await client.end().catch(() => undefined);
      return isTaken;
    }
    current = client;
    client.once('end', () => {
      if (current === client) current = null;
      again();
    });
    return true;
  };
  const again = () => {
    if (isOver || !isKept || current !== null) return;
    timer = setTimeout(() => void attempt().then((isTaken) => (isTaken ? undefined : again()), again), retryMs);
    timer.unref();
  };

  if (!(await attempt())) return null;
  const release = (): Client | null => {
    isOver = true;
    clearTimeout(timer);
    return current;
  };
  return {
    keep: () => {
      isKept = true;
      again();
    },
    release,
    end: async () => {
      await release()
        ?.end()
        .catch(() => undefined);
    },
  };
}

async function tryLock(client: Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [lock]);
  return rows[0]?.free === true;
}

/** Claims to be the process that serves. Null where another one does. */
export function claimServing(url: string): Promise<Claim | null> {
  return hold(url, (client) => tryLock(client, servingLock));
}

/**
 * Claims to use the database, which others may as well.
 *
 * @throws where the database cannot be reached, as when whoever was the last to use it is stopping it
 */
export async function claimUse(url: string): Promise<UserClaim> {
  const held = await hold(url, async (client) => {
    await client.query('SELECT pg_advisory_lock_shared($1)', [usersLock]);
    return true;
  });
  if (held === null) throw new Error("a shared lock is never another's alone");
  return {
    keep: held.keep,
    end: held.end,
    endAsLast: async (work) => {
      const client = held.release() ?? (await connect(url).catch(() => null));
      if (client === null) return null;
      try {
        // Everybody lets go before asking: of two who leave at once, the one who asks last finds itself alone.
        const isLast = await client
          .query('SELECT pg_advisory_unlock_all()')
          .then(() => tryLock(client, usersLock))
          .catch(() => null);
        // The lock goes with the connection, which therefore stays until the work is done.
        if (isLast === true) await work();
        return isLast;
      } finally {
        await client.end().catch(() => undefined);
      }
    },
  };
}
