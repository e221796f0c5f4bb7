import { linkTo } from '#components/ui/link-to.ts';
import { LinkList, NextPage } from '#components/ui/references.tsx';
import { readUnions } from '#data/party/read.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Unions',
  description: 'The unions whose negotiations are on the record.',
  path: '/unions',
});

export default async function UnionsPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const slug = parameter((await askedFor(searchParams)).after);
  const { items, next } = await read((tx) => readUnions(tx, { limit: 100, ...(slug !== undefined && { after: { slug } }) }));
  return (
    <PageShell view={view} path="/unions">
      <h1 className="text-4xl">Unions</h1>
      <div className="mt-6">
        <LinkList
          items={items.map((union) => ({ href: linkTo(`/unions/${union.slug}`, view.linkDate), name: union.name, note: union.summary }))}
        />
        <NextPage href={next === null ? null : linkTo('/unions', view.linkDate, { after: next.slug })} />
      </div>
    </PageShell>
  );
}
