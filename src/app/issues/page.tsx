import { linkTo } from '#components/ui/link-to.ts';
import { LinkList } from '#components/ui/references.tsx';
import { readIssues } from '#data/issue/read.ts';
import type { SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Issues',
  description: 'What is bargained over: the rows of every comparison.',
  path: '/issues',
});

export default async function IssuesPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const { items } = await read((tx) => readIssues(tx, { limit: 200 }));
  return (
    <PageShell view={view} path="/issues">
      <h1 className="text-4xl">Issues</h1>
      <div className="mt-6">
        <LinkList
          items={items.map((issue) => ({
            href: linkTo(`/issues/${issue.slug}`, view.linkDate),
            name: issue.title,
            note: `${issue.summary} ${issue.economic ? 'Economic.' : 'Not economic.'}`,
          }))}
        />
      </div>
    </PageShell>
  );
}
