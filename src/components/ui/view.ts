import type { CalendarDate } from '#domain/time/partial-date.ts';

/** The date that a page shows, as components need it. */
export interface View {
  readonly asOf: CalendarDate;
  /** The date to keep in links: null where the page shows today. */
  readonly linkDate: CalendarDate | null;
  /** The day that it is in the time zone that the page goes by. */
  readonly today: CalendarDate;
  readonly timeZone: string;
  /** The number of the last change that the page shows at least; null where it could not be read. */
  readonly version: number | null;
}
