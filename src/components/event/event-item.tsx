import type { Event, EventKind } from '#domain/event/event.ts';
import { acts } from '#domain/position/position.ts';
import { type Source, sourceKinds } from '#domain/source/source.ts';
import { formatDate, formatDateRange } from '#domain/time/format.ts';
import { formatTime } from '#domain/time/format-time.ts';
import { CiteLink } from '../quotation/cite.tsx';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { speakerOf } from './speaker.ts';

/** What each kind of event is called. */
export const eventKindNames: Readonly<Record<EventKind, string>> = {
  SESSION: 'Session',
  PROPOSAL: 'Proposal',
  VOTE: 'Vote',
  STATEMENT: 'Statement',
  STATUS: 'Status',
  MILESTONE: 'Milestone',
  ACTION: 'Action',
};

/** What the record's words of confidence mean. */
export const confidenceNames: Readonly<Record<Event['confidence'], { readonly label: string; readonly explanation: string }>> = {
  CONFIRMED: { label: 'Confirmed', explanation: 'A primary page, or two independent ones.' },
  REPORTED: { label: 'Reported', explanation: 'One outlet.' },
  DISPUTED: { label: 'Disputed', explanation: 'Sources or parties disagree; see the disputes.' },
};

/** The names of the two sides. */
export const sideNames = { UNION: 'Union', EMPLOYER: 'Employers' } as const;

/** When an event was, to the precision of its source. */
export function EventDate({ event, timeZone }: { event: Event; timeZone: string }) {
  return (
    <time dateTime={event.time === undefined ? event.date : `${event.date}T${event.time}`}>
      {event.endDate === undefined ? formatDate(event.date) : formatDateRange(event.date, event.endDate)}
      {event.time === undefined ? '' : `, ${formatTime(event.time, event.date, timeZone)}`}
    </time>
  );
}

/** The sources of a fact: publisher, kind, and the page itself. */
export function SourceChips({ event, sources, view }: { event: Event; sources: ReadonlyMap<string, Source>; view: View }) {
  const cited = [...new Set(event.citations.map((citation) => citation.source))];
  return (
    <p className="mt-1 text-soft text-xs">
      {confidenceNames[event.confidence].label} ·{' '}
      {cited.slice(0, 3).map((id, index) => {
        const source = sources.get(id);
        return (
          <span key={id}>
            {index > 0 && ', '}
            <a href={linkTo(`/sources/${id}`, view.linkDate)}>{source?.publisher ?? id}</a>
            {source !== undefined && ` (${sourceKinds[source.kind].label.toLowerCase()})`}
          </span>
        );
      })}
      {cited.length > 3 && ` and ${cited.length - 3} more`}
    </p>
  );
}

function SideWord({ side }: { side: 'UNION' | 'EMPLOYER' }) {
  return <strong className={side === 'UNION' ? 'text-union' : 'text-employer'}>{sideNames[side]}</strong>;
}

/** What hangs off an event by its kind, in a line. */
function Detail({ event, people }: { event: Event; people: ReadonlyMap<string, string> }) {
  switch (event.kind) {
    case 'PROPOSAL':
      return (
        <p className="mt-1 text-sm">
          <SideWord side={event.position.party} /> · {acts[event.position.act].label}
        </p>
      );
    case 'STATEMENT': {
      const { quote } = event.statement;
      return (
        <blockquote className="mt-1 border-rule border-l-2 pl-3 font-serif">
          “{quote}” <span className="font-sans text-soft text-sm">— {speakerOf(event.statement, people)}</span>
        </blockquote>
      );
    }
    default:
      return null;
  }
}

interface Item {
  readonly event: Event;
  readonly announced?: boolean;
  readonly timeZone: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly people: ReadonlyMap<string, string>;
  readonly view: View;
  /** The negotiation, where a list has events of several. */
  readonly negotiation?: string | undefined;
}

/** One fact in a list: when, what, who says so, and its permalink. */
export function EventItem({ event, announced = false, timeZone, sources, people, view, negotiation }: Item) {
  const isMajor = event.significance === 'MAJOR';
  return (
    <li
      data-live={`EVENT:${event.id}`}
      className={`grid gap-x-6 py-3 sm:grid-cols-[9.5rem_1fr] ${isMajor ? 'border-ink' : 'border-rule'} border-t`}
    >
      <div className="figure text-soft text-sm">
        <EventDate event={event} timeZone={timeZone} />
        {announced && <span className="block font-semibold text-ink">Announced</span>}
        {negotiation !== undefined && <span className="block text-ink">{negotiation}</span>}
      </div>
      <div className="max-w-[42rem]">
        <h3 className={isMajor ? 'text-lg' : 'text-base'}>
          <a href={linkTo(`/events/${event.id}`, view.linkDate)} className="no-underline hover:underline">
            {event.headline}
          </a>
        </h3>
        <p className="mt-1 text-sm">{event.summary}</p>
        <Detail event={event} people={people} />
        <SourceChips event={event} sources={sources} view={view} />
        <CiteLink cited={{ event: event.id }} view={view} />
      </div>
    </li>
  );
}
