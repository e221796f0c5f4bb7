import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerParent } from '../../setup/processes.ts';

/**
 * A bare node:http hub, to measure against: whoever asks listens, and what is posted is written to all of them, encoded once and without
 * chunks. It keeps nothing, filters nothing and bounds nothing.
 */
answerParent(z.object({}), () => {
  const listeners = new Set<ServerResponse>();
  let count = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST') {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        count += 1;
        const bytes = Buffer.from(`id: ${count}\nevent: PUBLISHED\ndata: ${Buffer.concat(pieces).toString('utf8')}\n\n`);
        for (const listener of listeners) listener.write(bytes);
        response.writeHead(204).end();
      });
      return;
    }
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'close' });
    response.write(': hello\n\n');
    listeners.add(response);
    response.once('close', () => listeners.delete(response));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
      const address = server.address();
      resolve({ port: address !== null && typeof address === 'object' ? address.port : 0 });
    });
  });
});
