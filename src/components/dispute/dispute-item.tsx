import { anchorOf } from '#domain/record/anchor.ts';
import type { Claim, Dispute } from '#domain/source/dispute.ts';
import type { Source } from '#domain/source/source.ts';
import { CitedBy } from '../source/cited-by.tsx';
import { Permalink } from '../ui/permalink.tsx';
import type { View } from '../ui/view.ts';

const ranks: Readonly<Record<Claim['rank'], string>> = { PREFERRED: 'Preferred', NORMAL: 'Stands', DEPRECATED: 'Set aside' };
const statuses: Readonly<Record<Dispute['status'], string>> = { SETTLED: 'Settled', OPEN: 'Open', PARTY_DISPUTE: 'The parties disagree' };

/** A disputed question with every version of the answer, its rank and the reason. */
export function DisputeItem({ dispute, sources, view }: { dispute: Dispute; sources: ReadonlyMap<string, Source>; view: View }) {
  return (
    <li id={anchorOf('dispute', dispute.id)} className="border-rule border-t py-3 target:bg-panel">
      <h3 className="text-lg">
        {dispute.question}
        <Permalink id={anchorOf('dispute', dispute.id)} what={dispute.question} />
      </h3>
      <p className="text-sm">
        <strong>{statuses[dispute.status]}.</strong> {dispute.assessment}
      </p>
      <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {dispute.claims.map((claim, index) => (
          <li key={String(index)} className={`border-l-2 pl-3 text-sm ${claim.rank === 'PREFERRED' ? 'border-ink' : 'border-rule'}`}>
            <p className={claim.rank === 'DEPRECATED' ? 'text-soft' : ''}>
              {claim.claim}
              {claim.claimedBy === undefined ? '' : ` (${claim.claimedBy})`}
            </p>
            <p className="text-soft text-xs">
              <strong>{ranks[claim.rank]}</strong>
              {claim.reason === undefined ? '' : `: ${claim.reason}`}
            </p>
            <CitedBy citations={claim.citations} sources={sources} view={view} />
          </li>
        ))}
      </ul>
    </li>
  );
}
