/** Between two announcements at least, in milliseconds. */
const restMs = 10_000;
/** What comes together is told together, in milliseconds. */
const gatherMs = 500;

/** When a region of the page spoke last. */
let last = Number.NEGATIVE_INFINITY;

/**
 * Gives what adds to a polite live region: at most one announcement in ten seconds by all regions of the page, which tells all that came
 * since.
 *
 * @param compose one sentence for several things
 */
export function announcer<Thing>(region: HTMLElement, compose: (things: readonly Thing[]) => string): (things: readonly Thing[]) => void {
  const waiting: Thing[] = [];
  const speakSoon = () => {
    setTimeout(speak, Math.max(gatherMs, last + restMs - Date.now()));
  };
  const speak = () => {
    // Another region was first.
    if (Date.now() < last + restMs) return speakSoon();
    region.textContent = compose(waiting.splice(0));
    last = Date.now();
  };
  return (things) => {
    if (waiting.length === 0) speakSoon();
    waiting.push(...things);
  };
}
