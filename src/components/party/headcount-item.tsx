import type { Headcount } from '#domain/party/party.ts';
import type { Source } from '#domain/source/source.ts';
import { formatDate } from '#domain/time/format.ts';
import { CitedBy } from '../source/cited-by.tsx';
import { Permalink } from '../ui/permalink.tsx';
import type { View } from '../ui/view.ts';

const count = new Intl.NumberFormat('en-US');

/** A count of people with what it counts, at an address of its own. */
export function HeadcountItem({
  id,
  headcount,
  sources,
  view,
}: {
  id: string;
  headcount: Headcount;
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <li id={id} className="border-rule border-t py-2 target:bg-panel">
      <strong className="figure">{count.format(headcount.count)}</strong> {headcount.basis}
      {headcount.asOf === undefined ? '' : `, ${formatDate(headcount.asOf)}`}{' '}
      <CitedBy citations={headcount.citations} sources={sources} view={view} />
      <Permalink id={id} what={`the count of ${count.format(headcount.count)}`} />
    </li>
  );
}
