import { studioKindNames } from '#components/party/studio-kind.ts';
import { CitedBy } from '#components/source/cited-by.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import { Permalink } from '#components/ui/permalink.tsx';
import { LinkList, NextPage } from '#components/ui/references.tsx';
import { Section } from '#components/ui/section.tsx';
import { readAssociations, readNames, readStudios } from '#data/party/read.ts';
import { readSourcesById } from '#data/source/read.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Studios and other employers',
  description: 'The companies on the employers’ side of the negotiations on the record.',
  path: '/studios',
});

export default async function StudiosPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const slug = parameter((await askedFor(searchParams)).after);
  const { items, next, associations, members, sources } = await read(async (tx) => {
    const page = await readStudios(tx, { limit: 100, ...(slug !== undefined && { after: { slug } }) });
    const together = slug === undefined ? await readAssociations(tx) : [];
    const cited = together.flatMap((association) => (association.citations ?? []).map((citation) => citation.source));
    return {
      ...page,
      associations: together,
      members: await readNames(tx, { studios: together.flatMap((association) => association.members ?? []) }),
      sources: await readSourcesById(tx, [...new Set(cited)]),
    };
  });
  return (
    <PageShell view={view} path="/studios">
      <h1 className="text-4xl">Studios and other employers</h1>
      {associations.length > 0 && (
        <Section id="associations" title="Who bargains together">
          <ul>
            {associations.map((association) => (
              <li
                key={association.slug}
                id={anchorOf('association', association.slug)}
                className="border-rule border-t py-3 target:bg-panel"
              >
                <h3 className="text-lg">
                  {association.name} ({association.abbreviation})
                  <Permalink id={anchorOf('association', association.slug)} what={association.name} />
                </h3>
                <p className="max-w-[42rem] text-sm">
                  {association.summary} <CitedBy citations={association.citations ?? []} sources={sources} view={view} />
                </p>
                {association.members !== undefined && (
                  <p className="mt-1 text-soft text-sm">
                    Members:{' '}
                    {association.members.map((member, index) => (
                      <span key={member}>
                        {index > 0 && ', '}
                        <a href={linkTo(`/studios/${member}`, view.linkDate)}>{members.get(member) ?? member}</a>
                      </span>
                    ))}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="companies" title="Companies">
        <LinkList
          items={items.map((studio) => ({
            href: linkTo(`/studios/${studio.slug}`, view.linkDate),
            name: studio.name,
            note: studioKindNames[studio.kind],
          }))}
        />
        <NextPage href={next === null ? null : linkTo('/studios', view.linkDate, { after: next.slug })} />
      </Section>
    </PageShell>
  );
}
