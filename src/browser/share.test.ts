import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Follower } from './follow.ts';
import { shareStream } from './share.ts';

/** A connection to the stream that a tab has opened. */
interface Stream {
  readonly follower: Follower;
  isOpen: boolean;
}

const opened: Stream[] = [];
vi.mock('./follow.ts', () => ({
  followStream: (follower: Follower) => {
    const stream: Stream = { follower, isOpen: true };
    opened.push(stream);
    return () => {
      stream.isOpen = false;
    };
  },
}));

const ends: (() => void)[] = [];
beforeEach(() => {
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('document', { hidden: false });
});
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  opened.length = 0;
  vi.unstubAllGlobals();
  await expect.poll(async () => (await navigator.locks.query()).held).toEqual([]);
});

/** A tab with a page that knows the record up to a number, and what it was told. */
function openTab(since: number) {
  let cursor = since;
  const told: (number | string)[] = [];
  const end = shareStream({
    cursor: () => cursor,
    onUpdate: ({ seq }) => {
      if (seq <= cursor) return;
      cursor = seq;
      told.push(seq);
    },
    onReset: (head) => {
      cursor = head;
      told.push(`reset to ${head}`);
    },
    onDays: (days) => told.push(...days.values()),
    onConnection: () => undefined,
  });
  ends.push(end);
  return { told, end };
}

/** The connection that is open; it is the only one. */
async function connection(count = 1): Promise<Follower> {
  await expect.poll(() => opened.length).toBe(count);
  const open = opened.filter(({ isOpen }) => isOpen);
  expect(open).toHaveLength(1);
  return open[0]?.follower ?? Promise.reject(new Error('no connection is open'));
}

function send({ tell }: Follower, ...numbers: readonly number[]): void {
  for (const seq of numbers)
    tell({
      id: String(seq),
      event: 'PUBLISHED',
      data: JSON.stringify({ seq, kind: 'PUBLISHED', entity: 'EVENT', key: `event-${seq}` }),
      retry: undefined,
      today: undefined,
    });
}

test('a tab that is told of a change before it is answered misses none of those before', async () => {
  const first = openTab(100);
  const stream = await connection();
  send(stream, 101);
  const second = openTab(100);
  send(stream, 102);
  await expect.poll(() => second.told).toEqual([101, 102]);
  expect(first.told).toEqual([101, 102]);
  expect(opened).toHaveLength(1);
});

test('a tab that is behind the one with the connection is told what it missed, one by one', async () => {
  const ahead = openTab(105);
  await connection();
  const behind = openTab(100);
  const stream = await connection(2);
  expect(stream.cursor()).toBe(100);
  send(stream, 101, 102, 103, 104, 105, 106);
  await expect.poll(() => behind.told).toEqual([101, 102, 103, 104, 105, 106]);
  expect(ahead.told).toEqual([106]);
});

test('what cannot be told one by one any more is said to the tab that missed it, and to no other', async () => {
  const ahead = openTab(105);
  await connection();
  const other = openTab(105);
  const behind = openTab(100);
  const stream = await connection(2);
  stream.tell({ id: '105', event: 'reset', data: '{"seq":105}', retry: undefined, today: undefined });
  await expect.poll(() => behind.told).toEqual(['reset to 105']);
  send(stream, 106);
  await expect.poll(() => other.told).toEqual([106]);
  expect([ahead.told, behind.told]).toEqual([[106], ['reset to 105', 106]]);
});

test('a log that was put back to an earlier state is read anew in every tab', async () => {
  const tabs = [openTab(105), openTab(105)];
  const stream = await connection();
  stream.tell({ id: '50', event: 'reset', data: '{"seq":50}', retry: undefined, today: undefined });
  for (const { told } of tabs) await expect.poll(() => told).toEqual(['reset to 50']);
});

test('the next tab takes over from what it knows', async () => {
  const first = openTab(100);
  send(await connection(), 101);
  const second = openTab(101);
  first.end();
  const stream = await connection(2);
  expect(stream.cursor()).toBe(101);
  send(stream, 102);
  expect([first.told, second.told]).toEqual([[101], [102]]);
});

test('which day it is, is told to every tab, and to one that comes later', async () => {
  const tabs = [openTab(100), openTab(100)];
  const stream = await connection();
  stream.tell({ id: undefined, event: undefined, data: undefined, retry: undefined, today: 'a/b=2026-05-02' });
  for (const { told } of tabs) await expect.poll(() => told).toContain('2026-05-02');
  const { told } = openTab(100);
  await expect.poll(() => told).toContain('2026-05-02');
});

test('where locks are refused a tab has a connection of its own, and asks no more', async () => {
  const request = vi.fn(() => Promise.reject(new DOMException('The request was denied.', 'SecurityError')));
  vi.stubGlobal('navigator', { locks: { request, query: async () => ({ held: [] }) } });
  const tab = openTab(100);
  send(await connection(), 101);
  expect(tab.told).toEqual([101]);
  await new Promise(setImmediate);
  expect(request).toHaveBeenCalledTimes(1);
  expect(opened).toHaveLength(1);
});

test('where tabs may not talk a tab has a connection of its own', async () => {
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }
    },
  );
  const tab = openTab(100);
  send(await connection(), 101);
  expect(tab.told).toEqual([101]);
});
