import { expect, it } from 'vitest';
import { sharedRun } from './shared-run.ts';

/** Work that ends when it is told to, in order. */
function held() {
  const ends: PromiseWithResolvers<void>[] = [];
  const work = sharedRun(() => {
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  });
  return { work, ends };
}

/** Lets everything go on that waits for nothing. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

it('serves all who ask while it runs with one more run, begun after they asked', async () => {
  const { work, ends } = held();
  const first = work();
  await settled();
  expect(ends.length).toBe(1);
  const later = Promise.all([work(), work(), work()]);
  await settled();
  expect(ends.length).toBe(1);
  ends[0]?.resolve();
  await first;
  await settled();
  expect(ends.length).toBe(2);
  ends[1]?.resolve();
  await later;
  expect(ends.length).toBe(2);
});

it('tells those who asked for it of a failure, and runs again for the next', async () => {
  const { work, ends } = held();
  const first = work();
  await settled();
  const second = work();
  ends[0]?.reject(new Error('the first'));
  await expect(first).rejects.toThrow('the first');
  await settled();
  ends[1]?.resolve();
  await expect(second).resolves.toBeUndefined();
});
