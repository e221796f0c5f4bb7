import { format } from 'node:util';
import { workerData } from 'node:worker_threads';
import next from 'next';
import { z } from 'zod';
import { answerMainThread } from './answer-main-thread.ts';
import { log } from './log.ts';
import { askPlainly } from './plain-page.ts';

/** Where Next finds its build, and what it is told of its address. */
const dataSchema = z.object({ dir: z.string(), hostname: z.string(), port: z.int() });
export type NextThreadData = z.infer<typeof dataSchema>;

/**
 * The program of the thread that Next runs in. What a page takes to make keeps neither the stream nor kept answers waiting, and the
 * front runs nearly as fast as a bare server (`npm run bench -- live`), which in one isolate with Next it does not.
 */
const { dir, hostname, port } = dataSchema.parse(workerData);
// Next tells of what fails in a page by the console, over several lines.
console.error = (...said) => log.error('a page could not be made as it should', format(...said));
console.warn = (...said) => log.warn(format(...said));
const app = next({ dev: false, dir, hostname, port, quiet: true });
await app.prepare();
const handler = app.getRequestHandler();
answerMainThread((request) => askPlainly(handler, request));
