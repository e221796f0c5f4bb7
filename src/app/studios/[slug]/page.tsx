import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PartyActivity, Standings } from '#components/party/activity.tsx';
import { studioKindNames } from '#components/party/studio-kind.ts';
import { CitedBy } from '#components/source/cited-by.tsx';
import { JsonLd } from '#components/ui/json-ld.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { LinkList } from '#components/ui/references.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import { readNames, readStudio } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { publicOrigin } from '#env';
import { organizationData } from '#http/json-ld.ts';
import { readActivity, readStatusesOf } from '../../activity.ts';
import type { SearchParams } from '../../as-of.ts';
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
    const detail = await readStudio(tx, slug, { asOf: view.asOf });
    if (detail === null) return null;
    const { negotiations, studio } = detail;
    return {
      view,
      ...detail,
      statuses: await readStatusesOf(tx, negotiations, view.asOf),
      activity: await readActivity(tx, { organization: slug, side: 'EMPLOYER', negotiations, asOf: view.asOf }),
      parents: await readNames(tx, { studios: studio.parent === undefined ? [] : [studio.parent] }),
      sources: await readSourcesById(
        tx,
        (detail.studio.citations ?? []).map((citation) => citation.source),
      ),
    };
  });
});

export async function generateMetadata(props: Props): Promise<Metadata> {
  const found = await load(props);
  if (found === null) return { title: 'Not in the record' };
  const { studio } = found;
  return metadataOf({
    title: studio.name,
    description: studio.summary ?? `${studio.name} in the record of labor negotiations.`,
    path: `/studios/${studio.slug}`,
  });
}

export default async function StudioPage(props: Props) {
  const found = await load(props);
  if (found === null) notFound();
  const { view, studio, parents, subsidiaries, associations, statuses, activity, people, sources } = found;
  return (
    <PageShell view={view} path={`/studios/${studio.slug}`}>
      <JsonLd data={organizationData(studio, `${publicOrigin()}/studios/${studio.slug}`)} />
      <p className="text-soft text-sm">
        {studioKindNames[studio.kind]}
        {associations.length > 0 && ' · bargains through '}
        {associations.map(({ slug, name }, index) => (
          <span key={slug}>
            {index > 0 && ', '}
            <a href={linkTo(`/studios#${anchorOf('association', slug)}`, view.linkDate)}>{name}</a>
          </span>
        ))}
      </p>
      <h1 className="mt-1 max-w-[50rem] text-4xl">{studio.name}</h1>
      {studio.summary !== undefined && <p className="mt-3 max-w-[42rem] text-lg">{studio.summary}</p>}
      {studio.parent !== undefined && (
        <p className="mt-2">
          Part of <a href={linkTo(`/studios/${studio.parent}`, view.linkDate)}>{parents.get(studio.parent) ?? studio.parent}</a>
        </p>
      )}
      <p className="mt-1">
        <CitedBy citations={studio.citations ?? []} sources={sources} view={view} />
      </p>
      <Section id="negotiations" title="Where its negotiations stand">
        {statuses.length === 0 ? <Empty>None is on the record by this date.</Empty> : <Standings items={statuses} view={view} />}
      </Section>
      <PartyActivity activity={activity} view={view} />
      {subsidiaries.length > 0 && (
        <Section id="subsidiaries" title="Companies of its own">
          <LinkList items={subsidiaries.map((child) => ({ href: linkTo(`/studios/${child.slug}`, view.linkDate), name: child.name }))} />
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
