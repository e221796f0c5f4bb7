import type { Change } from '#domain/change/change.ts';
import { changeKindNames, nameOfFact } from '#domain/change/name.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';
import { Reason, RecordedAt, WhatChanged } from './change.tsx';
import { entityNames } from './readable.ts';

/** A change of the record in a list: when, to which fact, why, and what it said and says. */
export function ChangeItem({
  change,
  path,
  negotiation,
  view,
}: {
  change: Change;
  /** The page of the fact; null where it has none. */
  path: string | null;
  /** The name of its negotiation, where the list has changes of several. */
  negotiation?: string | undefined;
  view: View;
}) {
  return (
    <li className="grid gap-x-6 border-ink border-t py-4 sm:grid-cols-[9.5rem_1fr]">
      <p className="figure text-soft text-sm">
        <strong className="block text-ink">{changeKindNames[change.kind]}</strong>
        <RecordedAt change={change} />
      </p>
      <div>
        <h3 className="max-w-[42rem] text-lg">
          {path === null ? nameOfFact(change) : <a href={linkTo(path, view.linkDate)}>{nameOfFact(change)}</a>}
        </h3>
        <p className="mb-2 text-soft text-sm">
          {entityNames[change.entity]}
          {negotiation !== undefined && change.negotiation !== null && (
            <>
              {' · '}
              <a href={linkTo(`/negotiations/${change.negotiation}`, view.linkDate)}>{negotiation}</a>
            </>
          )}{' '}
          · by {change.actor}
        </p>
        <Reason change={change} />
        <WhatChanged change={change} />
      </div>
    </li>
  );
}
