import type { CalendarDate } from '../time/partial-date.ts';
import type { StoppageKind } from '../event/status-change.ts';

/** The days of one stoppage on a date, by the three methods in use. Never print one without its method. */
export interface DayCount {
  readonly stoppage: StoppageKind;
  readonly state: 'IN_EFFECT' | 'SUSPENDED' | 'ENDED';
  readonly on: CalendarDate;
  /** The first day. */
  readonly from: CalendarDate;
  /** The last day counted: `on` while the stoppage is in effect, else its last day. */
  readonly to: CalendarDate;
  /** First and last day both count: the unions' and the trades' way. */
  readonly inclusive: number;
  /** inclusive - 1: nights between. */
  readonly elapsed: number;
  /** Mondays to Fridays less federal holidays: the Bureau of Labor Statistics' way. */
  readonly working: number;
  /** The event that began the stoppage, and the one that ended or suspended it. */
  readonly beganBy: string;
  readonly endedBy: string | null;
}
