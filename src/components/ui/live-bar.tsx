import type { View } from './view.ts';

interface Props {
  readonly view: View;
  /** The same page as of today, where this view is of another day and stands still. */
  readonly today: string | null;
  /** The negotiations that the page is about; null for all. */
  readonly about: readonly string[] | null;
  /** Other negotiations that something on the page is made from. */
  readonly restsOn: readonly string[];
}

/**
 * What tells that the page is live: the state of the connection, a pause control, the log of updates, and what is new. Scripts write
 * into it (`src/browser/live-bar.ts`), and find here what they need to know of the page.
 */
export function LiveBar({ view: { version, today: day, timeZone }, today, about, restsOn }: Props) {
  return (
    <div
      id="updates"
      className="live no-print"
      data-own=""
      data-connection="connecting"
      data-today={today ?? undefined}
      data-version={version ?? undefined}
      data-day={day}
      data-zone={timeZone}
      data-about={about?.join(' ')}
      data-rests-on={restsOn.length === 0 ? undefined : restsOn.join(' ')}
    >
      <p className="live-state">{today === null ? 'Live' : 'Stands still'}</p>
      <button type="button" className="live-pause" aria-pressed={false}>
        Pause updates
      </button>
      <details className="relative">
        <summary className="inline-block py-1.5">
          Updates on this page
          <span className="live-count figure" />
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
        <div role="log" aria-live="off" aria-label="Updates on this page" tabIndex={0} className="live-log">
          <p>Nothing has changed since you opened this page.</p>
        </div>
      </details>
      <p className="live-outdated empty:hidden" />
      <button type="button" className="live-new" hidden>
        0 new
      </button>
      <p role="status" className="sr-only" />
    </div>
  );
}
