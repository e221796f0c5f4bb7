import { formatDate } from '#domain/time/format.ts';
import { part } from './elements.ts';
import { eachView, goTo, stay } from './renewal.ts';

const dayMs = 86_400_000;
/** How long a reader may rest between two steps of the arrow keys before the page is fetched, in milliseconds. */
const restMs = 500;

/** The day that the slider has been moved to. Its right end may stand for a later day than the one it lies on. */
function dayOf(box: HTMLElement, slider: HTMLInputElement): string {
  if (slider.value === slider.max && box.dataset.end !== undefined) return box.dataset.end;
  return new Date(slider.valueAsNumber * dayMs).toISOString().slice(0, 10);
}

/** The marks of the slider, in order of time; those without a name are not to be told yet. */
function marksIn(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[data-day]')];
}

/**
 * Lets the slider through the days of the record lead to the view of the day that it rests on. Page Up and Page Down step from one
 * major event to the next.
 */
export function startDateSlider(box: HTMLElement): void {
  const slider = part(box, 'input', HTMLInputElement);
  const words = part(box, '.scrubber-day', HTMLElement);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (day: string) => {
    const marks = marksIn(box);
    for (const mark of marks) mark.toggleAttribute('data-now', mark.dataset.day === day);
    const name = marks.find((mark) => mark.dataset.day === day && mark.dataset.name !== undefined)?.dataset.name;
    const told = name === undefined ? formatDate(day) : `${formatDate(day)}: ${name}`;
    slider.setAttribute('aria-valuetext', told);
    words.textContent = told;
  };
  const moved = () => {
    stay();
    clearTimeout(timer);
    draw(dayOf(box, slider));
  };
  const goSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const address = new URL(window.location.href);
      const day = dayOf(box, slider);
      // Today is the live page, and not a view that stands still.
      if (day === box.dataset.today) address.searchParams.delete('asOf');
      else address.searchParams.set('asOf', day);
      void goTo(`${address.pathname}${address.search}`);
    }, restMs);
  };

  slider.addEventListener('input', moved);
  slider.addEventListener('change', goSoon);
  slider.addEventListener('keydown', (event) => {
    const [day, marks] = [dayOf(box, slider), marksIn(box).map((mark) => mark.dataset.day ?? '')];
    const target =
      event.key === 'PageUp'
        ? marks.find((mark) => mark > day)
        : event.key === 'PageDown'
          ? marks.findLast((mark) => mark < day)
          : undefined;
    if (target === undefined) return;
    event.preventDefault();
    slider.valueAsNumber = Date.parse(`${target}T00:00:00Z`) / dayMs;
    moved();
    goSoon();
  });
  eachView(() => draw(box.dataset.value ?? dayOf(box, slider)));
}
