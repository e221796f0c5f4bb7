import { describe, expect, test } from 'vitest';
import { KeptAnswer } from './kept-answer.ts';
import { ResponseCache } from './response-cache.ts';

const request = { method: 'GET', target: '/', headers: {} } as const;
const keyed = (key: string) => ({ key, request });

function answerOf(text: string, cacheControl = 'public, max-age=0', status = 200): KeptAnswer {
  return new KeptAnswer(
    {
      status,
      headers: new Map([
        ['cache-control', cacheControl],
        ['content-type', 'text/plain'],
      ]),
      body: Buffer.from(text),
    },
    {},
  );
}

/** A cache whose world is in the test's hands. */
function worldOf({ bytes = 1_000_000, answer = answerOf('one') } = {}) {
  const world = { head: 1, now: 0, dayEnds: 1_000, asked: 0, isAway: false, answer };
  const waiting: (() => void)[] = [];
  const hold = { active: false };
  const cache = new ResponseCache({
    ask: async () => {
      world.asked += 1;
      const own = world.answer;
      if (hold.active) await new Promise<void>((resolve) => waiting.push(resolve));
      return own;
    },
    edition: () => world.head,
    dayEnds: async () => world.dayEnds,
    now: () => world.now,
    isAway: () => world.isAway,
    bytes,
  });
  const release = () => {
    for (const go of waiting.splice(0)) go();
  };
  return { world, cache, hold, release };
}

describe('the response cache', () => {
  test('asks once as long as nothing changes', async () => {
    const { world, cache } = worldOf();
    expect((await cache.get(keyed('a'))).answer).toBe(world.answer);
    expect((await cache.get(keyed('a'))).answer).toBe(world.answer);
    expect(world.asked).toBe(1);
  });

  test('asks anew after a change to the record, and after the end of the day', async () => {
    const { world, cache } = worldOf();
    await cache.get(keyed('a'));
    world.head = 2;
    expect(cache.fresh('a')).toBeUndefined();
    await cache.get(keyed('a'));
    expect(world.asked).toBe(2);
    world.now = 999;
    expect(cache.fresh('a')).toBeDefined();
    world.now = 1_000;
    expect(cache.fresh('a')).toBeUndefined();
  });

  test('asks once for all who want it at the same time, and anew for those who came after a change', async () => {
    const { world, cache, hold, release } = worldOf();
    hold.active = true;
    const early = [cache.get(keyed('a')), cache.get(keyed('a')), cache.get(keyed('a'))];
    await Promise.resolve();
    world.head = 2;
    world.answer = answerOf('two');
    const late = cache.get(keyed('a'));
    await Promise.resolve();
    await Promise.resolve();
    expect(world.asked).toBe(2);
    release();
    expect(new Set((await Promise.all(early)).map(({ answer }) => answer)).size).toBe(1);
    expect((await late).answer).toBe(world.answer);
    expect(cache.fresh('a')).toBe(world.answer);
  });

  test.each([
    ['an error', answerOf('no', 'public', 500)],
    ['what is missing', answerOf('no', 'public', 404)],
    ['a private answer', answerOf('mine', 'private, max-age=60')],
    ['an answer that says nothing', answerOf('x', '')],
    ['an answer that is not to be stored', answerOf('x', 'no-store')],
  ])('does not keep %s', async (_, answer) => {
    const { world, cache } = worldOf({ answer });
    await cache.get(keyed('a'));
    await cache.get(keyed('a'));
    expect(world.asked).toBe(2);
  });

  test('keeps what can never change whatever happens', async () => {
    const { world, cache } = worldOf({ answer: answerOf('font', 'public, max-age=31536000, immutable') });
    await cache.get(keyed('a'));
    world.head = 9;
    world.now = 5_000;
    await cache.get(keyed('a'));
    expect(world.asked).toBe(1);
  });

  test('a failure is told to all who waited, and is not kept', async () => {
    const failure = new Error('no database');
    let fails = true;
    const cache = new ResponseCache({
      ask: async () => {
        if (fails) throw failure;
        return answerOf('back');
      },
      edition: () => 1,
      dayEnds: async () => 1,
      now: () => 0,
      isAway: () => false,
      bytes: 1_000_000,
    });
    const both = await Promise.allSettled([cache.get(keyed('a')), cache.get(keyed('a'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect((await cache.get(keyed('a'))).answer.status).toBe(200);
  });

  test('stays within its bound, leaving out what was asked for longest ago', async () => {
    const { world, cache } = worldOf({ bytes: 100_000 });
    for (let index = 0; index < 50; index += 1) await cache.get(keyed(`page ${index}`));
    expect(cache.fresh('page 0')).toBeUndefined();
    expect(cache.fresh('page 49')).toBeDefined();
    world.answer = answerOf('x'.repeat(60_000));
    await cache.get(keyed('too large'));
    expect(cache.fresh('too large')).toBeUndefined();
  });

  test('marks a kept answer as stale while the database is away, though no change is known, but not what never changes', async () => {
    const { world, cache } = worldOf();
    await cache.get(keyed('a'));
    world.answer = answerOf('font', 'public, max-age=31536000, immutable');
    await cache.get(keyed('font'));
    world.isAway = true;
    expect((await cache.get(keyed('a'))).cacheStatus).toBe('Parley; fwd=stale; fwd-status=503');
    expect((await cache.get(keyed('font'))).cacheStatus).toBe('Parley; hit');
    world.isAway = false;
    expect((await cache.get(keyed('a'))).cacheStatus).toBe('Parley; hit');
    expect(world.asked).toBe(2);
  });

  test('gives the last good answer, marked stale, while no newer one can be made, also after a change', async () => {
    const page = new KeptAnswer(
      {
        status: 200,
        headers: new Map([
          ['cache-control', 'public'],
          ['content-type', 'text/html'],
        ]),
        body: Buffer.from('<html><body class="a"><h1>Day 81</h1></body></html>'),
      },
      {},
    );
    const { world, cache } = worldOf({ answer: page });
    expect((await cache.get(keyed('a'))).cacheStatus).toBe('Parley; fwd=miss');
    expect((await cache.get(keyed('a'))).cacheStatus).toBe('Parley; hit');
    world.head = 2;
    world.answer = answerOf('away', 'no-store', 503);
    const { answer, cacheStatus } = await cache.get(keyed('a'));
    expect(cacheStatus).toBe('Parley; fwd=stale; fwd-status=503');
    const { body, headers } = await answer.variant('identity');
    expect(body.toString()).toMatch(/<body class="a"><aside [^>]*role="note".*1970-01-01 00:00 UTC.*<\/aside><h1>Day 81/);
    expect(headers[headers.indexOf('cache-control') + 1]).toBe('no-store');
    world.isAway = true;
    expect((await cache.get(keyed('a'))).answer).toBe(answer);
    expect(world.asked).toBe(2);
    world.isAway = false;
    world.answer = answerOf('two');
    expect(await cache.get(keyed('a'))).toEqual({ answer: world.answer, cacheStatus: 'Parley; fwd=stale' });
  });
});
