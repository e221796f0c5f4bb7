import { describe, expect, it } from 'vitest';
import { askedFor, pageDate } from './as-of.ts';

const address = (query: Record<string, string | string[]>) => Promise.resolve(query);

describe('the date of a page', () => {
  it('may be a month or a year, of which it is the last day', async () => {
    for (const [asOf, day] of [
      ['2023-07-14', '2023-07-14'],
      ['2024-02', '2024-02-29'],
      ['2023', '2023-12-31'],
      ['9999-12-31', '9999-12-31'],
    ] as const)
      expect(await pageDate(address({ asOf }))).toEqual({ asOf: day, isHistorical: true });
  });

  it('has to exist', async () => {
    for (const asOf of ['2023-13', '2023-02-29', '1799', '10000-01-01', 'x'])
      await expect(pageDate(address({ asOf })), asOf).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' });
  });
});

describe('a parameter of a page whose name slipped', () => {
  const sentTo = (query: string) => ({ digest: `NEXT_REDIRECT;replace;?${query};308;` });

  it('is sent on to the right one, for good', async () => {
    await expect(pageDate(address({ asof: '2023-07-14' }))).rejects.toMatchObject(sentTo('asOf=2023-07-14'));
    await expect(askedFor(address({ knownat: '2026-01-01T00:00:00Z' }))).rejects.toMatchObject(sentTo('knownAt=2026-01-01T00%3A00%3A00Z'));
    await expect(askedFor(address({ FROM: '2023', to: '2024', utm_source: 'x' }))).rejects.toMatchObject(
      sentTo('from=2023&to=2024&utm_source=x'),
    );
    await expect(askedFor(address({ Negotiations: ['a', 'b'] }))).rejects.toMatchObject(sentTo('negotiations=a&negotiations=b'));
  });

  it('gives way to the right one', async () => {
    await expect(askedFor(address({ ASOF: '2020', asOf: '2023-07-14' }))).rejects.toMatchObject(sentTo('asOf=2023-07-14'));
  });

  it('is left alone where it is right or of somebody else', async () => {
    const query = { asOf: '2023-07-14', utm_source: 'x', fbclid: 'y' };
    expect(await askedFor(address(query))).toEqual(query);
  });
});

it('does not know an address with the character U+0000', async () => {
  await expect(askedFor(address({ after: 'a\0b' }))).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' });
});
