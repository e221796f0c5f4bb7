import type { Demand } from '#domain/demand/demand.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { linkTo } from '../ui/link-to.ts';
import { Permalink } from '../ui/permalink.tsx';
import type { View } from '../ui/view.ts';

/** One demand: what it is and who raised it. Its events tell what became of it. */
export function DemandItem({ demand, path, view }: { demand: Demand; path: string; view: View }) {
  const id = anchorOf('demand', demand.id);
  return (
    <li id={id} className="border-rule border-t py-2 text-sm target:bg-panel">
      <p>
        <strong>{demand.title}</strong>
        {demand.scope !== undefined && <span className="text-soft">, {demand.scope}</span>}
        <Permalink id={id} what={demand.title} />
      </p>
      {demand.summary !== undefined && <p>{demand.summary}</p>}
      <p className="text-soft text-xs">
        Raised by{' '}
        <span className={demand.raisedBy === 'UNION' ? 'text-union' : 'text-employer'}>
          {demand.raisedBy === 'UNION' ? 'the union' : 'the employers'}
        </span>{' '}
        · <a href={linkTo(`${path}#timeline`, view.linkDate, { issue: demand.issue })}>every move on its issue</a>
      </p>
    </li>
  );
}
