import { studioKindNames } from '#components/party/studio-kind.ts';
import { linkTo } from '#components/ui/link-to.ts';
import { LinkList, NextPage } from '#components/ui/references.tsx';
import { readStudios } from '#data/party/read.ts';
import { parameter, type SearchParams } from '../as-of.ts';
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
  const slug = parameter((await searchParams).after);
  const { items, next } = await read((tx) => readStudios(tx, { limit: 100, ...(slug !== undefined && { after: { slug } }) }));
  return (
    <PageShell view={view} path="/studios">
      <h1 className="text-4xl">Studios and other employers</h1>
      <div className="mt-6">
        <LinkList
          items={items.map((studio) => ({
            href: linkTo(`/studios/${studio.slug}`, view.linkDate),
            name: studio.name,
            note: studioKindNames[studio.kind],
          }))}
        />
        <NextPage href={next === null ? null : linkTo('/studios', view.linkDate, { after: next.slug })} />
      </div>
    </PageShell>
  );
}
