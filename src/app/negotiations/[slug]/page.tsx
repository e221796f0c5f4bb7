import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { LadderChart, LadderTable, ladderKey, StandingTable, shapeOf } from '#components/charts/ladder.tsx';
import { LanesChart, LanesKey } from '#components/charts/lanes.tsx';
import { SidesKey } from '#components/charts/strip.tsx';
import { DayCountFigure, NextStepText, StatusBadge, StatusSentence } from '#components/deal-status/status.tsx';
import { EmbedCode } from '#components/embed/code.tsx';
import { EventItem, eventKindNames, sideNames } from '#components/event/event-item.tsx';
import { Follow } from '#components/follow/follow.tsx';
import { DemandItem, DisputeItem, HeadcountItem, SessionDetail, SourceList, TermItem, VoteResult } from '#components/negotiation/facts.tsx';
import { formatMeasure, putBy } from '#components/negotiation/measure.ts';
import { CiteLink } from '#components/quotation/cite.tsx';
import { DataLinks, type Shown } from '#components/ui/data-links.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import type { View } from '#components/ui/view.ts';
import { readIssues } from '#data/issue/read.ts';
import { type NegotiationDetail, readNegotiation, readNegotiationFrame } from '#data/negotiation/read.ts';
import { readNames } from '#data/party/read.ts';
import { readDefinitions, readLadders } from '#data/position/read.ts';
import { readSessions } from '#data/session/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { readTimeline } from '#data/timeline/read.ts';
import { readVotes } from '#data/vote/read.ts';
import { isLive } from '#domain/deal-status/urgency.ts';
import { type EventKind, eventKinds } from '#domain/event/event.ts';
import type { Ladder } from '#domain/ladder/ladder.ts';
import { generalRaise, generalRaiseOf } from '#domain/ladder/raise.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatDate, formatMonth } from '#domain/time/format.ts';
import { laneAxes, laneOf } from '#domain/timeline/lanes.ts';
import type { TimelineKey } from '#domain/timeline/timeline.ts';
import { publicOrigin } from '#env';
import { encodeCursor, scopeOf } from '#http/cursor.ts';
import { negotiationData } from '#http/json-ld.ts';
import { parameter, parameters, type SearchParams } from '../../as-of.ts';
import { calendarOf } from '../../calendars/address.ts';
import { peopleIn, peopleOf, sourcesOf } from '../../cited.ts';
import { feedAlternates, feedsOf } from '../../feeds/discovery.ts';
import { metadataOf } from '../../metadata.ts';
import { oncePerRequest } from '../../once.ts';
import { read } from '../../read.ts';
import { PageShell } from '../../shell.tsx';
import { viewOf } from '../../view.ts';

interface Props {
  readonly params: Promise<{ slug: string }>;
  readonly searchParams: SearchParams;
}

const pageSize = 200;
/** How many events of the timeline: with those of the longest rounds the page weighs less than 100 kB on its way to a browser. */
const timelineSize = 120;

/** What the timeline is narrowed to, by the parameters of the address. */
interface TimelineChoice {
  readonly all: boolean;
  readonly kind: readonly EventKind[];
  readonly issue: readonly string[];
  readonly party: 'UNION' | 'EMPLOYER' | undefined;
  readonly person: readonly string[];
  readonly after: TimelineKey | undefined;
}

const sides = ['UNION', 'EMPLOYER'] as const;

async function choiceOf(searchParams: SearchParams): Promise<TimelineChoice> {
  const asked = await searchParams;
  const party = parameter(asked.party);
  const [sortKey = '', id = ''] = (parameter(asked.after) ?? '').split('/');
  const kinds = new Set(parameters(asked.kind));
  const choice = {
    kind: eventKinds.filter((kind) => kinds.has(kind)),
    issue: parameters(asked.issue),
    party: sides.find((side) => side === party),
    person: parameters(asked.person),
  };
  const isNarrowed = choice.kind.length > 0 || choice.issue.length > 0 || choice.party !== undefined || choice.person.length > 0;
  return { ...choice, all: isNarrowed || parameter(asked.events) === 'all', after: id === '' ? undefined : { sortKey, id } };
}

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const choice = await choiceOf(searchParams);
  const frame = await read((tx) => readNegotiationFrame(tx, slug));
  if (frame === null) return null;
  const view = await viewOf(searchParams, frame.negotiation.timeZone);
  if (frame.knownFrom === null || view.asOf < frame.knownFrom) return { view, negotiation: frame.negotiation, detail: null };
  return read(async (tx) => {
    const detail = await readNegotiation(tx, frame, view.asOf);
    const own = { asOf: view.asOf, negotiation: [slug] };
    const timeline = await readTimeline(tx, {
      ...own,
      order: 'asc',
      limit: timelineSize,
      ...(choice.all ? {} : { significance: 'MAJOR' as const }),
      ...(choice.kind.length > 0 && { kind: choice.kind }),
      ...(choice.issue.length > 0 && { issue: choice.issue }),
      ...(choice.party !== undefined && { party: choice.party }),
      ...(choice.person.length > 0 && { person: choice.person }),
      ...(choice.after !== undefined && { after: choice.after }),
    });
    const sessions = await readSessions(tx, { ...own, order: 'asc', limit: pageSize });
    const votes = await readVotes(tx, { ...own, order: 'asc', limit: pageSize });
    const ladders = await readLadders(tx, slug, { asOf: view.asOf });
    const { items: issues } = await readIssues(tx, { limit: 200 });
    const events = timeline.items.map((entry) => entry.event);
    const agreement = detail.agreement?.agreement ?? null;
    const counted = detail.negotiation.workersCovered ?? [];
    const cited = [...(agreement?.terms ?? []), ...detail.disputes.flatMap((dispute) => dispute.claims), ...counted].flatMap((fact) =>
      fact.citations.map((citation) => citation.source),
    );
    const { unions, association, studios = [] } = detail.negotiation;
    return {
      view,
      negotiation: detail.negotiation,
      detail,
      choice,
      timeline,
      sessions: sessions.items,
      votes: votes.items,
      ladders,
      issues,
      parties: await readNames(tx, { unions, studios, associations: association === undefined ? [] : [association] }),
      people: await peopleOf(tx, [...events, ...sessions.items.map((entry) => entry.event)]),
      persons: peopleIn([...events, ...sessions.items.map((entry) => entry.event)]),
      sources: new Map([...(await sourcesOf(tx, events)), ...(await readSourcesById(tx, [...new Set(cited)]))]),
      titles: new Map((await readDefinitions(tx, [agreement], [])).map(({ measure, title }) => [measure, title])),
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { slug } = await props.params;
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  const { negotiation, view } = found;
  const on = view.linkDate === null ? '' : ` on ${formatDate(view.asOf)}`;
  return metadataOf({
    title: `${negotiation.title}${on}`,
    description: found.detail === null ? negotiation.summary : `${found.detail.status.status.label}. ${negotiation.summary}`,
    path: linkTo(`/negotiations/${slug}`, view.linkDate),
    feeds: feedAlternates({ negotiation: [slug] }, negotiation.title),
    ...(found.detail !== null && {
      picture: linkTo(`/og/negotiations/${slug}`, view.linkDate),
      markdown: linkTo(`/negotiations/${slug}.md`, view.linkDate),
      embedded: linkTo(`/negotiations/${slug}`, view.linkDate),
    }),
  });
}

export default async function NegotiationPage(props: Props) {
  const { slug } = await props.params;
  const found = await load(props);
  if (found === null) notFound();
  const { view, negotiation } = found;
  const path = `/negotiations/${slug}`;
  if (found.detail === null)
    return (
      <PageShell view={view} path={path} negotiation={slug}>
        <h1 className="text-4xl">{negotiation.title}</h1>
        <div className="mt-6">
          <Empty>
            Nothing about this negotiation had happened or been announced by {formatDate(view.asOf)}.{' '}
            <a href={path}>See where it stands today</a>.
          </Empty>
        </div>
      </PageShell>
    );
  const { detail, choice, timeline, sessions, votes, ladders, issues, parties, people, persons, sources, titles } = found;
  const embeds = { view, origin: publicOrigin() };
  const { status } = detail.status;
  const lane = laneOf(detail.status.moves, view.asOf);
  const opened = lane.bargaining.find((span) => span.state !== 'NOT_OPENED')?.from;
  const lastMark = lane.marks.at(-1)?.on ?? view.asOf;
  const laneEnd = status.axes.approval.state === 'RATIFIED' && addDays(lastMark, 30) < view.asOf ? addDays(lastMark, 30) : view.asOf;
  const inShape = (shape: ReturnType<typeof shapeOf>) => ladders.filter((ladder) => ladder.steps.length > 0 && shapeOf(ladder) === shape);
  const [charted, standing, others] = [inShape('MOVES'), inShape('STANDING'), inShape('SINGLE')];
  const agreedOnly = ladders.filter(({ steps }) => steps.length === 0);
  const terms = detail.agreement?.agreement.terms ?? [];
  const issueTitles = new Map(issues.map((issue) => [issue.slug, issue.title]));
  const filters = { kind: choice.kind.join(','), issue: choice.issue.join(','), party: choice.party, person: choice.person.join(',') };
  return (
    <PageShell view={view} path={path} parameters={{ ...filters, events: choice.all ? 'all' : undefined }} negotiation={slug}>
      <p className="text-soft text-sm">
        {negotiation.unions.map((union, index) => (
          <span key={union}>
            {index > 0 && ', '}
            <a href={linkTo(`/unions/${union}`, view.linkDate)}>{parties.get(union) ?? union}</a>
          </span>
        ))}{' '}
        and{' '}
        {negotiation.association !== undefined
          ? (parties.get(negotiation.association) ?? negotiation.association)
          : (negotiation.studios ?? []).map((studio) => parties.get(studio) ?? studio).join(', ')}{' '}
        · {negotiation.cycle} round
      </p>
      <h1 className="mt-1 max-w-[50rem] text-4xl sm:text-5xl">{negotiation.title}</h1>
      <div
        data-live={`NEGOTIATION:${slug}`}
        className="mt-6 grid gap-x-10 gap-y-6 border-ink border-t-2 pt-4 lg:grid-cols-[1fr_14rem_16rem]"
      >
        <div>
          <p>
            <StatusBadge headline={status.headline} label={status.label} large />
          </p>
          <p className="mt-2 max-w-[38rem] font-serif text-xl leading-snug">
            <StatusSentence sentence={status.explanation} view={view} />
          </p>
          {status.ends !== null && (
            <p className="mt-2 text-soft text-sm">
              <span className="font-semibold">What ends it:</span> {status.ends}{' '}
              <a href={linkTo('/methodology', view.linkDate)}>How this is derived</a>
            </p>
          )}
          <CiteLink cited={{ negotiation: slug }} view={view} />
        </div>
        {status.dayCount !== null && <DayCountFigure count={status.dayCount} />}
        <div className="text-sm">
          <h2 className="font-sans text-xs tracking-wide uppercase">Next step</h2>
          <NextStepText step={status.nextStep} view={view} />
        </div>
      </div>
      <EmbedCode
        {...embeds}
        embed={{ kind: 'status', parameters: { negotiation: slug }, title: `${negotiation.title}: where it stands (Parley)` }}
      />
      <JsonLd
        data={negotiationData(
          { negotiation, status, parties },
          { events: timeline.items.map(({ event }) => event), coverageFrom: detail.startedOn, isLive: isLive(status) },
          embeds.origin,
        )}
      />
      <p className="mt-6 max-w-[42rem] text-soft">{negotiation.contract}.</p>
      <Follow feeds={feedsOf({ negotiation: [slug] })} calendar={calendarOf(slug)} />
      <p className="no-print mt-1 flex flex-wrap gap-x-4 text-soft text-sm">
        <span className="font-semibold">What changed</span>
        <a
          href={linkTo(`${path}/changes`, null, { from: addDays(view.asOf, -7), to: view.linkDate ?? undefined })}
          className="inline-block py-0.5"
        >
          in the week before
        </a>
        {view.version !== null && view.linkDate === null && (
          <a href={linkTo(`${path}/changes`, null, { since: String(view.version) })} className="inline-block py-0.5">
            from now on, to bookmark
          </a>
        )}
      </p>
      <nav aria-label="On this page" className="mt-4">
        <ul className="flex flex-wrap gap-x-5 text-sm">
          {[
            ['course', 'Course'],
            ['numbers', 'Numbers'],
            ['demands', 'On the table'],
            ['timeline', 'Timeline'],
            ['sessions', 'Sessions'],
            ['votes', 'Votes'],
            ['terms', 'Terms'],
            ['disputes', 'Disputes'],
            ['gaps', 'Not known'],
            ['sources', 'Sources'],
          ].map(([id, name]) => (
            <li key={id}>
              <a href={`#${id ?? ''}`} className="inline-block py-1">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>

      <Section id="course" title="The course of the talks">
        <LanesKey />
        <LanesChart
          id="lane"
          title={`From ${formatDate(opened ?? view.asOf)}`}
          from={addDays(opened ?? view.asOf, -14)}
          to={laneEnd}
          rows={[{ slug, name: negotiation.shortTitle, href: '#timeline', label: status.label, lane, count: status.dayCount }]}
        />
        <DataLinks
          view={view}
          shown={{
            path: `/negotiations/${slug}/timeline`,
            parameters: { axis: laneAxes.join(','), to: view.asOf, limit: String(pageSize) },
            name: `${slug} course of the talks`,
          }}
        />
      </Section>

      <Section
        id="numbers"
        title="The numbers: ask, offer, agreed"
        lead="The latest number of each side. A hollow mark is somebody’s account of a position; the band is the gap between the two sides."
      >
        {charted.length + standing.length === 0 ? (
          <Empty>No measure has numbers of both sides on the record by this date.</Empty>
        ) : (
          <SidesKey />
        )}
        <div className="mt-4 grid gap-x-12 gap-y-8 lg:grid-cols-2">
          {charted.map((ladder) => (
            <div key={ladderKey(ladder)}>
              <LadderChart ladder={ladder} view={view} />
              <div className="flex flex-wrap items-baseline gap-x-6">
                <CiteLink cited={{ negotiation: slug, ...ladder }} view={view} />
                <DataLinks
                  view={view}
                  shown={{
                    path: `/negotiations/${slug}/ladder`,
                    parameters: {
                      measure: ladder.measure,
                      contractYear: String(ladder.contractYear ?? 0),
                      scope: ladder.scope ?? '',
                    },
                    name: `${slug} ${ladderKey(ladder)}`,
                  }}
                />
              </div>
            </div>
          ))}
          <Raises negotiation={slug} ladders={ladders} view={view} />
        </div>
        {[...new Map(charted.map((ladder) => [ladder.measure, ladder.title]))].map(([measure, title]) => (
          <EmbedCode
            key={measure}
            {...embeds}
            embed={{ kind: 'ladder', parameters: { negotiation: slug, measure }, title: `${negotiation.shortTitle}: ${title} (Parley)` }}
            name={title}
          />
        ))}
        {standing.length > 0 && (
          <div className="mt-8 max-w-[60rem]">
            <StandingTable negotiation={slug} ladders={standing} view={view} />
          </div>
        )}
        {others.length > 0 && (
          <details className="mt-6">
            <summary>
              {others.length} more {others.length === 1 ? 'number' : 'numbers'} named by one side only
            </summary>
            <ul className="mt-2 grid gap-x-8 gap-y-3 sm:grid-cols-2">
              {others.map((ladder) => (
                <li key={ladderKey(ladder)} className="border-rule border-t pt-2">
                  <p className="figure">
                    <strong>{formatMeasure(ladder.steps.at(-1)?.value ?? 0, ladder.unit)}</strong> {ladder.title}{' '}
                    <span className="text-soft text-sm">
                      {[ladder.contractYear === null ? null : `year ${ladder.contractYear}`, ladder.scope]
                        .filter((part) => part !== null)
                        .join(', ')}
                    </span>
                  </p>
                  <LadderTable ladder={ladder} view={view} />
                  <CiteLink cited={{ negotiation: slug, ...ladder }} view={view} />
                </li>
              ))}
            </ul>
          </details>
        )}
        {agreedOnly.length > 0 && (
          <details className="mt-6" open={charted.length + standing.length === 0}>
            <summary>
              {agreedOnly.length} more {agreedOnly.length === 1 ? 'number' : 'numbers'} of the agreement, with no ask or offer on the record
            </summary>
            <AgreedNumbers negotiation={slug} ladders={agreedOnly} view={view} />
          </details>
        )}
        {ladders.length > 0 && (
          <div className="mt-4">
            <DataLinks
              view={view}
              label="Data of all numbers"
              shown={{ path: `/negotiations/${slug}/ladder`, name: `${slug} all numbers` }}
            />
          </div>
        )}
      </Section>

      <Section id="demands" title="What is on the table">
        {detail.demands.length === 0 ? (
          <Empty>No demand is on the record by this date.</Empty>
        ) : (
          <details open={detail.demands.length <= 12}>
            <summary className="text-sm">
              {detail.demands.length === 1 ? 'One demand' : `${detail.demands.length} demands`}, by issue
            </summary>
            {[...new Set(detail.demands.map((demand) => demand.issue))].map((issue) => (
              <section key={issue} className="mt-4 grid gap-x-8 sm:grid-cols-[12rem_1fr]">
                <h3 className="text-lg">
                  <a href={linkTo(`/issues/${issue}`, view.linkDate)}>{issueTitles.get(issue) ?? issue}</a>
                </h3>
                <ul>
                  {detail.demands
                    .filter((demand) => demand.issue === issue)
                    .map((demand) => (
                      <DemandItem key={demand.id} demand={demand} path={path} view={view} />
                    ))}
                </ul>
              </section>
            ))}
          </details>
        )}
      </Section>

      <Section id="timeline" title={choice.all ? 'Timeline' : 'Timeline: the major events'}>
        <p className="text-sm">
          {choice.all ? (
            <a href={linkTo(`${path}#timeline`, view.linkDate)}>Only the major events</a>
          ) : (
            <a href={linkTo(`${path}#timeline`, view.linkDate, { events: 'all' })}>Every event on the record</a>
          )}
        </p>
        <EmbedCode
          {...embeds}
          embed={{ kind: 'timeline', parameters: { negotiation: slug }, title: `${negotiation.title}: latest events (Parley)` }}
        />
        <TimelineFilters
          path={path}
          view={view}
          choice={choice}
          detail={detail}
          issueTitles={issueTitles}
          persons={persons}
          people={people}
        />
        {timeline.items.length > 0 && <DataLinks view={view} shown={shownOf(slug, choice, view)} />}
        <Timeline timeline={timeline} timeZone={negotiation.timeZone} sources={sources} people={people} view={view} />
        {timeline.next !== null && (
          <p className="mt-4">
            <a
              href={linkTo(`${path}#timeline`, view.linkDate, {
                ...filters,
                events: choice.all ? 'all' : undefined,
                after: `${timeline.next.sortKey}/${timeline.next.id}`,
              })}
            >
              Later events
            </a>
          </p>
        )}
      </Section>

      <Section id="sessions" title="Sessions at the table">
        {sessions.length === 0 ? (
          <Empty>No session is on the record by this date.</Empty>
        ) : (
          <ol className="grid gap-x-8 sm:grid-cols-2">
            {sessions.map(({ event }) => (
              <li key={event.id} className="border-rule border-t py-2">
                <p className="text-sm">
                  <strong className="figure">{formatDate(event.date)}</strong>{' '}
                  <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
                </p>
                <SessionDetail event={event} people={people} view={view} />
                <CiteLink cited={{ event: event.id }} view={view} />
              </li>
            ))}
          </ol>
        )}
        {sessions.length > 0 && (
          <DataLinks
            view={view}
            shown={{ path: '/sessions', parameters: { negotiation: slug, limit: String(pageSize) }, name: `${slug} sessions` }}
          />
        )}
      </Section>

      <Section id="votes" title="Votes">
        {votes.length === 0 ? (
          <Empty>No vote is on the record by this date.</Empty>
        ) : (
          <ol className="grid gap-x-8 sm:grid-cols-2">
            {votes.map(({ event }) => (
              <li key={event.id} className="border-rule border-t py-3">
                <p>
                  <strong className="figure">{formatDate(event.date)}</strong>{' '}
                  <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
                </p>
                <VoteResult vote={event.vote} />
                <CiteLink cited={{ event: event.id }} view={view} />
              </li>
            ))}
          </ol>
        )}
        {votes.length > 0 && (
          <DataLinks
            view={view}
            shown={{ path: '/votes', parameters: { negotiation: slug, limit: String(pageSize) }, name: `${slug} votes` }}
          />
        )}
      </Section>

      <Section
        id="terms"
        title="What was agreed"
        lead={
          detail.agreement === null
            ? undefined
            : `${detail.agreement.agreement.title}${detail.agreement.tentative ? ': tentative, until members ratify it' : ''}.`
        }
      >
        {terms.length === 0 ? (
          <Empty>Nothing had been agreed by this date.</Empty>
        ) : (
          [...new Set(terms.map((term) => term.issue))].map((issue) => (
            <section key={issue} className="mt-4 grid gap-x-8 sm:grid-cols-[12rem_1fr]">
              <h3 className="text-lg">
                <a href={linkTo(`/issues/${issue}`, view.linkDate)}>{issueTitles.get(issue) ?? issue}</a>
              </h3>
              <ul>
                {terms
                  .filter((term) => term.issue === issue)
                  .map((term) => (
                    <TermItem key={term.id} term={term} titles={titles} sources={sources} view={view} />
                  ))}
              </ul>
            </section>
          ))
        )}
      </Section>

      <Section id="disputes" title="Where accounts differ" lead="Every version stands, with its rank and the reason for it.">
        {detail.disputes.length === 0 ? (
          <Empty>No dispute is on the record by this date.</Empty>
        ) : (
          <ul>
            {detail.disputes.map((dispute) => (
              <DisputeItem key={dispute.id} dispute={dispute} sources={sources} view={view} />
            ))}
          </ul>
        )}
      </Section>

      {negotiation.workersCovered !== undefined && (
        <Section id="workers" title="Who is covered, with what is counted">
          <ul>
            {negotiation.workersCovered.map((headcount, index) => (
              <HeadcountItem key={headcount.basis} id={`workers-${index + 1}`} headcount={headcount} sources={sources} view={view} />
            ))}
          </ul>
        </Section>
      )}

      <Section id="gaps" title="What the record does not know">
        {detail.gaps.length === 0 ? (
          <Empty>No gap has been noted.</Empty>
        ) : (
          <ul className="max-w-[42rem] list-disc pl-5">
            {detail.gaps.map((gap) => (
              <li key={gap}>{gap}</li>
            ))}
          </ul>
        )}
      </Section>

      <Section id="sources" title="Sources" lead="Those of the events, terms and disputes shown above.">
        <SourceList
          sources={[...sources.values()].toSorted((one, other) => one.publisher.localeCompare(other.publisher, 'en'))}
          view={view}
        />
      </Section>
    </PageShell>
  );
}

interface Numbers {
  readonly negotiation: string;
  readonly ladders: readonly Ladder[];
  readonly view: View;
}

/** The numbers that only the agreement has, each leading to its term. */
function AgreedNumbers({ negotiation, ladders, view }: Numbers) {
  return (
    <ul className="mt-2 grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {ladders.map((ladder) => (
        <li key={ladderKey(ladder)} className="figure border-rule border-t pt-2">
          {ladder.agreed !== null && (
            <a href={`#${anchorOf('term', ladder.agreed.term)}`} className="font-semibold">
              {formatMeasure(ladder.agreed.value, ladder.unit)}
            </a>
          )}{' '}
          {ladder.title}{' '}
          <span className="text-soft text-sm">
            {[ladder.contractYear === null ? null : `year ${ladder.contractYear}`, ladder.scope].filter((part) => part !== null).join(', ')}
            {putBy(ladder.agreed?.claimedBy ?? null)}
          </span>
          <CiteLink cited={{ negotiation, ...ladder }} view={view} />
        </li>
      ))}
    </ul>
  );
}

/** The general raises over the years, both sums named. */
function Raises({ negotiation, ladders, view }: Numbers) {
  const rows = [
    ['Union, latest', generalRaiseOf(ladders, 'union')],
    ['Employers, latest', generalRaiseOf(ladders, 'employer')],
    ['Agreed', generalRaiseOf(ladders, 'agreed')],
  ] as const;
  const told = rows.flatMap(([name, raise]) => (raise === null ? [] : [{ name, ...raise }]));
  if (told.length === 0) return null;
  return (
    <div>
      <table className="figure self-start border-rule border-t text-left text-sm">
        <caption className="border-rule border-t pt-2 pb-1 text-left font-semibold text-base">
          General wage increase over the contract
        </caption>
        <thead className="text-soft text-xs">
          <tr>
            <th scope="col" className="pr-6">
              Side
            </th>
            <th scope="col" className="pr-6">
              By year
            </th>
            <th scope="col" className="pr-6 text-right">
              Simple sum
            </th>
            <th scope="col" className="text-right">
              Compounded
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ name, years, sum, compounded }) => (
            <tr key={name} className="border-rule border-t">
              <th scope="row" className="pr-6 font-normal">
                {name}
              </th>
              <td className="pr-6">{years.map((value) => `${value}%`).join(' · ')}</td>
              <td className="pr-6 text-right">{sum}%</td>
              <td className="text-right">{compounded}%</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-baseline gap-x-6">
        <CiteLink cited={{ negotiation, measure: generalRaise }} view={view} />
        <DataLinks
          view={view}
          shown={{
            path: `/negotiations/${negotiation}/ladder`,
            parameters: { measure: generalRaise },
            name: `${negotiation} ${generalRaise}`,
          }}
        />
      </div>
    </div>
  );
}

/** Where the API has the part of the timeline that the page shows. */
function shownOf(slug: string, choice: TimelineChoice, { asOf }: View): Shown {
  const path = `/negotiations/${slug}/timeline`;
  const { all, kind, issue, party, person, after } = choice;
  const lists = Object.entries({ kind, issue, person }).filter(([, values]) => values.length > 0);
  const filters = {
    ...Object.fromEntries(lists.map(([name, values]) => [name, values.join(',')])),
    ...(party !== undefined && { party }),
    ...(!all && { significance: 'MAJOR' }),
  };
  const cursor = after === undefined ? undefined : encodeCursor({ after, asOf }, scopeOf(`/api/v1${path}`, { ...filters, asOf }));
  return { path, parameters: { ...filters, limit: String(timelineSize), cursor }, name: `${slug} timeline` };
}

type Loaded = Extract<NonNullable<Awaited<ReturnType<typeof load>>>, { readonly timeline: unknown }>;

function Timeline({
  timeline,
  timeZone,
  sources,
  people,
  view,
}: Pick<Loaded, 'timeline' | 'sources' | 'people' | 'view'> & { timeZone: string }) {
  if (timeline.items.length === 0) return <Empty>No event fits. Take a filter away, or choose a later date.</Empty>;
  const months = [...new Set(timeline.items.map(({ event }) => formatMonth(event.date)))];
  return months.map((month) => (
    <section key={month} aria-label={month} className="mt-6">
      <h3 className="pb-1 font-sans text-sm tracking-wide uppercase">{month}</h3>
      <ol>
        {timeline.items
          .filter(({ event }) => formatMonth(event.date) === month)
          .map(({ event, visibility }) => (
            <EventItem
              key={event.id}
              event={event}
              announced={visibility === 'ANNOUNCED'}
              timeZone={timeZone}
              sources={sources}
              people={people}
              view={view}
            />
          ))}
      </ol>
    </section>
  ));
}

interface Filters {
  readonly path: string;
  readonly view: View;
  readonly choice: TimelineChoice;
  readonly detail: NegotiationDetail;
  readonly issueTitles: ReadonlyMap<string, string>;
  readonly persons: readonly string[];
  readonly people: ReadonlyMap<string, string>;
}

function TimelineFilters({ path, view, choice, detail, issueTitles, persons, people }: Filters) {
  const own = [...new Set(detail.demands.map((demand) => demand.issue))];
  return (
    <details
      className="no-print mt-2 text-sm"
      open={choice.kind.length + choice.issue.length + choice.person.length > 0 || choice.party !== undefined}
    >
      <summary>Narrow the timeline</summary>
      <form action={`${path}#timeline`} method="get" className="mt-2 grid gap-3 border-rule border p-3 sm:grid-cols-2 lg:grid-cols-4">
        {view.linkDate !== null && <input type="hidden" name="asOf" value={view.linkDate} />}
        <label className="grid gap-1">
          Kind
          <select name="kind" defaultValue={choice.kind[0] ?? ''}>
            <option value="">Every kind</option>
            {eventKinds.map((kind) => (
              <option key={kind} value={kind}>
                {eventKindNames[kind]}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          Issue
          <select name="issue" defaultValue={choice.issue[0] ?? ''}>
            <option value="">Every issue</option>
            {own.map((issue) => (
              <option key={issue} value={issue}>
                {issueTitles.get(issue) ?? issue}
              </option>
            ))}
          </select>
        </label>
        <label className="grid gap-1">
          Side
          <select name="party" defaultValue={choice.party ?? ''}>
            <option value="">Both sides</option>
            <option value="UNION">{sideNames.UNION}</option>
            <option value="EMPLOYER">{sideNames.EMPLOYER}</option>
          </select>
        </label>
        <label className="grid gap-1">
          Person
          <select name="person" defaultValue={choice.person[0] ?? ''}>
            <option value="">Everybody</option>
            {persons.map((slug) => (
              <option key={slug} value={slug}>
                {people.get(slug) ?? slug}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="sm:col-span-2 lg:col-span-4">
          Show these events
        </button>
      </form>
    </details>
  );
}
