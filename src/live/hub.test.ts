import { describe, expect, test } from 'vitest';
import type { Frame } from './frames.ts';
import { type Outlet, StreamHub } from './hub.ts';

function frame(seq: number, negotiation: string | null = null, text = `${seq};`): Frame {
  return { seq, negotiation, bytes: Buffer.from(text) };
}

/** An outlet that keeps what it is sent; `waiting` is what its reader has not taken yet. */
function outletOf(waiting = 0) {
  const sent = { text: '', ended: false, destroyed: false };
  const outlet: Outlet = {
    writableLength: waiting,
    write: (bytes) => {
      sent.text += bytes.toString();
    },
    end: () => {
      sent.ended = true;
    },
    destroy: () => {
      sent.destroyed = true;
    },
  };
  return { outlet, sent };
}

describe('the hub', () => {
  test('sends every change to all, and to those who filter only their own', () => {
    const hub = new StreamHub(0);
    const [all, wga, both] = [outletOf(), outletOf(), outletOf()];
    hub.add(all.outlet, null);
    hub.add(wga.outlet, new Set(['wga-2023']));
    hub.add(both.outlet, new Set(['wga-2023', 'dga-2023']));
    hub.send([frame(1, 'wga-2023'), frame(2, 'dga-2023')]);
    hub.send([frame(3), frame(4, 'sag-aftra-2023')]);
    expect([all.sent.text, wga.sent.text, both.sent.text]).toEqual(['1;2;3;4;', '1;', '1;2;']);
    expect(hub.head).toBe(4);
  });

  test('sends nothing to who has left', () => {
    const hub = new StreamHub(0);
    const { outlet, sent } = outletOf();
    const leave = hub.add(outlet, null);
    hub.send([frame(1)]);
    leave();
    hub.send([frame(2)]);
    expect(sent.text).toBe('1;');
    expect(hub.size).toBe(0);
  });

  test('cuts a client that does not read, and no other', () => {
    const hub = new StreamHub(0, { frames: 10, bytes: 1_000, waiting: 100 });
    const [slow, quick] = [outletOf(101), outletOf(100)];
    hub.add(slow.outlet, null);
    hub.add(quick.outlet, null);
    hub.send([frame(1)]);
    expect([slow.sent.destroyed, quick.sent.destroyed]).toEqual([true, false]);
    expect(hub.size).toBe(1);
  });

  test('remembers the last frames, within its bounds', () => {
    const hub = new StreamHub(10, { frames: 3, bytes: 1_000, waiting: 100 });
    for (const seq of [11, 12, 13, 14]) hub.send([frame(seq)]);
    expect(hub.since(14)).toEqual([]);
    expect(hub.since(12)?.map(({ seq }) => seq)).toEqual([13, 14]);
    expect(hub.since(11)?.map(({ seq }) => seq)).toEqual([12, 13, 14]);
    expect(hub.since(10)).toBeNull();
    hub.send([frame(15, null, 'x'.repeat(999))]);
    expect(hub.since(14)?.map(({ seq }) => seq)).toEqual([15]);
    expect(hub.since(13)).toBeNull();
    hub.send([frame(16, null, 'x'.repeat(2_000))]);
    expect(hub.since(15)).toBeNull();
  });

  test('a hub that has sent nothing knows nothing of before', () => {
    const hub = new StreamHub(10);
    expect(hub.since(9)).toBeNull();
    expect(hub.since(10)).toEqual([]);
  });

  test('ends every stream with its last words', () => {
    const hub = new StreamHub(0);
    const { outlet, sent } = outletOf();
    hub.add(outlet, null);
    hub.close(() => Buffer.from('bye'));
    expect(sent).toEqual({ text: 'bye', ended: true, destroyed: false });
    expect(hub.size).toBe(0);
  });
});
