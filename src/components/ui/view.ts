import type { CalendarDate } from '#domain/time/partial-date.ts';

/** The date that a page shows, as components need it. */
export interface View {
  readonly asOf: CalendarDate;
  /** The date to keep in links: null where the page shows today. */
  readonly linkDate: CalendarDate | null;
  readonly today: CalendarDate;
}
