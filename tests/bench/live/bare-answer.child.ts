import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { z } from 'zod';
import { answerParent } from '../../setup/processes.ts';

/** A bare node:http server, to measure against: it sends the same bytes with the same headers to whoever asks, and does nothing else. */
const question = z.object({ answers: z.record(z.string(), z.object({ file: z.string(), headers: z.array(z.string()) })) });

answerParent(question, ({ answers }) => {
  const ready = new Map(Object.entries(answers).map(([path, { file, headers }]) => [path, { headers, body: readFileSync(file) }]));
  const server = createServer((request, response) => {
    const answer = ready.get(request.url ?? '');
    if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(200, answer.headers).end(answer.body);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve({ port: address !== null && typeof address === 'object' ? address.port : 0 });
    });
  });
});
