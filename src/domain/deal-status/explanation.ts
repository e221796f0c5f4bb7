import type { Event } from '../event/event.ts';
import { visibilityOn } from '../event/visibility.ts';
import type { Agreement } from '../negotiation/agreement.ts';
import type { FactLink, Sentence } from '../text/sentence.ts';
import { formatDate } from '../time/format.ts';
import { formatTime } from '../time/format-time.ts';
import { type CalendarDate, effectiveDay, type PartialDate } from '../time/partial-date.ts';
import type { DatedStatusChange } from './axes.ts';
import type { Axes, AxisReading, Headline } from './deal-status.ts';
import { pollOpenOn } from './next-step.ts';
import { stoppageNoun } from './rules.ts';

/** The round that followed, where its agreement is in force. */
export interface SuccessorInForce {
  readonly slug: string;
  readonly shortTitle: string;
  readonly since: PartialDate;
  readonly event: string;
}

/** What an explanation is told from. */
export interface Account {
  readonly headline: Headline;
  readonly axes: Axes;
  readonly changes: readonly DatedStatusChange[];
  readonly events: readonly Event[];
  readonly agreement: Agreement | null;
  readonly successor: SuccessorInForce | null;
  /** The place whose clocks the times are told by. */
  readonly timeZone: string;
  readonly asOf: CalendarDate;
}

/** "on 2 October 2023", "in October 2023", "in 2020". */
export function onDate(date: PartialDate): string {
  return `${date.length === 10 ? 'on' : 'in'} ${formatDate(date)}`;
}

type Clause = (string | FactLink)[];

function on(reading: AxisReading<unknown>): Clause {
  if (reading.since === null || reading.event === null) return [];
  return [' ', { text: onDate(reading.since), event: reading.event }];
}

function since(reading: AxisReading<unknown>): Clause {
  if (reading.since === null || reading.event === null) return [];
  return [' since ', { text: formatDate(reading.since), event: reading.event }];
}

/** Whether the present talks follow a break, by the states that bargaining went through. */
function resumed(changes: readonly DatedStatusChange[]): boolean {
  return changes.some(({ change }) => change.axis === 'BARGAINING' && (change.state === 'SUSPENDED' || change.state === 'RECESSED'));
}

function talks({ axes, changes }: Account): Clause {
  switch (axes.bargaining.state) {
    case 'BARGAINING':
      return [resumed(changes) ? 'talks resumed' : 'talks opened', ...on(axes.bargaining)];
    case 'RECESSED':
      return ['talks have been in recess', ...since(axes.bargaining)];
    case 'SUSPENDED':
      return ['talks have been suspended', ...since(axes.bargaining)];
    default:
      return [];
  }
}

function contract({ axes }: Account): Clause {
  switch (axes.agreement.state) {
    case 'EXPIRED':
      return ['the contract expired', ...on(axes.agreement)];
    case 'EXTENDED':
      return ['the contract was extended', ...on(axes.agreement)];
    default:
      return [];
  }
}

function stoppage({ axes }: Account): Clause {
  const noun = stoppageNoun(axes);
  switch (axes.stoppage.state) {
    case 'AUTHORIZED':
      return [`a ${noun} was authorized`, ...on(axes.stoppage)];
    case 'CALLED':
      return [`a ${noun} was called`, ...on(axes.stoppage)];
    case 'IN_EFFECT':
      return [`the ${noun} has been in effect`, ...since(axes.stoppage)];
    case 'SUSPENDED':
      return [`the ${noun} was suspended`, ...on(axes.stoppage)];
    case 'ENDED':
      return [`the ${noun} ended`, ...on(axes.stoppage)];
    default:
      return [];
  }
}

function stoppageStart({ events, asOf, axes, timeZone }: Account): Clause {
  const start = events.find(
    (event) =>
      visibilityOn(event, asOf) === 'ANNOUNCED' &&
      event.statusChanges?.some((change) => change.axis === 'STOPPAGE' && change.state === 'IN_EFFECT'),
  );
  if (start === undefined) return [];
  const time = start.time === undefined ? '' : ` at ${formatTime(start.time, start.date, timeZone)}`;
  return [`the ${stoppageNoun(axes)} is to begin `, { text: `${onDate(start.date)}${time}`, event: start.id }];
}

function tentativeDeal({ changes }: Account): Clause {
  const deal = changes.findLast(({ change }) => change.axis === 'BARGAINING' && change.state === 'TENTATIVE_AGREEMENT');
  if (deal === undefined) return ['A tentative agreement was reached'];
  return ['A tentative agreement was reached ', { text: onDate(deal.date), event: deal.event }];
}

function approval({ axes }: Account): Clause {
  if (axes.approval.state === 'COMMITTEE') return ['the negotiating committee approved it', ...on(axes.approval)];
  if (axes.approval.state === 'GOVERNING_BODY') return ['the union’s governing body approved it', ...on(axes.approval)];
  return [];
}

function voting({ axes, events, asOf }: Account): Clause {
  const poll = pollOpenOn(events, asOf);
  if (axes.approval.state !== 'MEMBERSHIP_VOTE') return ['members are to vote on it'];
  if (poll?.closesOn === undefined) return ['members have been voting on it', ...since(axes.approval)];
  const until = `until ${formatDate(poll.closesOn)}`;
  return axes.approval.event === null ? ['members vote on it'] : ['members vote on it ', { text: until, event: axes.approval.event }];
}

function agreementInForce({ axes, agreement, asOf }: Account): Clause {
  if (axes.agreement.state === 'SUCCESSOR_IN_FORCE') return ['the agreement has been in force', ...since(axes.agreement)];
  if (agreement?.effectiveOn !== undefined && effectiveDay(agreement.effectiveOn) > asOf)
    return [`the agreement takes effect ${onDate(agreement.effectiveOn)}`];
  return [];
}

function sentence(...clauses: Clause[]): Sentence {
  const told = clauses.filter((clause) => clause.length > 0);
  const parts = told.flatMap((clause, index) => (index === 0 ? clause : ['; ', ...clause]));
  const [first, ...rest] = parts;
  const opening = typeof first === 'string' ? first.charAt(0).toUpperCase() + first.slice(1) : first;
  return opening === undefined ? [] : [opening, ...rest, '.'];
}

/** The status in one sentence, each date linked to the event that proves it. */
export function explain(account: Account): Sentence {
  const { axes, headline, successor } = account;
  switch (headline) {
    case 'SUPERSEDED':
      return successor === null
        ? sentence(['A later agreement is in force'])
        : sentence([
            `The agreement of ${successor.shortTitle} has been in force since `,
            { text: formatDate(successor.since), event: successor.event },
          ]);
    case 'RATIFIED':
      return sentence(
        axes.approval.state === 'RATIFIED' ? ['Members ratified the agreement', ...on(axes.approval)] : [],
        agreementInForce(account),
      );
    case 'RATIFICATION_VOTE':
      return sentence(tentativeDeal(account), voting(account), stoppage(account));
    case 'TENTATIVE_AGREEMENT':
      return sentence(tentativeDeal(account), approval(account), stoppage(account));
    case 'ON_STRIKE':
      return sentence(['On strike', ...since(axes.stoppage)], talks(account));
    case 'LOCKED_OUT':
      return sentence(['Locked out', ...since(axes.stoppage)], talks(account));
    case 'STRIKE_CALLED':
      return sentence(stoppage(account), stoppageStart(account), talks(account));
    case 'TALKS_SUSPENDED':
      return sentence(talks(account), contract(account), stoppage(account));
    case 'IN_TALKS':
      return sentence(talks(account), contract(account), axes.stoppage.state === 'ENDED' ? [] : stoppage(account));
    case 'CONTRACT_EXPIRED':
      return sentence(contract(account), ['talks have not opened']);
    case 'NOT_OPENED':
      return sentence(
        ['Talks have not opened'],
        axes.agreement.state === 'IN_FORCE' ? ['the present contract is in force'] : [],
        contract(account),
      );
  }
}
