import type { ComparisonCell, ComparisonRow, LatestPosition } from '#domain/comparison/comparison.ts';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import type { Event } from '#domain/event/event.ts';
import type { Ladder } from '#domain/ladder/ladder.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import { acts } from '#domain/position/position.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { formatDate } from '#domain/time/format.ts';
import { LadderChart } from '../charts/ladder.tsx';
import { DayCountFigure, NextStepText, StatusBadge, StatusSentence } from '../deal-status/status.tsx';
import { aheadInWords } from '../event/ahead.ts';
import { confidenceNames, EventDate, eventKindNames, sideNames } from '../event/event-item.tsx';
import { formatMeasure, putBy } from '../position/measure.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

interface Card {
  readonly negotiation: Negotiation;
  readonly view: View;
}

function Title({ negotiation, view, kicker }: Card & { kicker: string }) {
  return (
    <header>
      <p className="kicker">{kicker}</p>
      <h1>
        <a href={linkTo(`/negotiations/${negotiation.slug}`, view.linkDate)}>{negotiation.title}</a>
      </h1>
    </header>
  );
}

/** Where a negotiation stands, with the facts that make it so, the count of days and the next step. */
export function StatusCard({ negotiation, status, view }: Card & { status: DealStatus }) {
  return (
    <>
      <Title negotiation={negotiation} view={view} kicker="Where it stands" />
      <div className="standing">
        <StatusBadge headline={status.headline} label={status.label} large />
        {status.dayCount !== null && status.headline !== 'SUPERSEDED' && <DayCountFigure count={status.dayCount} />}
        <p className="lede">
          <StatusSentence sentence={status.explanation} view={view} />
        </p>
      </div>
      <div className="next">
        <NextStepText step={status.nextStep} view={view} />
      </div>
    </>
  );
}

/** The latest major events of a negotiation, with where it stands. */
export function TimelineCard({
  negotiation,
  status,
  events,
  view,
}: Card & { status: DealStatus; events: readonly { readonly event: Event; readonly isAnnounced: boolean }[] }) {
  return (
    <>
      <Title negotiation={negotiation} view={view} kicker="Latest major events" />
      <p className="state">
        <StatusBadge headline={status.headline} label={status.label} />
      </p>
      <ol className="items">
        {events.map(({ event, isAnnounced }) => (
          <li key={event.id}>
            <span>
              <EventDate event={event} timeZone={negotiation.timeZone} />
              {isAnnounced && <span className="kicker"> announced</span>}
            </span>
            <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The moves of both sides on one measure, and numbers of it that only the agreement has. */
export function LadderCard({ negotiation, ladders, view }: Card & { ladders: readonly Ladder[] }) {
  const charted = ladders.filter(({ steps }) => steps.length > 0);
  return (
    <>
      <Title negotiation={negotiation} view={view} kicker="Asked, offered, agreed" />
      {charted.length > 0 && (
        <>
          <div className="charts">
            {charted.map((ladder) => (
              <LadderChart key={rungKey(ladder)} ladder={ladder} view={view} />
            ))}
          </div>
          <p className="kicker">Squares are the union’s moves, circles the employers’; hollow ones are somebody’s account of a position.</p>
        </>
      )}
      {ladders.map((ladder) => {
        const { steps, agreed, title, unit, contractYear, scope } = ladder;
        if (steps.length > 0 || agreed === null) return null;
        const of = [contractYear === null ? null : `year ${contractYear}`, scope].filter((part) => part !== null);
        return (
          <p key={rungKey(ladder)} className="side border-settled">
            <strong className="text-settled">{agreed.tentative ? 'Agreed, tentative' : 'Agreed'}</strong> ·{' '}
            <a href={linkTo(`/negotiations/${negotiation.slug}#${anchorOf('term', agreed.term)}`, view.linkDate)}>
              {formatMeasure(agreed.value, unit)}
            </a>{' '}
            {[title, ...of].join(', ')}
            {putBy(agreed.claimedBy)}
          </p>
        );
      })}
    </>
  );
}

function Position({ side, position, view }: { side: 'UNION' | 'EMPLOYER'; position: LatestPosition; view: View }) {
  const color = side === 'UNION' ? 'union' : 'employer';
  return (
    <p className={`side border-${color}`}>
      <strong className={`text-${color}`}>{sideNames[side]}</strong> · {acts[position.act].label}, {formatDate(position.date)}:{' '}
      <a href={linkTo(`/events/${position.event}`, view.linkDate)}>{position.headline}</a>
    </p>
  );
}

function Cell({ cell, view }: { cell: ComparisonCell; view: View }) {
  const { union, employer, agreed, negotiation } = cell;
  if (union === null && employer === null && agreed.length === 0) return <p className="kicker">Nothing on the record.</p>;
  return (
    <>
      {agreed.map((term) => (
        <p key={term.term} className="side border-settled">
          <strong className="text-settled">{term.tentative ? 'Agreed, tentative' : 'Agreed'}</strong> ·{' '}
          <a href={linkTo(`/negotiations/${negotiation}#${anchorOf('term', term.term)}`, view.linkDate)}>{term.summary}</a>
        </p>
      ))}
      {agreed.length === 0 && union !== null && <Position side="UNION" position={union} view={view} />}
      {agreed.length === 0 && employer !== null && <Position side="EMPLOYER" position={employer} view={view} />}
    </>
  );
}

/** Issues by negotiations: what was agreed, or else each side's latest position. */
export function ComparisonCard({
  rows,
  negotiations,
  page,
  view,
}: {
  rows: readonly ComparisonRow[];
  negotiations: readonly Negotiation[];
  page: string;
  view: View;
}) {
  const names = new Map(negotiations.map(({ slug, shortTitle }) => [slug, shortTitle]));
  return (
    <>
      <p className="kicker">Side by side</p>
      <h1>
        <a href={page}>{negotiations.map(({ shortTitle }) => shortTitle).join(', ')}</a>
      </h1>
      {rows.map((row) => (
        <section key={row.issue} className="issue">
          <h2>{row.title}</h2>
          <div className="cells">
            {row.cells.map((cell) => (
              <div key={cell.negotiation}>
                <h3>{names.get(cell.negotiation) ?? cell.negotiation}</h3>
                <Cell cell={cell} view={view} />
              </div>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** One event with its text, how sure the record is, and who says so. */
export function EventCard({
  negotiation,
  event,
  isAnnounced,
  speaker,
  publishers,
  view,
}: Card & { event: Event; isAnnounced: boolean; speaker: string | null; publishers: readonly string[] }) {
  return (
    <>
      <p className="kicker">
        {negotiation.shortTitle} · {eventKindNames[event.kind]} · <EventDate event={event} timeZone={negotiation.timeZone} />
        {isAnnounced && ` · ${aheadInWords(event)}`}
      </p>
      <h1>
        <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
      </h1>
      {event.kind === 'STATEMENT' ? (
        <blockquote>
          “{event.statement.quote}”{speaker !== null && <span className="kicker"> — {speaker}</span>}
        </blockquote>
      ) : (
        <p className="lede">{event.summary}</p>
      )}
      <p className="next">
        <strong>{confidenceNames[event.confidence].label}</strong> · {publishers.join(', ')}
      </p>
    </>
  );
}
