'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Connection } from './follow.ts';
import { type Arrived, Steady } from './steady.tsx';
import { listen, mark, setPaused, unmark, useLive } from './store.ts';
import { announcementOf, pageOfUpdate, type Update, updateKinds } from './update.ts';
import { useAnnouncer } from './use-announcer.ts';
import { useRefresh } from './use-refresh.ts';

/** How long a mark stays, in milliseconds. */
const markMs = 8_000;
/** A connection that is back within this time was never worth a word, in milliseconds. */
const graceMs = 1_500;

interface Props {
  /** The address of this view. */
  readonly address: string;
  /** The same page as of today, where this view is of another day and stands still. */
  readonly today: string | null;
  /** What changes whenever the page does. */
  readonly edition: string;
  /** The number of the last change that the page shows; null where it is not known. */
  readonly version: number | null;
  /** The negotiations that the page is about; null for all. */
  readonly about: readonly string[] | null;
}

/** The word for a connection that is not fine; null for one that is, or that may be in a moment. */
function useTrouble(): string | null {
  const connection = useLive((state) => state.connection);
  const isPaused = useLive((state) => state.isPaused);
  const [late, setLate] = useState<Connection | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setLate(connection), graceMs);
    return () => clearTimeout(timer);
  }, [connection]);
  if (isPaused) return 'Paused';
  if (connection === 'offline') return 'Offline';
  return connection !== 'open' && late === connection ? 'Reconnecting…' : null;
}

/** Counts what comes while nobody looks, in the title of the tab. */
function useTitleCount(count: number): void {
  const seen = useRef(count);
  useEffect(() => {
    const show = () => {
      if (!document.hidden) seen.current = count;
      const unseen = count - seen.current;
      const title = document.title.replace(/^\(\d+\) /, '');
      document.title = unseen > 0 ? `(${unseen}) ${title}` : title;
    };
    show();
    document.addEventListener('visibilitychange', show);
    return () => document.removeEventListener('visibilitychange', show);
  }, [count]);
}

/** Does something with each update once, when it comes. */
function useEach(updates: readonly Update[], tell: (updates: readonly Update[]) => void): void {
  const last = useRef(0);
  useEffect(() => {
    const fresh = updates.filter(({ seq }) => seq > last.current);
    last.current = fresh.at(-1)?.seq ?? last.current;
    if (fresh.length > 0) tell(fresh);
  }, [updates, tell]);
}

/** Facts that wait for the reader, and what shows them. */
function useHeld(address: string): [held: readonly HTMLElement[], hold: (parts: readonly HTMLElement[]) => void, show: () => void] {
  const [held, setHeld] = useState<readonly HTMLElement[]>([]);
  const hold = useCallback((parts: readonly HTMLElement[]) => setHeld((before) => [...new Set([...before, ...parts])]), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins with nothing held
  useEffect(() => setHeld([]), [address]);
  const show = () => {
    for (const part of held) part.hidden = false;
    setHeld([]);
    const [first] = held.toSorted((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    first?.scrollIntoView({ block: 'nearest' });
    first?.querySelector('a')?.focus({ preventScroll: true });
    markFor(facts(held), 'New');
  };
  return [held, hold, show];
}

function facts(parts: readonly HTMLElement[]): HTMLElement[] {
  return parts.flatMap((part) => (part.dataset.live === undefined ? [...part.querySelectorAll<HTMLElement>('[data-live]')] : [part]));
}

/** Marks facts for a moment. */
function markFor(elements: readonly HTMLElement[], word: string): void {
  const keys = elements.map((element) => element.dataset.live ?? '');
  if (keys.length === 0) return;
  mark(new Map(keys.map((key) => [key, word])));
  setTimeout(() => unmark(keys), markMs);
}

function onShown({ added, altered }: Arrived): void {
  markFor(added, 'New');
  markFor(altered, 'Updated');
}

function timeOf({ recordedAt }: Update): string {
  return new Date(recordedAt).toLocaleTimeString('en-GB');
}

function UpdateLog({ updates }: { updates: readonly Update[] }) {
  return (
    <details className="relative">
      <summary className="inline-block py-1.5">
        Updates on this page<span className="figure">{updates.length > 0 && ` (${updates.length})`}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <div role="log" aria-live="off" aria-label="Updates on this page" tabIndex={0} className="live-log">
        {updates.length === 0 ? (
          <p>Nothing has changed since you opened this page.</p>
        ) : (
          <ol>
            {updates.map((update) => {
              const href = pageOfUpdate(update);
              return (
                <li key={update.seq} className="border-rule border-b py-1">
                  <time dateTime={update.recordedAt}>{timeOf(update)}</time> {updateKinds[update.kind]}:{' '}
                  {href === null ? update.headline : <a href={href}>{update.headline}</a>}
                </li>
              );
            })}
          </ol>
        )}
      </div>
    </details>
  );
}

/**
 * Keeps a page up to date and tells its reader so: the state of the connection, a pause control, the log of updates, and what is new.
 * A view of another day stands still, and says when the record has moved on.
 */
export function LiveBar({ address, today, edition, version, about }: Props) {
  const updates = useLive((state) => state.updates);
  const resets = useLive((state) => state.resets);
  const days = useLive((state) => state.days);
  const isPaused = useLive((state) => state.isPaused);
  const connection = useLive((state) => state.connection);
  const trouble = useTrouble();
  const refresh = useRefresh();
  const [announcement, announce] = useAnnouncer(announcementOf);
  const [held, hold, show] = useHeld(address);
  const isStill = today !== null;
  const scope = about === null ? null : about.join(',');

  // The page that was opened says from where to listen. What comes after moves the cursor, and no refresh may turn it back.
  const opened = useRef(version);
  useEffect(() => listen(opened.current, scope === null ? null : scope.split(',')), [scope]);
  useEach(
    updates,
    useCallback(
      (fresh) => {
        if (!document.hidden) announce(fresh);
        if (!isStill) refresh();
      },
      [announce, refresh, isStill],
    ),
  );
  useEffect(() => {
    if (resets + days > 0 && !isStill) refresh();
  }, [resets, days, isStill, refresh]);
  useTitleCount(updates.length);
  const isOutdated = isStill && (resets > 0 || updates.some(({ seq }) => version === null || seq > version));
  return (
    <div className="live no-print" data-connection={connection}>
      <Steady address={address} edition={edition} onHeld={hold} onShown={onShown} />
      <p className="live-state">{trouble ?? (isStill ? 'Stands still' : 'Live')}</p>
      <button type="button" className="live-pause" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
        Pause updates
      </button>
      <UpdateLog updates={updates} />
      {isOutdated && (
        <p>
          Newer facts have come in since. <a href={today}>See today’s page</a>
        </p>
      )}
      {held.length > 0 && (
        <button type="button" className="live-new" onClick={show}>
          {`${facts(held).length} new`}
        </button>
      )}
      <p role="status" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}
