import type { CalendarDate } from '#domain/time/partial-date.ts';

/** The date that a page shows, as components need it. */
export interface View {
  readonly asOf: CalendarDate;
  /** The date to keep in links: null where the page shows today. */
  readonly linkDate: CalendarDate | null;
  readonly today: CalendarDate;
  /** The number of the last change that the page shows at least; null where it could not be read. */
  readonly version: number | null;
}
