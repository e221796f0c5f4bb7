import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Entry, type Fate, type History, judge } from './judge.ts';

const entry = (seq: number, key = `k${seq}`): Entry => ({ seq, key, digest: `of ${key}` });
const acknowledged = (seq: number): Fate => ({ kind: 'ACKNOWLEDGED', seq });

/** A history without a fault: five publications after 10, and two clients that received them. */
const log = [11, 12, 13, 14, 15].map((seq) => entry(seq));
const sound: History = {
  since: 10,
  fates: new Map(log.map(({ seq, key }) => [key, acknowledged(seq)])),
  log,
  clients: new Map([
    ['one', log],
    ['two', log],
  ]),
};
const none = { LOST: 0, DUPLICATED: 0, OUT_OF_ORDER: 0, PHANTOM: 0 };
const withFate = (key: string, fate: Fate): History => ({ ...sound, fates: new Map([...sound.fates, [key, fate]]) });
const withClient = (received: readonly Entry[]): History => ({ ...sound, clients: new Map([...sound.clients, ['two', received]]) });
/** The same rows in the log and in front of every client. */
const withLog = (rows: readonly Entry[]): History => ({ ...sound, log: rows, clients: new Map([['one', rows]]) });

describe('the judge finds no fault', () => {
  test('where everything is there once and in order', () => {
    expect(judge(sound)).toEqual({ faults: [], counts: none });
  });

  test('in an unknown outcome, whether it took effect or not', () => {
    expect(judge(withFate('k13', { kind: 'UNKNOWN' })).counts).toEqual(none);
    expect(judge(withFate('never', { kind: 'UNKNOWN' })).counts).toEqual(none);
  });

  test('in a refusal that left nothing behind', () => {
    expect(judge(withFate('refused', { kind: 'REFUSED' })).counts).toEqual(none);
  });
});

describe('the judge finds', () => {
  test.each<[string, History, Partial<typeof none>]>([
    ['what was acknowledged and is not in the log', withFate('k16', acknowledged(16)), { LOST: 1 }],
    ['what was acknowledged under another number', withFate('k13', acknowledged(12)), { LOST: 1 }],
    ['a gap in the log', withLog([entry(11), entry(12), entry(13), entry(14), entry(16, 'k15')]), { LOST: 2 }],
    ['what a client missed in the middle', withClient(log.toSpliced(2, 1)), { LOST: 1 }],
    ['what a client missed at the end', withClient(log.slice(0, 3)), { LOST: 2 }],
    ['a client that received nothing', withClient([]), { LOST: 5 }],
    ['what is in the log twice', withLog([...log, entry(16, 'k12')]), { DUPLICATED: 1 }],
    [
      'an unknown outcome that took effect twice',
      { ...withLog([...log, entry(16, 'k12')]), fates: new Map([...sound.fates, ['k12', { kind: 'UNKNOWN' }]]) },
      { DUPLICATED: 1 },
    ],
    ['what a client received again', withClient(log.toSpliced(3, 0, entry(12))), { DUPLICATED: 1 }],
    ['what a client received in another order', withClient([entry(11), entry(13), entry(12), entry(14), entry(15)]), { OUT_OF_ORDER: 1 }],
    ['a log that runs backwards', withLog([entry(11), entry(13), entry(12), entry(14), entry(15)]), { OUT_OF_ORDER: 2, LOST: 2 }],
    ['what nobody published', withLog([...log, entry(16)]), { PHANTOM: 1 }],
    ['what was refused and took effect', withFate('k14', { kind: 'REFUSED' }), { PHANTOM: 1 }],
    ['what a client received and the log does not have', withClient([...log, entry(16)]), { PHANTOM: 1 }],
    ['what a client received under the number of another', withClient(log.with(2, entry(13, 'k99'))), { PHANTOM: 1 }],
    ['what came with another content', withClient(log.with(2, { ...entry(13), digest: 'another' })), { PHANTOM: 1 }],
  ])('%s', (_, history, expected) => {
    expect(judge(history).counts).toEqual({ ...none, ...expected });
  });

  test('any one row that is left out, repeated or exchanged, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), fc.constantFrom('leave out', 'repeat', 'exchange'), (length, at, how) => {
        const rows = Array.from({ length }, (_, index) => entry(11 + index));
        const place = at % (length - 1);
        const [one, next] = [rows[place], rows[place + 1]];
        if (one === undefined || next === undefined) throw new Error('no such place');
        const received = {
          'leave out': () => rows.toSpliced(place, 1),
          repeat: () => rows.toSpliced(place, 0, one),
          exchange: () => rows.with(place, next).with(place + 1, one),
        }[how]();
        const fates = new Map(rows.map(({ seq, key }) => [key, acknowledged(seq)]));
        const { counts } = judge({ since: 10, fates, log: rows, clients: new Map([['one', received]]) });
        expect(counts).toEqual({ ...none, [{ 'leave out': 'LOST', repeat: 'DUPLICATED', exchange: 'OUT_OF_ORDER' }[how]]: 1 });
      }),
    );
  });
});
