import type { ReactNode } from 'react';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** Demands or terms under the issue of each, in the order in which the issues come. */
export function ByIssue<Item extends { readonly issue: string }>({
  items,
  titles,
  view,
  children,
}: {
  items: readonly Item[];
  titles: ReadonlyMap<string, string>;
  view: View;
  children: (item: Item) => ReactNode;
}) {
  return [...Map.groupBy(items, ({ issue }) => issue)].map(([issue, own]) => (
    <section key={issue} className="mt-4 grid gap-x-8 sm:grid-cols-[12rem_1fr]">
      <h3 className="text-lg">
        <a href={linkTo(`/issues/${issue}`, view.linkDate)}>{titles.get(issue) ?? issue}</a>
      </h3>
      <ul>{own.map(children)}</ul>
    </section>
  ));
}
