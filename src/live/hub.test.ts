import { describe, expect, test } from 'vitest';
import type { Frame } from './frames.ts';
import { type Outlet, StreamHub } from './hub.ts';

function frame(seq: number, negotiation: string | null = null, text = `${seq};`): Frame {
  return { seq, negotiation, bytes: Buffer.from(text) };
}

/** An outlet that keeps what it is sent; `waiting` is what its reader has not taken yet. */
function outletOf(waiting = 0) {
  const sent: { text: string; pieces: Buffer[]; ended: boolean; behind: number | null } = {
    text: '',
    pieces: [],
    ended: false,
    behind: null,
  };
  const outlet: Outlet = {
    writableLength: waiting,
    write: (bytes) => {
      sent.text += bytes.toString();
      sent.pieces.push(bytes);
    },
    end: () => {
      sent.ended = true;
    },
    fallBehind: (seq) => {
      sent.behind = seq;
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

  test('writes no more to a client that does not read, says what was its last, and goes on with the others', () => {
    const hub = new StreamHub(6, { frames: 10, bytes: 1_000, waiting: 100 });
    const [slow, quick] = [outletOf(101), outletOf(100)];
    hub.add(slow.outlet, null);
    hub.add(quick.outlet, null);
    hub.send([frame(7)]);
    expect([slow.sent.behind, slow.sent.text, quick.sent.behind, quick.sent.text]).toEqual([6, '', null, '7;']);
    expect(hub.size).toBe(1);
  });

  test('sends a large batch in pieces, so that who does not keep up is left off between them', () => {
    const hub = new StreamHub(0);
    const text = 'x'.repeat(100_000);
    const { outlet, sent } = outletOf();
    const slow = outletOf();
    hub.add(outlet, null);
    hub.add(
      {
        ...slow.outlet,
        get writableLength() {
          return slow.sent.text.length;
        },
      },
      null,
    );
    hub.send(Array.from({ length: 9 }, (_, index) => frame(index + 1, null, text)));
    expect(sent.pieces.map(({ length }) => length)).toEqual([200_000, 200_000, 200_000, 200_000, 100_000]);
    expect([slow.sent.text.length, slow.sent.behind]).toEqual([600_000, 6]);
    expect(hub.head).toBe(9);
  });

  test('writes the same bytes to all who asked for the same', () => {
    const hub = new StreamHub(0);
    const [one, two, other] = [outletOf(), outletOf(), outletOf()];
    hub.add(one.outlet, new Set(['wga-2023', 'dga-2023']));
    hub.add(two.outlet, new Set(['dga-2023', 'wga-2023']));
    hub.add(other.outlet, new Set(['dga-2023']));
    hub.send([frame(1, 'wga-2023'), frame(2, 'dga-2023'), frame(3, 'sag-aftra-2023')]);
    expect(two.sent.text).toBe('1;2;');
    expect(two.sent.pieces[0]).toBe(one.sent.pieces[0]);
    expect(other.sent.text).toBe('2;');
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
    expect(sent).toMatchObject({ text: 'bye', ended: true, behind: null });
    expect(hub.size).toBe(0);
  });
});
