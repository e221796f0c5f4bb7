import type { Passage, Segment } from './search.ts';

const wordPattern = /[\p{L}\p{N}]+/gu;

/** The words of a text as they stand in it, each once. */
export function wordsIn(text: string): string[] {
  return [...new Set(text.match(wordPattern) ?? [])];
}

/** A text in stretches, those that are words looked for marked. Together they are the text. */
export function highlight(text: string, matches: ReadonlySet<string>): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  const add = (part: string, match: boolean) => {
    const last = segments.at(-1);
    if (last?.match === match) segments[segments.length - 1] = { text: last.text + part, match };
    else if (part !== '') segments.push({ text: part, match });
  };
  for (const found of text.matchAll(wordPattern)) {
    const [word] = found;
    if (!matches.has(word)) continue;
    const between = text.slice(end, found.index);
    // "strike authorization" is marked as one.
    add(between, segments.at(-1)?.match === true && /^[\s-]$/.test(between));
    add(word, true);
    end = found.index + word.length;
  }
  add(text.slice(end), false);
  return segments;
}

/** The part of a text, at most about `length` characters long, with the most different words looked for, cut between words. */
export function excerpt(text: string, matches: ReadonlySet<string>, length: number): string {
  if (text.length <= length) return text;
  const places = [...text.matchAll(wordPattern)].filter(([word]) => matches.has(word));
  const within = (start: number) =>
    new Set(places.flatMap(({ 0: word, index }) => (index >= start && index + word.length <= start + length ? [word.toLowerCase()] : [])));
  let best = 0;
  for (const { index } of places) if (within(index).size > within(best).size) best = index;
  // Some words before the first match, so that it can be understood.
  const wanted = Math.max(0, Math.min(best - length / 4, text.length - length));
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1;
  const cut = text.slice(from, from + length);
  const isEnd = from + length >= text.length;
  const kept = isEnd ? cut : cut.slice(0, Math.max(cut.lastIndexOf(' '), 1));
  return `${from > 0 ? '… ' : ''}${kept}${isEnd ? '' : ' …'}`;
}

/** A passage as it is kept. */
export interface StoredPassage {
  readonly text: string;
  readonly quote: boolean;
  readonly source: string | null;
}

/** The passage with the most distinct words looked for, the first of equals. Where none has any: the first of all, or null with `must`. */
export function bestPassage(
  passages: readonly StoredPassage[],
  matches: ReadonlySet<string>,
  length: number,
  must = false,
): Passage | null {
  const [first] = passages;
  if (first === undefined) return null;
  const score = ({ text }: StoredPassage) => new Set(wordsIn(text).flatMap((word) => (matches.has(word) ? [word.toLowerCase()] : []))).size;
  const best = passages.reduce((one, other) => (score(other) > score(one) ? other : one), first);
  if (must && score(best) === 0) return null;
  const { quote, source } = best;
  return { segments: highlight(excerpt(best.text, matches, length), matches), quote, source };
}
