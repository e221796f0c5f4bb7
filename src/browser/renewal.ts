import { hold, isHeld, releaseHeld } from './held.ts';
import { drawMarks, markFor } from './marks.ts';
import { morphInto } from './morph.ts';
import { keepSteady } from './steady.ts';
import { follow } from './store.ts';

/** Between two renewals of a page at least, in milliseconds. */
const restMs = 1_000;
/** Readers who heard of a change in the same moment ask for the page over this time, in milliseconds. */
const spreadMs = 300;
const retryMs = 2_000;
/** A cache between may give what it has for five seconds, which is asked again after, in milliseconds. */
const behindMs = 5_500;
/** How often a page is asked for again that is behind what its reader has heard. */
const mostTries = 3;

let isDue = false;
let isPaused = false;
let isRenewing = false;
let timer: ReturnType<typeof setTimeout> | undefined;
let last = 0;
/** The last change that the page is to show, by its number, and the day. */
let wanted = { version: 0, day: '' };
let tries = 0;
/** What the page is being asked for; there is one such request at a time. */
let underWay: AbortController | undefined;
let isGoing = false;
const onView = new Set<() => void>();

/** The number of the last change that a page shows; null where it does not know. */
export function versionOf(page: Document): number | null {
  const version = page.querySelector<HTMLElement>('.live')?.dataset.version;
  return version === undefined ? null : Number(version);
}

/** Whether a page is behind what its reader has heard. */
function isBehind(page: Document): boolean {
  const { version, day } = page.querySelector<HTMLElement>('.live')?.dataset ?? {};
  return (version !== undefined && Number(version) < wanted.version) || (day !== undefined && day < wanted.day);
}

/** Does something each time that the page has become another, or a newer one. */
export function eachView(tell: () => void): void {
  onView.add(tell);
}

/** What an address shows; null where there is no page to be had just now. */
async function pageAt(address: string, signal: AbortSignal): Promise<Document | null> {
  try {
    const response = await fetch(address, { cache: 'no-cache', credentials: 'omit', headers: { accept: 'text/html' }, signal });
    if (response.status >= 500) return null;
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    return page.querySelector('.live') === null ? null : page;
  } catch {
    return null;
  }
}

function tellView(): void {
  drawMarks();
  for (const tell of onView) tell();
}

/** Brings the page up to date. Gives how long to wait at least until it is done again, in milliseconds; null where it need not be. */
async function renewNow(): Promise<number | null> {
  if (isGoing) return retryMs;
  // Its reader has gone to another day meanwhile, which stands still.
  if (document.querySelector<HTMLElement>('.live')?.dataset.today !== undefined) return null;
  const asked = new AbortController();
  underWay = asked;
  const page = await pageAt(`${window.location.pathname}${window.location.search}`, asked.signal);
  // Where another view has been asked for, it may yet be given up: then this one is still to be brought up to date.
  if (asked.signal.aborted || page === null) return retryMs;
  const { added, altered, held } = keepSteady(() => morphInto(page, { fields: true, isHidden: isHeld }));
  hold(held);
  tellView();
  markFor(added, 'New');
  markFor(altered, 'Updated');
  tries = isBehind(page) ? tries + 1 : 0;
  return tries > 0 && tries < mostTries ? behindMs : null;
}

function schedule(): void {
  if (!isDue || isPaused || isRenewing || document.hidden || timer !== undefined) return;
  timer = setTimeout(run, Math.max(0, last + restMs - Date.now()) + Math.random() * spreadMs);
}

async function run(): Promise<void> {
  timer = undefined;
  isDue = false;
  isRenewing = true;
  const again = await renewNow();
  isRenewing = false;
  last = Date.now() + (again ?? 0);
  if (again !== null) isDue = true;
  schedule();
}

/**
 * Brings the page up to date: soon, once for however many changes, never in a pause or in a tab that nobody sees, and again later where
 * the page cannot be had.
 *
 * @param version the number of the last change that it is to show
 * @param day the day that it is to be of
 */
export function renew(version = 0, day = ''): void {
  wanted = { version: Math.max(wanted.version, version), day: day > wanted.day ? day : wanted.day };
  isDue = true;
  tries = 0;
  schedule();
}

/** Shows another view of the page in its place, at its own address, without the page being left. The last one asked for counts. */
export async function goTo(address: string): Promise<void> {
  underWay?.abort();
  const asked = new AbortController();
  underWay = asked;
  isGoing = true;
  const page = await pageAt(address, asked.signal);
  if (asked.signal.aborted) return;
  isGoing = false;
  // The browser says best why there is no page.
  if (page === null) return window.location.assign(address);
  const focus = document.activeElement;
  releaseHeld();
  morphInto(page, { fields: false, isHidden: () => false });
  window.history.replaceState(null, '', address);
  if (focus?.isConnected === false) document.getElementById('content')?.focus({ preventScroll: true });
  tellView();
  // What came while it was being made was not its business, because the view before stood still.
  if (isBehind(document)) renew();
}

/** Gives up a view that has been asked for, because its reader has moved on. */
export function stay(): void {
  if (!isGoing) return;
  isGoing = false;
  underWay?.abort();
}

/** Renews what is due once the reader looks at the page again, or ends a pause. */
export function startRenewal(): void {
  document.addEventListener('visibilitychange', schedule);
  follow((state) => {
    if (state.isPaused === isPaused) return;
    isPaused = state.isPaused;
    if (isPaused) {
      clearTimeout(timer);
      timer = undefined;
      if (!isGoing) underWay?.abort();
    }
    schedule();
  });
}
