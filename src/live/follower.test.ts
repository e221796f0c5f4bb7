import { expect, onTestFinished, test } from 'vitest';
import { followLog, type LookFailure } from './follower.ts';

/** A log without changes, whose looks last until they are let go on. */
function heldLog() {
  const looks: PromiseWithResolvers<void>[] = [];
  const follower = followLog(
    {
      read: async () => {
        const look = Promise.withResolvers<void>();
        looks.push(look);
        await look.promise;
        return [];
      },
      listen: () => async () => undefined,
    },
    0,
    () => undefined,
    () => undefined,
  );
  onTestFinished(() => {
    for (const { resolve } of looks) resolve();
    return follower.stop();
  });
  return { follower, looks };
}

test('all who ask during a look share the next, and wait for none after it', async () => {
  const { follower, looks } = heldLog();
  const first = follower.catchUp();
  await expect.poll(() => looks.length).toBe(1);
  const during = [follower.catchUp(), follower.catchUp()];
  looks[0]?.resolve();
  await first;
  await expect.poll(() => looks.length).toBe(2);
  const after = follower.catchUp();
  looks[1]?.resolve();
  await Promise.all(during);
  await expect.poll(() => looks.length).toBe(3);
  looks[2]?.resolve();
  await after;
});

test('a look that fails is told to those who asked for it, and the next goes on', async () => {
  const { follower, looks } = heldLog();
  const first = follower.catchUp();
  await expect.poll(() => looks.length).toBe(1);
  const second = follower.catchUp();
  looks[0]?.reject(new Error('the database is away'));
  await expect(first).rejects.toThrow('away');
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.resolve();
  await second;
});

test('a change that cannot be told is told again, and each reason is reported once, with the place', async () => {
  const failures: LookFailure[] = [];
  const change = { seq: 5 } as const;
  let fails = true;
  const told: number[] = [];
  const follower = followLog<typeof change>(
    { read: async (since) => (since < 5 ? [change] : []), listen: () => async () => undefined },
    4,
    (changes) => {
      if (fails) throw new Error('nobody can be told');
      told.push(...changes.map(({ seq }) => seq));
    },
    (failure) => failures.push(failure),
  );
  onTestFinished(() => follower.stop());
  await expect(follower.catchUp()).rejects.toThrow('told');
  await expect(follower.catchUp()).rejects.toThrow('told');
  expect(follower.head).toBe(4);
  expect(failures).toEqual([{ cursor: 4, error: new Error('nobody can be told') }]);
  fails = false;
  await follower.catchUp();
  expect([told, follower.head]).toEqual([[5], 5]);
});
