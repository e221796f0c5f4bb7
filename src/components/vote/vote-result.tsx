import { formatDate } from '#domain/time/format.ts';
import { tallyOf } from '#domain/vote/tally.ts';
import type { Vote } from '#domain/vote/vote.ts';

const count = new Intl.NumberFormat('en-US');

const purposes: Readonly<Record<Vote['purpose'], string>> = {
  STRIKE_AUTHORIZATION: 'Strike authorization',
  RATIFICATION: 'Ratification',
  BOARD_APPROVAL: 'Approval by the governing body',
  COMMITTEE_APPROVAL: 'Approval by the committee',
  PATTERN_OF_DEMANDS: 'Pattern of demands',
  OTHER: 'Vote',
};

const results: Readonly<Record<Vote['result'], string>> = { PASSED: 'passed', FAILED: 'failed', PENDING: 'not decided yet' };

/** A vote as a bar, with every denominator that is known. */
export function VoteResult({ vote }: { vote: Vote }) {
  const { yesPct, yesPctIs, turnoutPct, turnoutPctIs } = tallyOf(vote);
  const counts = [
    vote.yes === undefined ? null : `${count.format(vote.yes)} yes`,
    vote.no === undefined ? null : `${count.format(vote.no)} no`,
    vote.valid === undefined ? null : `${count.format(vote.valid)} valid`,
    vote.cast === undefined ? null : `${count.format(vote.cast)} cast`,
    vote.eligible === undefined ? null : `${count.format(vote.eligible)} eligible`,
  ].filter((part) => part !== null);
  return (
    <div className="figure mt-1 text-sm">
      <p>
        {purposes[vote.purpose]} · {vote.body} · <strong>{results[vote.result]}</strong>
        {vote.closesOn !== undefined && vote.result === 'PENDING' && `, closes ${formatDate(vote.closesOn)}`}
      </p>
      {yesPct !== null && (
        <>
          <svg viewBox="0 0 400 12" className="mt-1 block h-3 w-full max-w-[25rem]" role="img" aria-label={`${yesPct}% yes`}>
            <rect width="400" height="12" className="fill-panel stroke-rule" />
            <rect width={4 * yesPct} height="12" className="fill-vote" />
            <line x1="200" x2="200" y1="0" y2="12" className="stroke-ink" strokeDasharray="2 2" />
          </svg>
          <p className="text-soft">
            <strong className="text-ink">{yesPct}%</strong> yes {yesPctIs === 'COUNTED' ? 'of valid votes, counted' : 'as stated'}
          </p>
        </>
      )}
      <p className="text-soft">
        {counts.length === 0 ? 'No counts on the record' : counts.join(' · ')}
        {turnoutPct === null ? '' : ` · turnout ${turnoutPct}%${turnoutPctIs === 'STATED' ? ' as stated' : ''}`}
      </p>
    </div>
  );
}
