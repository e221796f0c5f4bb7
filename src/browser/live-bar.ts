import { changeKindNames } from '#domain/change/name.ts';
import { announcer } from './announcer.ts';
import { element, part } from './elements.ts';
import type { Connection } from './follow.ts';
import { eachView, renew, versionOf } from './renewal.ts';
import { follow, type LiveState, listen, setPaused } from './store.ts';
import { announcementOf, pageOfUpdate, type Update } from './update.ts';

/** A connection that is back within this time was never worth a word, in milliseconds. */
const graceMs = 1_500;

/** Gives what writes the state of the connection: a word for one that is not fine, though not for what may be fine in a moment. */
function stateLine(line: HTMLElement): (state: LiveState, isStill: boolean) => void {
  let shown: Connection | undefined;
  let isLate = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let write = () => {};
  return ({ connection, isPaused }, isStill) => {
    write = () => {
      const isBroken = connection !== 'open' && isLate;
      const trouble = isPaused ? 'Paused' : connection === 'offline' ? 'Offline' : isBroken ? 'Reconnecting…' : null;
      line.textContent = trouble ?? (isStill ? 'Stands still' : 'Live');
    };
    if (connection !== shown) {
      shown = connection;
      isLate = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isLate = true;
        write();
      }, graceMs);
    }
    write();
  };
}

/** Counts in the title of the tab what comes while nobody looks. */
function titleCount(): (count: number) => void {
  let count = 0;
  let seen = 0;
  const show = () => {
    if (!document.hidden) seen = count;
    const title = document.title.replace(/^\(\d+\) /, '');
    const shown = count > seen ? `(${count - seen}) ${title}` : title;
    if (shown !== document.title) document.title = shown;
  };
  document.addEventListener('visibilitychange', show);
  return (next) => {
    count = next;
    show();
  };
}

function logLine(update: Update): HTMLElement {
  const href = pageOfUpdate(update);
  return element(
    'li',
    { class: 'border-rule border-b py-1' },
    element('time', { datetime: update.recordedAt }, new Date(update.recordedAt).toLocaleTimeString('en-GB')),
    ` ${changeKindNames[update.kind]}: `,
    href === null ? update.headline : element('a', { href }, update.headline),
  );
}

/** Gives what writes updates into the log of the page, each once. */
function updateLog(log: HTMLElement, count: HTMLElement): (updates: readonly Update[]) => void {
  const list = element('ol');
  return (updates) => {
    const [first] = updates;
    if (first === undefined) return;
    if (!list.isConnected) log.replaceChildren(list);
    list.append(...updates.map(logLine));
    count.textContent = ` (${list.childElementCount})`;
  };
}

/**
 * Keeps the page up to date and tells its reader so: the state of the connection, a pause control, the log of updates, and what is new.
 * A view of another day stands still, and says when the record has moved on.
 */
export function startLiveBar(bar: HTMLElement): void {
  const drawState = stateLine(part(bar, '.live-state', HTMLElement));
  const pause = part(bar, '.live-pause', HTMLButtonElement);
  const outdated = part(bar, '.live-outdated', HTMLElement);
  const writeLog = updateLog(part(bar, '[role=log]', HTMLElement), part(bar, '.live-count', HTMLElement));
  const announce = announcer(part(bar, '[role=status]', HTMLElement), announcementOf);
  const countInTitle = titleCount();
  let state: LiveState | undefined;
  let told = 0;

  const draw = () => {
    if (state === undefined) return;
    const { today } = bar.dataset;
    const version = versionOf(document) ?? 0;
    bar.dataset.connection = state.connection;
    pause.setAttribute('aria-pressed', String(state.isPaused));
    drawState(state, today !== undefined);
    countInTitle(state.updates.length);
    const isOutdated = today !== undefined && (state.resets > 0 || state.latest > version);
    if (isOutdated) outdated.replaceChildren('Newer facts have come in since. ', element('a', { href: today }, 'See today’s page'));
    else outdated.replaceChildren();
  };
  eachView(draw);
  pause.addEventListener('click', () => setPaused(pause.getAttribute('aria-pressed') !== 'true'));
  follow((next) => {
    const { day, zone = '' } = bar.dataset;
    const today = next.days.get(zone);
    const isOver = next.days !== state?.days && day !== undefined && today !== undefined && day < today;
    const isAnew = state !== undefined && (next.latest > state.latest || next.resets > state.resets || isOver);
    const fresh = next.updates.filter(({ seq }) => seq > told);
    state = next;
    told = fresh.at(-1)?.seq ?? told;
    writeLog(fresh);
    if (fresh.length > 0 && !document.hidden) announce(fresh);
    if (isAnew) renew(next.latest, today);
    draw();
  });
  // Another view, or a newer one, may be of other negotiations.
  const scope = () => ({ about: bar.dataset.about?.split(' ') ?? null, restsOn: bar.dataset.restsOn?.split(' ') ?? [] });
  listen(versionOf(document), scope);
}
