import { announcer } from './announcer.ts';
import { part } from './elements.ts';
import { eachView, goTo } from './renewal.ts';

/** How long each day is shown, in milliseconds, by the name of the speed. */
const speeds: Readonly<Record<string, number>> = { Slow: 4_000, Steady: 2_000, Fast: 1_000 };

/** Lets links to another day of the page bring that day without the page being left. */
export function startSteps(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-step]') : null;
    if (link === null || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void goTo(link.href);
  });
}

/**
 * Plays the page through its major events, one day after the other; the links beside it do the same step by step. Nothing plays where
 * less motion is wanted.
 */
export function startPlayer(box: HTMLElement): void {
  const button = part(box, 'button', HTMLButtonElement);
  const speed = part(box, 'select', HTMLSelectElement);
  const spoken = part(box, '[role=status]', HTMLElement);
  let isPlaying = false;
  // At the end there is no next day until the first one is there.
  let isRewinding = false;
  let now = box.dataset.now;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sayWhilePlaying = announcer(spoken, () => now ?? '');

  const set = (plays: boolean) => {
    isPlaying = plays;
    button.textContent = isPlaying ? 'Pause' : 'Play';
  };
  // Each day is shown for as long from when it is there.
  const rest = () => {
    clearTimeout(timer);
    if (!isPlaying) return;
    const { next } = box.dataset;
    if (next === undefined) {
      if (!isRewinding) set(false);
      return;
    }
    isRewinding = false;
    timer = setTimeout(() => void goTo(next), speeds[speed.value] ?? speeds.Steady);
  };

  button.addEventListener('click', () => {
    isRewinding = !isPlaying && box.dataset.next === undefined;
    if (isRewinding && box.dataset.first !== undefined) void goTo(box.dataset.first);
    set(!isPlaying);
    rest();
  });
  speed.addEventListener('change', rest);
  eachView(() => {
    if (box.dataset.now === now) return;
    now = box.dataset.now;
    // A day that the reader asked for is said at once: it is the answer.
    if (isPlaying) sayWhilePlaying([now]);
    else spoken.textContent = now ?? '';
    rest();
  });
}
