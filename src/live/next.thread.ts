import { workerData } from 'node:worker_threads';
import next from 'next';
import { askPlainly } from './plain-page.ts';
import { answerMainThread } from './thread.ts';

/** Where Next finds its build, and what it is told of its address. */
export interface NextThreadData {
  readonly dir: string;
  readonly hostname: string;
  readonly port: number;
}

/**
 * The program of the thread that Next runs in. What a page takes to make keeps neither the stream nor kept answers waiting, and the
 * front runs as fast as a bare server: in one isolate with Next, each request to `node:http` took half as long again (see `npm run bench -- live`).
 */
const { dir, hostname, port }: NextThreadData = workerData;
const app = next({ dev: false, dir, hostname, port, quiet: true });
await app.prepare();
const handler = app.getRequestHandler();
answerMainThread((request) => askPlainly(handler, request));
