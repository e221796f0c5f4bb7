import { linkTo } from '#components/ui/link-to.ts';
import { LinkList, NextPage } from '#components/ui/references.tsx';
import { readPeople } from '#data/party/read.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'People',
  description: 'Who bargained, spoke and decided, with what each said and attended.',
  path: '/people',
});

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const slug = parameter((await askedFor(searchParams)).after);
  const { items, next } = await read((tx) => readPeople(tx, { limit: 100, ...(slug !== undefined && { after: { slug } }) }));
  return (
    <PageShell view={view} path="/people">
      <h1 className="text-4xl">People</h1>
      <div className="mt-6">
        <LinkList
          items={items.map((person) => ({
            href: linkTo(`/people/${person.slug}`, view.linkDate),
            name: person.name,
            note: person.roles[0]?.title,
          }))}
        />
        <NextPage href={next === null ? null : linkTo('/people', view.linkDate, { after: next.slug })} />
      </div>
    </PageShell>
  );
}
