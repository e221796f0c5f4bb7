import { Client } from 'pg';
import { changeChannel } from './write.ts';

/** How long to wait before a lost connection is tried again, in milliseconds. */
const retryMs = 500;

/**
 * Wakes whoever follows the log whenever it may have grown: on PostgreSQL's notice, and after every new connection, because a notice
 * is lost while there is none. It connects again by itself for ever.
 *
 * @returns what ends it
 */
export function listenToLog(url: string, wake: () => void): () => Promise<void> {
  let ended = false;
  let current: Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async (): Promise<void> => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000, keepAlive: true });
    current = client;
    let lost = false;
    const again = () => {
      if (lost) return;
      lost = true;
      void client.end().catch(() => undefined);
      if (!ended) timer = setTimeout(() => void connect(), retryMs);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', wake);
    try {
      await client.connect();
      await client.query(`LISTEN ${changeChannel}`);
      wake();
    } catch {
      again();
    }
  };
  void connect();

  return async () => {
    ended = true;
    clearTimeout(timer);
    await current?.end().catch(() => undefined);
  };
}
