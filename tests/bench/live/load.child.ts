import { connect } from 'node:net';
import { z } from 'zod';
import { answerParent } from '../../setup/processes.ts';
import { percentile } from './statistics.ts';

/**
 * Load over plain sockets, each asking again as soon as it has its answer. It does so little for each answer that the server and not this
 * process is the limit: it counts bytes, and looks at the status.
 */
const question = z.object({
  port: z.int(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  connections: z.int().max(1_000),
  milliseconds: z.int().max(60_000),
});

const bufferBytes = 256 * 1024;
const endOfChunks = Buffer.from('0\r\n\r\n');

answerParent(question, async ({ port, path, headers, connections, milliseconds }) => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n`);
  const times: number[] = [];
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const deadline = started + milliseconds;

  /** One connection: resolves when the time is up. */
  const run = () =>
    new Promise<void>((resolve, reject) => {
      let asked = 0;
      // The length of a whole answer, head and body, once known; 0 where the answer comes in chunks and says when it ends.
      let whole: number | null = null;
      let received = 0;
      const buffer = Buffer.allocUnsafe(bufferBytes);
      const ask = () => {
        asked = performance.now();
        received = 0;
        socket.write(request);
      };
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        onread: {
          buffer,
          callback: (length) => {
            if (received === 0) {
              if (buffer.toString('latin1', 9, 12) !== '200') {
                reject(new Error(`${path} answered: ${buffer.toString('latin1', 0, 200)}`));
                socket.destroy();
                return false;
              }
              whole ??= lengthOf(buffer.subarray(0, length));
            }
            received += length;
            const isWhole =
              whole === 0 ? buffer.subarray(length - endOfChunks.length, length).equals(endOfChunks) : received >= (whole ?? 0);
            if (!isWhole) return true;
            const now = performance.now();
            times.push(now - asked);
            if (now < deadline) ask();
            else {
              socket.destroy();
              resolve();
            }
            return true;
          },
        },
      });
      socket.once('connect', ask);
      socket.once('error', reject);
      socket.once('close', () => resolve());
    });
  await Promise.all(Array.from({ length: connections }, run));

  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    perSecond: times.length / seconds,
    requests: times.length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    cores: (user + system) / 1e6 / seconds,
  };
});

/** The length of an answer, head and body; 0 where it comes in chunks. */
function lengthOf(start: Buffer): number {
  const end = start.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(start.toString('latin1', 0, end))?.[1];
  return length === undefined ? 0 : end + 4 + Number(length);
}
