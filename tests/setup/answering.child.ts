import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { answerMainThread } from '../../src/live/answer-main-thread.ts';
import { now } from '../../src/live/clock.ts';

/** Opened by the test, whatever else is being asked. */
const gate = new Int32Array(z.instanceof(SharedArrayBuffer).catch(new SharedArrayBuffer(4)).parse(workerData));
const released = Promise.withResolvers<void>();

/** A thread that stands in Next's place: each address of its own is another thing that can go well or wrong. */
answerMainThread(async ({ method, target, body }) => {
  switch (target) {
    case '/held':
      await released.promise;
      break;
    case '/release':
      released.resolve();
      break;
    case '/gate':
      await Atomics.waitAsync(gate, 0, 0).value;
      break;
    case '/never':
      await new Promise(() => undefined);
      break;
    case '/fail':
      throw new Error('this one cannot be answered');
    case '/end':
      process.exit(3);
      break;
    case '/throw':
      setImmediate(() => {
        throw new Error('nobody caught this');
      });
      await new Promise(() => undefined);
  }
  const told = { method, target, body: Buffer.from(body ?? []).toString('utf8'), now: now().toString() };
  return { status: 200, headers: new Map([['content-type', 'application/json']]), body: Buffer.from(JSON.stringify(told)) };
});
