import { Idiomorph } from 'idiomorph';

/** What the page keeps as its reader has it. */
interface Kept {
  /** Whether fields stay as they were filled in. */
  readonly fields: boolean;
  /** Whether something stays hidden, though the page does not know of it. */
  readonly isHidden: (element: Element) => boolean;
}

/**
 * Gives everything that tells of a fact an id that is the same on both pages: by it the one is found in the other, wherever it has
 * moved to.
 */
function nameFacts(page: Document): void {
  const counts = new Map<string, number>();
  for (const fact of page.querySelectorAll<HTMLElement>('[data-live]')) {
    const key = fact.dataset.live ?? '';
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (fact.id === '' || fact.id.startsWith('fact-')) fact.id = `fact-${key}-${count}`;
  }
}

/** Whether a reader has filled in a field, or changed it. */
function isFilledIn(field: Node): boolean {
  if (field instanceof HTMLInputElement) return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement)
    return (
      field.selectedIndex !==
      Math.max(
        0,
        [...field.options].findLastIndex(({ defaultSelected }) => defaultSelected),
      )
    );
  return false;
}

function copyData(from: HTMLElement, to: HTMLElement): void {
  for (const name of Object.keys(to.dataset)) if (!(name in from.dataset)) delete to.dataset[name];
  Object.assign(to.dataset, from.dataset);
}

/**
 * Makes the open page what another one is, and leaves alone what is the same: an element that stays keeps its focus, its place and
 * what a reader did to it. What is named `data-own` is written by scripts, and is only told its new `data-` attributes.
 */
export function morphInto(next: Document, kept: Kept): void {
  // A parser without scripts reads as content what only readers without scripts are to see.
  for (const without of next.querySelectorAll('noscript')) without.remove();
  nameFacts(document);
  nameFacts(next);
  Idiomorph.morph(document.body, next.body, {
    morphStyle: 'innerHTML',
    callbacks: {
      beforeNodeMorphed: (old, other) => {
        if (kept.fields && isFilledIn(old)) return false;
        if (!(old instanceof HTMLElement) || !(other instanceof HTMLElement) || old.dataset.own === undefined) return true;
        copyData(other, old);
        return false;
      },
      beforeNodeRemoved: (node) => !(node instanceof HTMLElement) || (node.tagName !== 'NOSCRIPT' && node.dataset.mark === undefined),
      beforeAttributeUpdated: (name, element, change) =>
        name !== 'open' && !(name === 'hidden' && change === 'remove' && kept.isHidden(element)),
    },
  });
  for (const name of ['title', 'link[rel=canonical]', 'meta[name=description]']) {
    const [old, other] = [document.head.querySelector(name), next.head.querySelector(name)];
    if (old !== null && other !== null) old.replaceWith(document.importNode(other, true));
  }
}
