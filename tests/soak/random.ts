/** Numbers from 0 up to 1 that the seed decides. */
export type Random = () => number;

/** A generator of its own for each seed and name: mulberry32, which is enough to choose faults by. */
export function randomOf(seed: number, name: string): Random {
  let state = seed >>> 0;
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x9e3779b1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `least` to `most`, small ones as likely as large ones of ten times the size. */
export function sizeBetween(random: Random, least: number, most: number): number {
  return Math.round(least * (most / least) ** random());
}

/** One of several. */
export function oneOf<T>(random: Random, [first, ...rest]: readonly [T, ...T[]]): T {
  const index = Math.floor(random() * (rest.length + 1));
  return index === 0 ? first : (rest[index - 1] ?? first);
}
