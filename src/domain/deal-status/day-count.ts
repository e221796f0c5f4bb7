import type { Event } from '../event/event.ts';
import type { StoppageKind } from '../event/status-change.ts';
import { addDays, daysBetween, workingDays } from '../time/calendar.ts';
import { type CalendarDate, effectiveDay } from '../time/partial-date.ts';
import { type DatedStatusChange, statusChangesBy } from './axes.ts';

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

/** The days on which a stoppage was in effect without a break. */
interface Stretch {
  readonly kind: StoppageKind;
  readonly from: CalendarDate;
  readonly beganBy: string;
  /** The last day that counts; null while it goes on. */
  readonly last: CalendarDate | null;
  readonly endedBy: string | null;
  readonly endedAs: 'SUSPENDED' | 'ENDED' | null;
}

/**
 * The last day of a stoppage that ended at this moment: a minute after midnight ends it with the day before, as the unions
 * count (the writers' strike of 2023 ended at 00:01 on 27 September after 148 days, its last full day the 26th).
 */
function lastDay(change: DatedStatusChange): CalendarDate {
  const day = effectiveDay(change.date);
  return change.time !== null && change.time <= '00:01' ? addDays(day, -1) : day;
}

function stretchesOf(changes: readonly DatedStatusChange[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const dated of changes) {
    if (dated.change.axis !== 'STOPPAGE') continue;
    const { state, stoppage } = dated.change;
    const open = stretches.at(-1);
    if (state === 'IN_EFFECT') {
      const kind = stoppage ?? 'STRIKE';
      const from = effectiveDay(dated.date);
      if (open !== undefined && open.last === null && open.kind === kind) continue;
      // A lockout that takes the place of a strike, or the other way round, ends it with the day before.
      if (open !== undefined && open.kind !== kind && open.endedAs !== 'ENDED')
        stretches[stretches.length - 1] = {
          ...open,
          last: open.last ?? addDays(from, -1),
          endedBy: open.endedBy ?? dated.event,
          endedAs: 'ENDED',
        };
      stretches.push({ kind, from, beganBy: dated.event, last: null, endedBy: null, endedAs: null });
    } else if (open !== undefined && (state === 'SUSPENDED' || state === 'ENDED')) {
      const ended = open.last === null ? { last: lastDay(dated), endedBy: dated.event } : {};
      stretches[stretches.length - 1] = { ...open, ...ended, endedAs: state };
    } else if (open !== undefined && state === 'NONE' && open.endedAs === 'SUSPENDED') {
      stretches[stretches.length - 1] = { ...open, endedAs: 'ENDED' };
    }
  }
  return stretches;
}

/**
 * The days of the latest stoppage on a day, by all three methods; null where none had begun by then. A stoppage that was
 * suspended and taken up again is one stoppage (as the ILO counts it): its stretches add up. A new one after an end starts from 1.
 */
export function dayCountOn(events: readonly Event[], on: CalendarDate): DayCount | null {
  const stretches = stretchesOf(statusChangesBy(events, on));
  const current = stretches.at(-1);
  if (current === undefined) return null;
  const afterEnd = stretches.findLastIndex((stretch, index) => stretch.endedAs === 'ENDED' && index < stretches.length - 1);
  const parts = stretches.slice(afterEnd + 1);
  const first = parts[0] ?? current;
  let inclusive = 0;
  let working = 0;
  for (const part of parts) {
    const to = part.last ?? on;
    inclusive += Math.max(0, daysBetween(part.from, to) + 1);
    working += workingDays(part.from, to);
  }
  return {
    stoppage: current.kind,
    state: current.endedAs ?? 'IN_EFFECT',
    on,
    from: first.from,
    to: current.last ?? on,
    inclusive,
    elapsed: inclusive - 1,
    working,
    beganBy: first.beganBy,
    endedBy: current.endedBy,
  };
}

/** The three ways in which days of a stoppage are counted, with who counts so. */
export const dayCountMethods = {
  inclusive: {
    label: 'inclusive',
    explanation: 'Calendar days with the first and the last day both counted, as the unions and the trade press count.',
  },
  elapsed: { label: 'elapsed', explanation: 'Nights between the first and the last day: one less than the inclusive count.' },
  working: {
    label: 'working days',
    explanation: 'Mondays to Fridays less US federal holidays, as the Bureau of Labor Statistics counts days of idleness.',
  },
} as const;
