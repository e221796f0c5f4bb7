import { changeKindNames } from '#domain/change/name.ts';
import { element } from './elements.ts';
import { follow, type LiveState } from './store.ts';
import { pageOfUpdate } from './update.ts';

/** How long a mark stays, in milliseconds. */
const markMs = 8_000;

/** What is new or differs since a moment ago, by the name of what it stands on: its `data-live`. */
const words = new Map<string, string>();
let corrections: LiveState['corrections'] = new Map();
let made = 0;

/** The facts that something on the page is made from, by their keys: `data-live-from`, else the one that it is. */
function keysOf({ dataset: { live = '', liveFrom } }: HTMLElement): readonly string[] {
  return liveFrom === undefined ? [live] : liveFrom.split(' ');
}

/** What has just happened to something on the page: corrected with the way to its history, else a word, else nothing. */
function markOf(on: HTMLElement): HTMLElement | null {
  const correction = keysOf(on)
    .map((key) => corrections.get(key))
    .findLast((update) => update !== undefined);
  if (correction !== undefined)
    return element('a', { href: pageOfUpdate(correction) ?? '/corrections' }, `${changeKindNames[correction.kind]}: see what changed`);
  const word = words.get(on.dataset.live ?? '');
  return word === undefined ? null : element('span', {}, word);
}

function isSame(one: Element, other: Element): boolean {
  return one.tagName === other.tagName && one.textContent === other.textContent && one.getAttribute('href') === other.getAttribute('href');
}

/** Shows on everything what has just happened to it. A mark takes no room, and one that stays as it is is left alone. */
export function drawMarks(): void {
  for (const on of document.querySelectorAll<HTMLElement>('#content [data-live]')) {
    const mark = markOf(on);
    const present = on.querySelector(':scope > [data-mark]');
    if (mark !== null && present !== null && isSame(mark, present)) continue;
    present?.remove();
    if (mark === null) continue;
    mark.className = 'live-mark';
    mark.dataset.mark = '';
    // By its id a mark is told from everything that a page brings.
    made += 1;
    mark.id = `mark-${made}`;
    on.prepend(mark);
  }
}

/** Marks things with a word for a moment. */
export function markFor(elements: readonly HTMLElement[], word: string): void {
  const names = elements.map(({ dataset }) => dataset.live ?? '');
  if (names.length === 0) return;
  for (const name of names) words.set(name, word);
  drawMarks();
  setTimeout(() => {
    for (const name of names) words.delete(name);
    drawMarks();
  }, markMs);
}

/** Marks what is corrected for as long as the page is open. */
export function startMarks(): void {
  follow((state) => {
    if (state.corrections === corrections) return;
    corrections = state.corrections;
    drawMarks();
  });
}
