import { afterEach, describe, expect, it, vi } from 'vitest';
import { drawable } from '../../src/app/og/faces.ts';
import { pictureFile } from '../../src/app/og/picture.tsx';

// The drawing program reads a part of itself from a data: address.
const here = globalThis.fetch;
const reached: string[] = [];
vi.stubGlobal('fetch', (address: string) => {
  if (address.startsWith('data:')) return here(address);
  reached.push(address);
  return Promise.reject(new Error('there is no network'));
});
afterEach(() => {
  expect(reached).toEqual([]);
});

async function drawn(text: string): Promise<Uint8Array> {
  const state = { name: text, label: text, color: 'ink', path: 'M0 0h12v12H0z' } as const;
  const { body } = pictureFile({ kicker: text, title: text, states: [state], date: '2 October 2023' });
  if (typeof body !== 'function') throw new Error('A picture is drawn once the read is over.');
  return body();
}

describe('pictures', () => {
  it.each([
    ['an emoji', 'Deal 🎬 reached 👩🏽‍🎤 today ❤️'],
    ['letters of Europe’s languages', 'Šimon Łukasz and Zoë at Île-de-France: “Ďábel”'],
    ['letters with two signs', 'Nguyễn Thị Ái'],
    ['Arabic', 'قال the union نقابة'],
    ['Chinese', '导演 and 演员工会'],
    ['marks that turn the text', 'a\u202Eb\u2066c\u200Fd\u200Be'],
    ['what is no character', 'x\u0000y\uD800z\uFFFF'],
    ['nothing that can be drawn', '🎬🎬'],
    ['combining marks', 'e\u0301\u0324\u0353 Z\u0351\u036B'],
  ])('are drawn of %s with what is here, without asking anybody', async (_, text) => {
    const png = await drawn(text);
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  it.each([
    ['Šimon and Łukasz – “Zoë” …', 'Šimon and Łukasz – “Zoë” …'],
    ['Deal 🎬 reached', 'Deal reached'],
    ['Nguyễn Thị', 'Nguyen Thi'],
    ['导演 演员 and', '… and'],
    ['a\u202Eb\n c', 'ab c'],
  ])('tell %s as %s', async (text, told) => {
    expect(await drawable(text)).toBe(told);
  });

  it('have another letter where the text has', async () => {
    expect(Buffer.from(await drawn('š')).equals(await drawn('s'))).toBe(false);
  });
});
