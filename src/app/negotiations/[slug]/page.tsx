import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TermItem } from '#components/agreement/term-item.tsx';
import { LanesChart, LanesKey } from '#components/charts/lanes.tsx';
import { DayCountFigure, NextStepText, StatusBadge, StatusSentence } from '#components/deal-status/status.tsx';
import { DemandItem } from '#components/demand/demand-item.tsx';
import { DisputeItem } from '#components/dispute/dispute-item.tsx';
import { EmbedCode } from '#components/embed/code.tsx';
import { Follow } from '#components/follow/follow.tsx';
import { ByIssue } from '#components/issue/by-issue.tsx';
import { HeadcountItem } from '#components/party/headcount-item.tsx';
import { CiteLink } from '#components/quotation/cite.tsx';
import { SessionDetail } from '#components/session/session-detail.tsx';
import { SourceList } from '#components/source/source-list.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Empty, Section } from '#components/ui/section.tsx';
import { VoteResult } from '#components/vote/vote-result.tsx';
import { isLive } from '#domain/deal-status/urgency.ts';
import { addDays } from '#domain/time/calendar.ts';
import { formatDate } from '#domain/time/format.ts';
import { laneAxes, laneOf } from '#domain/timeline/lanes.ts';
import { publicOrigin } from '#env';
import { negotiationData } from '#http/json-ld.ts';
import { calendarOf } from '../../calendars/address.ts';
import { feedAlternates, feedsOf } from '../../feeds/discovery.ts';
import { metadataOf } from '../../metadata.ts';
import { PageShell } from '../../shell.tsx';
import { filtersOf } from './choice.ts';
import { load, type Props, pageSize } from './load.ts';
import { NumbersSection } from './numbers.tsx';
import { TimelineSection } from './timeline.tsx';

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
  const { detail, choice, timeline, sessions, votes, issues, parties, people, sources, titles } = found;
  const embeds = { view, origin: publicOrigin() };
  const { status } = detail.status;
  const lane = laneOf(detail.status.moves, view.asOf);
  const opened = lane.bargaining.find((span) => span.state !== 'NOT_OPENED')?.from;
  const lastMark = lane.marks.at(-1)?.on ?? view.asOf;
  const laneEnd = status.axes.approval.state === 'RATIFIED' && addDays(lastMark, 30) < view.asOf ? addDays(lastMark, 30) : view.asOf;
  const terms = detail.agreement?.agreement.terms ?? [];
  const issueTitles = new Map(issues.map((issue) => [issue.slug, issue.title]));
  return (
    <PageShell view={view} path={path} parameters={filtersOf(choice)} negotiation={slug}>
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

      <NumbersSection found={found} />

      <Section id="demands" title="What is on the table">
        {detail.demands.length === 0 ? (
          <Empty>No demand is on the record by this date.</Empty>
        ) : (
          <details open={detail.demands.length <= 12}>
            <summary className="text-sm">
              {detail.demands.length === 1 ? 'One demand' : `${detail.demands.length} demands`}, by issue
            </summary>
            <ByIssue items={detail.demands} titles={issueTitles} view={view}>
              {(demand) => <DemandItem key={demand.id} demand={demand} path={path} view={view} />}
            </ByIssue>
          </details>
        )}
      </Section>

      <TimelineSection found={found} />

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
          <ByIssue items={terms} titles={issueTitles} view={view}>
            {(term) => <TermItem key={term.id} term={term} titles={titles} sources={sources} view={view} />}
          </ByIssue>
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
