interface Props {
  /** Where playing begins on a page that is at the end. */
  readonly first: string;
  /** The day to come; null at the end. */
  readonly next: string | null;
  /** The day of this view in words. */
  readonly now: string;
}

/** The control that plays a page through its major events (`src/browser/player.ts`). */
export function Player({ first, next, now }: Props) {
  return (
    <div
      id="player"
      className="player needs-script flex items-center gap-2 motion-reduce:hidden"
      data-own=""
      data-first={first}
      data-next={next ?? undefined}
      data-now={now}
    >
      <button type="button" className="min-w-[5rem]">
        Play
      </button>
      <select aria-label="Speed" defaultValue="Steady">
        <option>Slow</option>
        <option>Steady</option>
        <option>Fast</option>
      </select>
      <p role="status" className="sr-only" />
    </div>
  );
}
