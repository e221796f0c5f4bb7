import { afterEach, describe, expect, test, vi } from 'vitest';
import { type AnsweringThread, startAnsweringThread } from '../../src/live/answering-thread.ts';

const program = new URL('../setup/answering.child.ts', import.meta.url);
/** How much the thread has in hand at the same time. */
const mostInHand = 16;
let thread: AnsweringThread;
afterEach(() => thread?.stop());

async function start(report: (error: unknown) => void = () => undefined): Promise<AnsweringThread> {
  thread = await startAnsweringThread({ program, report });
  return thread;
}

const ask = async (target: string) => {
  const { status, headers, body } = await thread.ask({ method: 'GET', target, headers: {} });
  return { status, type: headers.get('content-type'), told: JSON.parse(body.toString('utf8')) };
};

describe('a thread that answers', () => {
  test('is asked with a body and answers with bytes', async () => {
    await start();
    const { status, headers, body } = await thread.ask({ method: 'POST', target: '/now', headers: {}, body: Buffer.from('„é”') });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(JSON.parse(body.toString('utf8'))).toMatchObject({ method: 'POST', target: '/now', body: '„é”' });
  });

  test('answers each request by itself, also where one waits for another', async () => {
    await start();
    const targets = ['/held', '/now', '/release'];
    const answers = await Promise.all(targets.map(ask));
    expect(answers.map(({ told }) => told.target)).toEqual(targets);
  });

  test('that cannot answer one request answers the next', async () => {
    await start();
    await expect(ask('/fail')).rejects.toThrow('this one cannot be answered');
    expect((await ask('/now')).status).toBe(200);
  });

  test.each([
    ['ends', '/end', 'ended with code 3'],
    ['has an error that nobody catches', '/throw', 'nobody caught this'],
  ])('that %s fails what it has in hand, and another takes its place', async (_, target, reason) => {
    const reported: unknown[] = [];
    await start((error) => reported.push(error));
    const moment = new Date('2023-10-02T12:00:00Z');
    thread.setClock(moment);
    const inHand = Promise.allSettled([ask('/never'), ask(target)]);
    expect(thread.isUp()).toBe(true);
    expect(await inHand).toMatchObject([
      { status: 'rejected', reason: { code: 'SERVER_BUSY', headers: { 'Retry-After': '2' } } },
      { status: 'rejected', reason: { code: 'SERVER_BUSY' } },
    ]);
    expect(thread.isUp()).toBe(false);
    await expect(ask('/now')).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    await vi.waitFor(() => expect(thread.isUp()).toBe(true), 10_000);
    // The one that takes its place knows what time it is.
    expect((await ask('/now')).told.now).toBe(moment.toString());
    expect(reported.map(String)).toEqual([expect.stringContaining(reason)]);
  });

  test('is told what time it is before what is asked then', async () => {
    await start();
    for (const day of ['2023-07-14', '2023-10-02']) {
      const moment = new Date(`${day}T12:00:00Z`);
      thread.setClock(moment);
      expect((await ask('/now')).told.now).toBe(moment.toString());
    }
  });

  test('has only so much wait for its turn', async () => {
    await start();
    const own = () => thread.ask({ method: 'GET', target: '/never', headers: {} }, new AbortController().signal);
    const settled = Promise.allSettled(Array.from({ length: mostInHand + 1_000 }, own));
    await expect(own()).rejects.toMatchObject({ code: 'SERVER_BUSY', headers: { 'Retry-After': '2' } });
    // Those who ask for themselves do not keep what many wait for from its turn.
    const alsoSettled = Promise.allSettled(Array.from({ length: 1_000 }, () => ask('/never')));
    await expect(ask('/now')).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    await thread.stop();
    expect(new Set([...(await settled), ...(await alsoSettled)].map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  test('lets nothing wait longer than a reader does', async () => {
    await start();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const inHand = Promise.allSettled(Array.from({ length: mostInHand }, () => ask('/never')));
      const waiting = expect(ask('/now')).rejects.toMatchObject({ code: 'SERVER_BUSY' });
      await vi.advanceTimersByTimeAsync(5_000);
      await waiting;
      await thread.stop();
      await inHand;
    } finally {
      vi.useRealTimers();
    }
  });

  test('is never asked what nobody waits for any more, and first what many wait for', async () => {
    const gate = new Int32Array(new SharedArrayBuffer(4));
    thread = await startAnsweringThread({ program, data: gate.buffer, report: () => undefined });
    const inHand = Promise.allSettled([...Array.from({ length: mostInHand - 1 }, () => ask('/never')), ask('/gate')]);
    const gone = new AbortController();
    const own = (target: string, signal: AbortSignal) => thread.ask({ method: 'GET', target, headers: {} }, signal);
    // It would end the thread.
    const left = expect(own('/end', gone.signal)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    gone.abort();
    await left;
    await expect(own('/end', gone.signal)).rejects.toMatchObject({ code: 'SERVER_BUSY' });
    const order: string[] = [];
    const waiting = [
      own('/now', new AbortController().signal).then(() => order.push('for one')),
      ask('/now').then(() => order.push('for many')),
    ];
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await Promise.all(waiting);
    expect([order, thread.isUp()]).toEqual([['for many', 'for one'], true]);
    await thread.stop();
    await inHand;
  });

  test('that cannot start says why, and is not started again', async () => {
    const missing = new URL('../setup/missing.child.ts', import.meta.url);
    const report = vi.fn();
    await expect(startAnsweringThread({ program: missing, report })).rejects.toThrow(/missing\.child/);
    expect(report).not.toHaveBeenCalled();
  });
});
