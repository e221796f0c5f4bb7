import type { Demand } from '#domain/demand/demand.ts';
import type { Event } from '#domain/event/event.ts';
import type { Term } from '#domain/negotiation/agreement.ts';
import type { Headcount } from '#domain/party/party.ts';
import type { Measure } from '#domain/position/measure.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import type { Claim, Dispute } from '#domain/source/dispute.ts';
import type { Citation, Source } from '#domain/source/source.ts';
import { sourceKinds } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { tallyOf } from '#domain/vote/tally.ts';
import type { Vote } from '#domain/vote/vote.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { formatMeasure } from './measure.ts';

const count = new Intl.NumberFormat('en-US');

/** The publishers of citations in a line, each leading to its source. */
export function CitedBy({
  citations,
  sources,
  view,
}: {
  citations: readonly Citation[];
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <span className="text-soft text-xs">
      {citations.map(({ source: id, quote, note }, index) => (
        <span key={`${id} ${String(index)}`}>
          {index > 0 && ', '}
          <a href={linkTo(`/sources/${id}`, view.linkDate)}>{sources.get(id)?.publisher ?? id}</a>
          {quote !== undefined && ` “${quote}”`}
          {note !== undefined && ` (${note})`}
        </span>
      ))}
    </span>
  );
}

const purposes: Readonly<Record<Vote['purpose'], string>> = {
  STRIKE_AUTHORIZATION: 'Strike authorization',
  RATIFICATION: 'Ratification',
  BOARD_APPROVAL: 'Approval by the governing body',
  COMMITTEE_APPROVAL: 'Approval by the committee',
  PATTERN_OF_DEMANDS: 'Pattern of demands',
  OTHER: 'Vote',
};

const results: Readonly<Record<Vote['result'], string>> = { PASSED: 'passed', FAILED: 'failed', PENDING: 'not decided yet' };

/** A vote as a bar, with every denominator that is known. */
export function VoteResult({ vote }: { vote: Vote }) {
  const { yesPct, yesPctIs, turnoutPct, turnoutPctIs } = tallyOf(vote);
  const counts = [
    vote.yes === undefined ? null : `${count.format(vote.yes)} yes`,
    vote.no === undefined ? null : `${count.format(vote.no)} no`,
    vote.valid === undefined ? null : `${count.format(vote.valid)} valid`,
    vote.cast === undefined ? null : `${count.format(vote.cast)} cast`,
    vote.eligible === undefined ? null : `${count.format(vote.eligible)} eligible`,
  ].filter((part) => part !== null);
  return (
    <div className="figure mt-1 text-sm">
      <p>
        {purposes[vote.purpose]} · {vote.body} · <strong>{results[vote.result]}</strong>
        {vote.closesOn !== undefined && vote.result === 'PENDING' && `, closes ${formatDate(vote.closesOn)}`}
      </p>
      {yesPct !== null && (
        <>
          <svg viewBox="0 0 400 12" className="mt-1 block h-3 w-full max-w-[25rem]" role="img" aria-label={`${yesPct}% yes`}>
            <rect width="400" height="12" className="fill-panel stroke-rule" />
            <rect width={4 * yesPct} height="12" className="fill-vote" />
            <line x1="200" x2="200" y1="0" y2="12" className="stroke-ink" strokeDasharray="2 2" />
          </svg>
          <p className="text-soft">
            <strong className="text-ink">{yesPct}%</strong> yes {yesPctIs === 'COUNTED' ? 'of valid votes, counted' : 'as stated'}
          </p>
        </>
      )}
      <p className="text-soft">
        {counts.length === 0 ? 'No counts on the record' : counts.join(' · ')}
        {turnoutPct === null ? '' : ` · turnout ${turnoutPct}%${turnoutPctIs === 'STATED' ? ' as stated' : ''}`}
      </p>
    </div>
  );
}

/** Numbers of a position or term, in a line each. */
export function Measures({ measures, titles }: { measures: readonly Measure[]; titles: ReadonlyMap<string, string> }) {
  return (
    <ul className="figure mt-1 text-sm">
      {measures.map((measure, index) => (
        <li key={`${measure.measure} ${String(index)}`}>
          <strong>{formatMeasure(measure.value, measure.unit)}</strong>{' '}
          <span className="text-soft">
            {titles.get(measure.measure) ?? measure.measure.replaceAll('-', ' ')}
            {measure.contractYear === undefined ? '' : `, year ${measure.contractYear}`}
            {measure.scope === undefined ? '' : `, ${measure.scope}`}
            {measure.effectiveOn === undefined ? '' : `, from ${formatDate(measure.effectiveOn)}`}
            {measure.claimedBy === undefined ? '' : ` (claimed by ${measure.claimedBy})`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A count of people with what it counts, at an address of its own. */
export function HeadcountItem({
  id,
  headcount,
  sources,
  view,
}: {
  id: string;
  headcount: Headcount;
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <li id={id} className="border-rule border-t py-2 target:bg-panel">
      <strong className="figure">{count.format(headcount.count)}</strong> {headcount.basis}
      {headcount.asOf === undefined ? '' : `, ${formatDate(headcount.asOf)}`}{' '}
      <CitedBy citations={headcount.citations} sources={sources} view={view} />
      <Permalink id={id} what={`the count of ${count.format(headcount.count)}`} />
    </li>
  );
}

/** The address of a fact on the page that it stands on. */
export function Permalink({ id, what }: { id: string; what: string }) {
  return (
    <a href={`#${id}`} aria-label={`Permalink to ${what}`} className="no-print ml-1.5 text-soft text-xs no-underline hover:underline">
      #
    </a>
  );
}

/** Something on the table: what it is, who raised it, and what became of it is told by its events. */
export function DemandItem({ demand, path, view }: { demand: Demand; path: string; view: View }) {
  const id = anchorOf('demand', demand.id);
  return (
    <li id={id} className="border-rule border-t py-2 text-sm target:bg-panel">
      <p>
        <strong>{demand.title}</strong>
        {demand.scope !== undefined && <span className="text-soft">, {demand.scope}</span>}
        <Permalink id={id} what={demand.title} />
      </p>
      {demand.summary !== undefined && <p>{demand.summary}</p>}
      <p className="text-soft text-xs">
        Raised by{' '}
        <span className={demand.raisedBy === 'UNION' ? 'text-union' : 'text-employer'}>
          {demand.raisedBy === 'UNION' ? 'the union' : 'the employers'}
        </span>{' '}
        · <a href={linkTo(`${path}#timeline`, view.linkDate, { issue: demand.issue })}>every move on its issue</a>
      </p>
    </li>
  );
}

/** One agreed term with its numbers and sources. */
export function TermItem({
  term,
  titles,
  sources,
  view,
}: {
  term: Term;
  titles: ReadonlyMap<string, string>;
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <li id={anchorOf('term', term.id)} className="border-rule border-t py-2 target:bg-panel">
      <p>
        {term.summary}
        <Permalink id={anchorOf('term', term.id)} what="this term" />
      </p>
      {term.measures !== undefined && <Measures measures={term.measures} titles={titles} />}
      <CitedBy citations={term.citations} sources={sources} view={view} />
    </li>
  );
}

const ranks: Readonly<Record<Claim['rank'], string>> = { PREFERRED: 'Preferred', NORMAL: 'Stands', DEPRECATED: 'Set aside' };
const statuses: Readonly<Record<Dispute['status'], string>> = { SETTLED: 'Settled', OPEN: 'Open', PARTY_DISPUTE: 'The parties disagree' };

/** A disputed question with every version of the answer, its rank and the reason. */
export function DisputeItem({ dispute, sources, view }: { dispute: Dispute; sources: ReadonlyMap<string, Source>; view: View }) {
  return (
    <li id={anchorOf('dispute', dispute.id)} className="border-rule border-t py-3 target:bg-panel">
      <h3 className="text-lg">
        {dispute.question}
        <Permalink id={anchorOf('dispute', dispute.id)} what={dispute.question} />
      </h3>
      <p className="text-sm">
        <strong>{statuses[dispute.status]}.</strong> {dispute.assessment}
      </p>
      <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {dispute.claims.map((claim, index) => (
          <li key={String(index)} className={`border-l-2 pl-3 text-sm ${claim.rank === 'PREFERRED' ? 'border-ink' : 'border-rule'}`}>
            <p className={claim.rank === 'DEPRECATED' ? 'text-soft' : ''}>
              {claim.claim}
              {claim.claimedBy === undefined ? '' : ` (${claim.claimedBy})`}
            </p>
            <p className="text-soft text-xs">
              <strong>{ranks[claim.rank]}</strong>
              {claim.reason === undefined ? '' : `: ${claim.reason}`}
            </p>
            <CitedBy citations={claim.citations} sources={sources} view={view} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** A session with who was in the room. */
export function SessionDetail({
  event,
  people,
  view,
}: {
  event: Event & { kind: 'SESSION' };
  people: ReadonlyMap<string, string>;
  view: View;
}) {
  const { status, format, venue, attendees = [] } = event.session;
  const about = [status === 'HELD' ? null : status.toLowerCase(), format, venue].filter((part) => part !== null && part !== undefined);
  return (
    <div className="text-sm">
      {about.length > 0 && <p className="text-soft">{about.join(' · ')}</p>}
      {attendees.length > 0 && (
        <p>
          In the room:{' '}
          {attendees.map((slug, index) => (
            <span key={slug}>
              {index > 0 && ', '}
              <a href={linkTo(`/people/${slug}`, view.linkDate)}>{people.get(slug) ?? slug}</a>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** Sources in full: publisher, title, date, kind, and the page itself. */
export function SourceList({ sources, view }: { sources: readonly Source[]; view: View }) {
  return (
    <ul className="text-sm sm:columns-2 sm:gap-8">
      {sources.map((source) => (
        <li key={source.id} className="break-inside-avoid py-1">
          <a href={linkTo(`/sources/${source.id}`, view.linkDate)}>{source.title}</a>{' '}
          <span className="text-soft">
            {source.publisher}
            {source.publishedOn === null ? '' : `, ${formatDate(source.publishedOn)}`} · {sourceKinds[source.kind].label.toLowerCase()}
          </span>
        </li>
      ))}
    </ul>
  );
}
