import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Follow } from '#components/follow/follow.tsx';
import { PartyActivity, Standings } from '#components/party/activity.tsx';
import { HeadcountItem } from '#components/party/headcount-item.tsx';
import { CitedBy } from '#components/source/cited-by.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { LinkList } from '#components/ui/references.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readUnion } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { publicOrigin } from '#env';
import { organizationData } from '#http/json-ld.ts';
import { readActivity, readStatusesOf } from '../../activity.ts';
import type { SearchParams } from '../../as-of.ts';
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

const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { slug } = await params;
  const view = await viewOf(searchParams);
  return read(async (tx) => {
    const detail = await readUnion(tx, slug, { asOf: view.asOf });
    if (detail === null) return null;
    const cited = [...(detail.union.citations ?? []), ...(detail.union.membership ?? []).flatMap((headcount) => headcount.citations)];
    const { negotiations } = detail;
    return {
      view,
      ...detail,
      statuses: await readStatusesOf(tx, negotiations, view.asOf),
      activity: await readActivity(tx, { organization: slug, side: 'UNION', negotiations, asOf: view.asOf }),
      sources: await readSourcesById(tx, [...new Set(cited.map((citation) => citation.source))]),
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  return metadataOf({
    title: found.union.name,
    description: found.union.summary,
    path: `/unions/${found.union.slug}`,
    feeds: feedAlternates({ union: [found.union.slug] }, found.union.name),
  });
}

export default async function UnionPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, union, statuses, activity, people, sources } = found;
  return (
    <PageShell view={view} path={`/unions/${union.slug}`}>
      <JsonLd data={organizationData(union, `${publicOrigin()}/unions/${union.slug}`)} />
      <p className="text-soft text-sm">Union · {union.abbreviation}</p>
      <h1 className="mt-1 max-w-[50rem] text-4xl">{union.name}</h1>
      <p className="mt-3 max-w-[42rem] text-lg">{union.summary}</p>
      <Follow feeds={feedsOf({ union: [union.slug] })} />
      <p className="mt-1">
        <CitedBy citations={union.citations ?? []} sources={sources} view={view} />
      </p>
      <Section id="negotiations" title="Where its negotiations stand">
        {statuses.length === 0 ? <Empty>None is on the record by this date.</Empty> : <Standings items={statuses} view={view} />}
      </Section>
      <PartyActivity activity={activity} view={view} />
      {union.membership !== undefined && (
        <Section id="membership" title="Members, with what is counted">
          <ul>
            {union.membership.map((headcount, index) => (
              <HeadcountItem key={headcount.basis} id={`members-${index + 1}`} headcount={headcount} sources={sources} view={view} />
            ))}
          </ul>
        </Section>
      )}
      {people.length > 0 && (
        <Section id="people" title="People">
          <LinkList items={people.map((person) => ({ href: linkTo(`/people/${person.slug}`, view.linkDate), name: person.name }))} />
        </Section>
      )}
    </PageShell>
  );
}
