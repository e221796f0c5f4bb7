import type { Server, ServerResponse } from 'node:http';
import { Server as Listener, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** How often connections that have become idle are closed, in milliseconds. */
const sweepMs = 100;

/**
 * Ends a server: it accepts nobody any more, and whatever it answers from now on is the last answer of its connection.
 *
 * Node's own `close` would go on for good with whoever has a connection and asks again in time, would keep those on which nothing was
 * asked yet, and would cut an answer that is on its way to somebody slow.
 *
 * @param connections those that are open
 * @param underWay the answers that are being made
 * @param limitMs after this the connections that are left are cut
 */
export async function endServer(
  server: Server,
  connections: ReadonlySet<Socket>,
  underWay: ReadonlySet<ServerResponse>,
  limitMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => Listener.prototype.close.call(server, () => resolve()));
  server.prependListener('request', (_, response) => {
    response.shouldKeepAlive = false;
  });
  for (const response of underWay) response.shouldKeepAlive = false;
  const closeIdle = () => {
    const busy = new Set([...underWay].map(({ socket }) => socket));
    for (const connection of connections) if (connection.writableLength === 0 && !busy.has(connection)) connection.destroy();
  };
  closeIdle();
  const sweep = setInterval(closeIdle, sweepMs);
  await Promise.race([closed, wait(limitMs, undefined, { ref: false })]);
  clearInterval(sweep);
  server.closeAllConnections();
}
