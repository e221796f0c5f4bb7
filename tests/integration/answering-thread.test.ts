import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type AnsweringThread, startAnsweringThread } from '../../src/live/answering-thread.ts';

const program = new URL('../setup/answering.child.ts', import.meta.url);
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
    const moment = Temporal.Instant.from('2023-10-02T12:00:00Z');
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
      const moment = Temporal.Instant.from(`${day}T12:00:00Z`);
      thread.setClock(moment);
      expect((await ask('/now')).told.now).toBe(moment.toString());
    }
  });

  test('takes only so much in hand', async () => {
    await start();
    const inHand = Promise.allSettled(Array.from({ length: 1_000 }, () => ask('/never')));
    await expect(ask('/now')).rejects.toMatchObject({ code: 'SERVER_BUSY', headers: { 'Retry-After': '2' } });
    await thread.stop();
    expect(new Set((await inHand).map(({ status }) => status))).toEqual(new Set(['rejected']));
  });

  test('that cannot start says why, and is not started again', async () => {
    const missing = new URL('../setup/missing.child.ts', import.meta.url);
    const report = vi.fn();
    await expect(startAnsweringThread({ program: missing, report })).rejects.toThrow(/missing\.child/);
    expect(report).not.toHaveBeenCalled();
  });
});
