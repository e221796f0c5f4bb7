import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import type { AxisMove, NumberMove, Numbers } from '#domain/difference/difference.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import { formatDate } from '#domain/time/format.ts';
import type { CalendarDate } from '#domain/time/partial-date.ts';
import { StatusBadge, StatusSentence } from '../deal-status/status.tsx';
import { formatMeasure, putBy } from '../position/measure.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** The status at two times, side by side. */
export function StatusBeforeAndAfter({
  before,
  after,
  view,
}: {
  before: { readonly asOf: CalendarDate; readonly status: DealStatus | null };
  after: { readonly asOf: CalendarDate; readonly status: DealStatus };
  view: View;
}) {
  return (
    <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      {[before, after].map(({ asOf, status }, index) => (
        <div key={index === 0 ? 'before' : 'after'} className={`border-t-2 pt-2 ${index === 0 ? 'border-rule' : 'border-ink'}`}>
          <h3 className="font-sans text-soft text-xs tracking-wide uppercase">{formatDate(asOf)}</h3>
          {status === null ? (
            <p className="mt-1 text-soft">Not on the record yet.</p>
          ) : (
            <>
              <p className="mt-1">
                <StatusBadge headline={status.headline} label={status.label} large />
              </p>
              {status.dayCount?.state === 'IN_EFFECT' && (
                <p className="figure mt-1 font-semibold">Day {status.dayCount.inclusive} by the unions’ inclusive count</p>
              )}
              <p className="mt-1 font-serif text-lg leading-snug">
                <StatusSentence sentence={status.explanation} view={view} />
              </p>
            </>
          )}
        </div>
      ))}
    </div>
  );
}

const axisNames: Readonly<Record<AxisMove['axis'], string>> = {
  AGREEMENT: 'Agreement',
  BARGAINING: 'Bargaining',
  STOPPAGE: 'Stoppage',
  APPROVAL: 'Approval',
  BLACKOUT: 'Press blackout',
};

function words(state: string | null): string {
  return state === null ? 'not on the record' : state.toLowerCase().replaceAll('_', ' ');
}

/** The axes that moved, each with the event that moved it. */
export function AxesMoved({ moves, view }: { moves: readonly AxisMove[]; view: View }) {
  return (
    <dl className="mt-6 max-w-[42rem] text-sm">
      {moves.map(({ axis, before, after, event }) => (
        <div key={axis} className="grid grid-cols-[7.5rem_1fr] gap-x-4 border-rule border-t py-2">
          <dt className="font-semibold">{axisNames[axis]}</dt>
          <dd>
            <span className="text-soft">{words(before)}</span> → <strong>{words(after)}</strong>
            {event !== null && (
              <>
                {' · '}
                <a href={linkTo(`/events/${event}`, view.linkDate)}>the event</a>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const columns = [
  ['union', 'Union', 'text-union'],
  ['employer', 'Employers', 'text-employer'],
  ['agreed', 'Agreed', 'text-deal'],
] as const satisfies readonly (readonly [Exclude<keyof Numbers, 'agreedClaimedBy'>, string, string])[];

/** The numbers that moved: what each side named, and what was agreed, before and after. */
export function NumbersMoved({ moves }: { moves: readonly NumberMove[] }) {
  return (
    <ul className="grid gap-x-10 sm:grid-cols-2">
      {moves.map(({ title, unit, contractYear, scope, before, after, ...move }) => (
        <li key={rungKey({ ...move, contractYear, scope })} className="border-rule border-t py-2">
          <h3 className="font-sans text-sm">
            {title}
            <span className="font-normal text-soft">
              {[contractYear === null ? null : `year ${contractYear}`, scope].filter((part) => part !== null).map((part) => `, ${part}`)}
            </span>
          </h3>
          <dl className="figure mt-1 text-sm">
            {columns
              .filter(([name]) => before[name] !== after[name])
              .map(([name, label, color]) => (
                <div key={name} className="grid grid-cols-[6rem_1fr]">
                  <dt className={`font-semibold ${color}`}>{label}</dt>
                  <dd>
                    <span className="text-soft">{before[name] === null ? 'none' : formatMeasure(before[name], unit)}</span> →{' '}
                    <strong>{after[name] === null ? 'withdrawn' : formatMeasure(after[name], unit)}</strong>
                    {name === 'agreed' && putBy(after.agreedClaimedBy)}
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
