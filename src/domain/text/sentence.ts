/** A stretch of a sentence that rests on a fact: `event` is the id of the event whose page proves it. */
export interface FactLink {
  readonly text: string;
  readonly event: string;
}

/** One sentence in parts, so that a page can link each fact in it and an API can print it plain. */
export type Sentence = readonly (string | FactLink)[];

/** The sentence as plain text. */
export function plainText(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** The ids of the events that the sentence rests on, in order, each once. */
export function factsOf(sentence: Sentence): string[] {
  return [...new Set(sentence.flatMap((part) => (typeof part === 'string' ? [] : [part.event])))];
}
