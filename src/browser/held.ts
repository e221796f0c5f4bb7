import { part } from './elements.ts';
import { markFor } from './marks.ts';

/** Parts of the page that are new and wait for the reader. */
const held = new Set<HTMLElement>();

function factsIn(of: Iterable<HTMLElement>): HTMLElement[] {
  return [...of].flatMap((each) => (each.dataset.live === undefined ? [...each.querySelectorAll<HTMLElement>('[data-live]')] : [each]));
}

function draw(): void {
  const button = part(document, '.live-new', HTMLButtonElement);
  for (const each of held) if (!each.isConnected) held.delete(each);
  button.hidden = held.size === 0;
  if (held.size > 0) button.textContent = `${factsIn(held).length} new`;
}

/** Whether a part of the page waits for the reader. */
export function isHeld(element: Element): boolean {
  return element instanceof HTMLElement && held.has(element);
}

/** Lets parts of the page wait, and says how many do. */
export function hold(parts: readonly HTMLElement[]): void {
  for (const each of parts) held.add(each);
  draw();
}

/** Lets go of everything that waits: another view begins with nothing held. */
export function releaseHeld(): void {
  for (const each of held) each.hidden = false;
  held.clear();
  draw();
}

/** Shows what waits, marked as new, and brings the reader to it, when the button that counts it is pressed. */
export function startHeld(): void {
  part(document, '.live-new', HTMLButtonElement).addEventListener('click', () => {
    const shown = [...held];
    releaseHeld();
    const [first] = shown.toSorted((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    first?.scrollIntoView({ block: 'nearest' });
    first?.querySelector('a')?.focus({ preventScroll: true });
    markFor(factsIn(shown), 'New');
  });
}
