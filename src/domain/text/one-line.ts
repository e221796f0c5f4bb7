/** Control characters, and the two that are none at all: what XML refuses is among them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const control = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
/** Marks that turn the direction of the text around them, also of text that is not theirs. */
const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text as one line that means the same wherever it is pasted: no line breaks, no control characters, and no marks that would
 * turn the direction of what stands after it.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(control, '')
    .replace(directional, '')
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .trim();
}

/** Text as lines of which each is like {@link oneLine}; empty ones are left out. */
export function readableLines(text: string): string[] {
  return text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map(oneLine)
    .filter((line) => line !== '');
}
