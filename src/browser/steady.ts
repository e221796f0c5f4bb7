/** What a refresh brought. */
export interface Arrived {
  readonly added: readonly HTMLElement[];
  readonly altered: readonly HTMLElement[];
  /** What is new and stays hidden until the reader asks for it. */
  readonly held: readonly HTMLElement[];
}

/** The page as it was before a refresh. */
interface Before {
  readonly texts: ReadonlyMap<string, string>;
  readonly tops: ReadonlyMap<Element, number>;
  readonly anchor: Element | null;
  readonly focus: Element | null;
}

/** How far down a reader is still at the top, in pixels. */
const topPx = 64;
const slideMs = 300;
const blocks =
  'article, section, div, nav, ol, ul, li, details, summary, form, fieldset, p, h1, h2, h3, h4, table, tbody, tr, figure, svg, dl, dt, dd, blockquote';
/** What stays in one piece when it moves. */
const wholes = 'p, h1, h2, h3, h4, tr, svg, summary, form';

let slides: Animation[] = [];

function root(): HTMLElement | null {
  return document.getElementById('content');
}

function facts(): HTMLElement[] {
  return [...(root()?.querySelectorAll<HTMLElement>('[data-live]') ?? [])];
}

/** What a fact says, without the mark on it. */
function textOf(fact: HTMLElement): string {
  return [...fact.childNodes]
    .map((node) => (node instanceof HTMLElement && node.dataset.mark !== undefined ? '' : node.textContent))
    .join('');
}

function childBlocks(element: Element): Element[] {
  return element.matches(wholes) ? [] : [...element.children].filter((child) => child.matches(blocks));
}

/** Where the blocks in and about the window are, in pixels from its top. */
function topsOf(element: Element, tops = new Map<Element, number>()): Map<Element, number> {
  for (const child of childBlocks(element)) {
    const { top, bottom, height } = child.getBoundingClientRect();
    if (height === 0 || bottom < -window.innerHeight || top > window.innerHeight * 2) continue;
    tops.set(child, top);
    topsOf(child, tops);
  }
  return tops;
}

function prefersStillness(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function isAtTop(list: Element | null): boolean {
  if (window.scrollY < topPx) return true;
  const top = list?.getBoundingClientRect().top ?? -1;
  return top >= 0 && top < window.innerHeight;
}

/** Whether something is in the window, so that what comes into it moves what the reader sees. */
function isInSight(element: Element | null): boolean {
  const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
  return bottom > 0 && top < window.innerHeight;
}

/** The outermost part of the page in which everything is new: a month with its heading, where its only event is new. */
function outermostNew(fact: HTMLElement, isNew: (fact: HTMLElement) => boolean): HTMLElement {
  let part = fact;
  for (let parent = part.parentElement; parent !== null && parent !== root(); parent = parent.parentElement) {
    if (![...parent.querySelectorAll<HTMLElement>('[data-live]')].every(isNew) || parent.id !== '') break;
    part = parent;
  }
  return part;
}

/** Lets what has moved slide to its new place from where it was. Moving by transform moves nothing else, and is no layout shift. */
function slide(element: Element, tops: ReadonlyMap<Element, number>, nowTops: ReadonlyMap<Element, number>, moved: number): void {
  for (const child of childBlocks(element)) {
    const [before, now] = [tops.get(child), nowTops.get(child)];
    const own = before === undefined || now === undefined ? moved : before - now;
    if (Math.abs(own - moved) > 0.5)
      slides.push(child.animate({ transform: [`translateY(${own - moved}px)`, 'none'] }, { duration: slideMs, easing: 'ease-out' }));
    slide(child, tops, nowTops, own);
  }
}

function look(content: HTMLElement): Before {
  const tops = topsOf(content);
  const anchor = [...tops].find(([element, top]) => top >= 0 && childBlocks(element).length === 0)?.[0] ?? null;
  return { texts: new Map(facts().map((fact) => [fact.dataset.live ?? '', textOf(fact)])), tops, anchor, focus: document.activeElement };
}

/** Puts the window back over what the reader was looking at, and lets the rest slide. */
function settle(content: HTMLElement, { tops, anchor }: Before, isStill: boolean): void {
  const before = anchor === null ? undefined : tops.get(anchor);
  if (anchor?.isConnected && before !== undefined && window.scrollY >= topPx) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 0.5) window.scrollBy({ top: moved, behavior: 'instant' });
    // A page that has become shorter cannot be scrolled as far as it was: it keeps room at its end until it need not.
    const lacking = anchor.getBoundingClientRect().top - before;
    if (lacking > 0.5) {
      content.style.minHeight = `${content.offsetHeight + lacking}px`;
      window.scrollBy({ top: lacking, behavior: 'instant' });
    }
  }
  // All places are read before anything slides: what slides takes its parts along.
  if (!isStill) slide(content, tops, topsOf(content), 0);
}

/** Leaves it to `keepSteady` to keep the page in place. A browser that did so, too, would move it twice. */
export function startSteady(): void {
  document.documentElement.style.setProperty('overflow-anchor', 'none');
}

/**
 * Keeps the page steady while it is changed: what the reader looks at stays where it is, focus stays, what is new waits where it would
 * push things about, and what moves slides.
 */
export function keepSteady(change: () => void): Arrived {
  const content = root();
  if (content === null) {
    change();
    return { added: [], altered: [], held: [] };
  }
  const before = look(content);
  for (const running of slides) running.cancel();
  slides = [];
  change();
  const isNew = (fact: HTMLElement) => !before.texts.has(fact.dataset.live ?? '');
  const isStill = prefersStillness();
  const added: HTMLElement[] = [];
  const held: HTMLElement[] = [];
  for (const fact of facts().filter(isNew)) {
    const list = fact.parentElement;
    const waiting = fact.closest<HTMLElement>('[hidden]');
    // What comes after something that waits, waits with it: what it joins is the list as the reader knows it.
    const joins = waiting !== null || list?.querySelector(':scope > [hidden]') != null;
    const waits = joins || (isStill ? isInSight(list) || !isAtTop(list) : !isAtTop(list));
    if (waits) held.push(waiting ?? outermostNew(fact, isNew));
    else added.push(fact);
  }
  for (const part of held) part.hidden = true;
  settle(content, before, isStill);
  if (before.focus !== null && !before.focus.isConnected) content.focus({ preventScroll: true });
  const altered = facts().filter((fact) => !isNew(fact) && before.texts.get(fact.dataset.live ?? '') !== textOf(fact));
  return { added, altered, held: [...new Set(held)] };
}
