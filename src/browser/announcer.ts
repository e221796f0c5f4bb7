/** Between two announcements at least, in milliseconds. */
const restMs = 10_000;
/** What comes together is told together, in milliseconds. */
const gatherMs = 500;

/**
 * Gives what adds to a polite live region: at most one announcement in ten seconds, which tells all that came since.
 *
 * @param compose one sentence for several things
 */
export function announcer<Thing>(region: HTMLElement, compose: (things: readonly Thing[]) => string): (things: readonly Thing[]) => void {
  const waiting: Thing[] = [];
  let last = 0;
  const speak = () => {
    region.textContent = compose(waiting.splice(0));
    last = Date.now();
  };
  return (things) => {
    if (waiting.length === 0) setTimeout(speak, Math.max(gatherMs, last + restMs - Date.now()));
    waiting.push(...things);
  };
}
