import { scaleUtc } from 'd3-scale';
import { addDays, daysBetween } from '#domain/time/calendar.ts';
import { formatShortDate } from '#domain/time/format.ts';

/** The days that the slider of a page reaches over. */
export interface SliderReach {
  readonly from: string;
  readonly to: string;
  /** The day that its right end stands for: `to`, or a later one that all days in between have been left out for. */
  readonly end: string;
}

/** Where the slider begins on a page that has no marks. */
const since = '2023-03-01';
/** How many days after the last event are still drawn where the days up to the end are left out. */
const afterLast = 30;

/**
 * From the first event to today, or to the date being looked at where that lies outside. Where the last event is so long ago that more
 * than half of the slider would be empty after it, what happened keeps the room: all later days but the last are left out.
 *
 * @param events the days of the major events, in order of time
 */
export function reachOf(events: readonly string[], { asOf, today }: { readonly asOf: string; readonly today: string }): SliderReach {
  const [from = asOf, , end = today] = [asOf, events[0] ?? since, today].toSorted();
  const last = events.findLast((day) => day <= end) ?? end;
  const isCut = daysBetween(last, end) > Math.max(2 * afterLast, daysBetween(from, last));
  return { from, to: isCut ? addDays(last, afterLast) : end, end };
}

/** The day on which the slider stands for a date: one that was left out is next to the end. */
export function placeOn({ to, end }: SliderReach, day: string): string {
  if (to === end || day === end) return day === end ? to : day;
  return day < to ? day : addDays(to, -1);
}

/** Days to write below a slider, with their names: years where it reaches over several, else months; none where its right end needs the room. */
export function ticksOf({ from, to, end }: SliderReach): readonly { readonly day: string; readonly name: string }[] {
  const [firstYear, lastYear] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  if (daysBetween(from, to) > 550) {
    const years = Array.from({ length: lastYear - firstYear }, (_, index) => String(firstYear + index + 1));
    const step = Math.ceil(years.length / 8);
    return years.filter((_, index) => index % step === 0).map((year) => ({ day: `${year}-01-01`, name: year }));
  }
  const days = scaleUtc([Date.parse(from), Date.parse(to)], [0, 1])
    .ticks(5)
    .map((date) => date.toISOString().slice(0, 10));
  const written = to === end ? days : days.filter((day) => daysBetween(from, day) < 0.86 * daysBetween(from, to));
  return written.map((day, index) => {
    const isFirstOfYear = written[index - 1]?.slice(0, 4) !== day.slice(0, 4);
    const name = formatShortDate(day.endsWith('-01') ? day.slice(0, 7) : day);
    return { day, name: isFirstOfYear ? `${name} ’${day.slice(2, 4)}` : name };
  });
}
