/** A stretch of text that two versions share, or that only one of them has. */
export interface Stretch {
  readonly kind: 'SAME' | 'REMOVED' | 'ADDED';
  readonly text: string;
}

/**
 * How one text became another, word by word, with as few words changed as can be. The stretches that are the same or removed make up
 * the earlier text, those that are the same or added the later one.
 */
export function wordDifferences(before: string, after: string): Stretch[] {
  const [then, now] = [wordsOf(before), wordsOf(after)];
  const shared = sharedLengths(then, now);
  const stretches: { kind: Stretch['kind']; text: string }[] = [];
  const tell = (kind: Stretch['kind'], text: string) => {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.text += text;
    else stretches.push({ kind, text });
  };
  let [left, right] = [0, 0];
  while (left < then.length || right < now.length) {
    const [old, fresh] = [then[left], now[right]];
    if (old !== undefined && old === fresh) {
      tell('SAME', old);
      left += 1;
      right += 1;
    } else if (old !== undefined && (fresh === undefined || shared(left + 1, right) >= shared(left, right + 1))) {
      tell('REMOVED', old);
      left += 1;
    } else if (fresh !== undefined) {
      tell('ADDED', fresh);
      right += 1;
    }
  }
  return stretches;
}

/** Words, each with the white space that follows it, so that joining them gives the text back. */
function wordsOf(text: string): string[] {
  return text.match(/\s+|\S+\s*/g) ?? [];
}

/** How many words the rests of two texts share in order, from a place in each. */
function sharedLengths(then: readonly string[], now: readonly string[]): (left: number, right: number) => number {
  const width = now.length + 1;
  const lengths = new Uint16Array((then.length + 1) * width);
  const at = (left: number, right: number) => lengths[left * width + right] ?? 0;
  for (let left = then.length - 1; left >= 0; left -= 1)
    for (let right = now.length - 1; right >= 0; right -= 1)
      lengths[left * width + right] =
        then[left] === now[right] ? at(left + 1, right + 1) + 1 : Math.max(at(left + 1, right), at(left, right + 1));
  return at;
}
