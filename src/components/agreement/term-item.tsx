import type { Term } from '#domain/negotiation/agreement.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import type { Source } from '#domain/source/source.ts';
import { Measures } from '../position/measures.tsx';
import { CitedBy } from '../source/cited-by.tsx';
import { Permalink } from '../ui/permalink.tsx';
import type { View } from '../ui/view.ts';

/** One agreed term with its numbers and sources. */
export function TermItem({
  term,
  titles,
  sources,
  view,
}: {
  term: Term;
  titles: ReadonlyMap<string, string>;
  sources: ReadonlyMap<string, Source>;
  view: View;
}) {
  return (
    <li id={anchorOf('term', term.id)} className="border-rule border-t py-2 target:bg-panel">
      <p>
        {term.summary}
        <Permalink id={anchorOf('term', term.id)} what="this term" />
      </p>
      {term.measures !== undefined && <Measures measures={term.measures} titles={titles} />}
      <CitedBy citations={term.citations} sources={sources} view={view} />
    </li>
  );
}
