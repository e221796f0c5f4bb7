import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockReader } from './blocks.ts';

const stream =
  'retry: 2500\nid: 7\n\nid: 8\nevent: PUBLISHED\ndata: {"a":"b: c"}\n\n: still here\nid: 8\n\nevent: day\ndata: {}\n\ntoday: a/b=2026-05-02\n\n';
const blocks = [
  { retry: '2500', id: '7' },
  { id: '8', event: 'PUBLISHED', data: '{"a":"b: c"}' },
  { id: '8' },
  { event: 'day', data: '{}' },
  { today: 'a/b=2026-05-02' },
];

test('a stream is taken apart the same way in whatever pieces it comes', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length)), (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), stream.length];
      const read = blockReader();
      expect(places.flatMap((place, index) => read(stream.slice(place, places[index + 1] ?? place)))).toEqual(blocks);
    }),
  );
});

test('a block that is not complete is not told', () => expect(blockReader()('id: 8\nevent: PUBLISHED\ndata: {')).toEqual([]));

test('data over several lines is one text', () =>
  expect(blockReader()('data: {\ndata: }\n\n')).toEqual([expect.objectContaining({ data: '{\n}' })]));
