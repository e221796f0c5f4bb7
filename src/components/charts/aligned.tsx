import type { AlignedStoppage } from '#domain/comparison/alignment.ts';
import { formatDate } from '#domain/time/format.ts';

const stateNames: Readonly<Record<string, string>> = {
  BARGAINING: 'in talks',
  RECESSED: 'talks in recess',
  SUSPENDED: 'talks suspended',
  TENTATIVE_AGREEMENT: 'tentative agreement',
  CONCLUDED: 'talks concluded',
};

/** Stoppages laid beside each other by their own days: bars from day 1, ticks where the talks changed. The list below says the same. */
export function AlignedStoppages({
  rows,
}: {
  rows: readonly { readonly slug: string; readonly name: string; readonly stoppage: AlignedStoppage }[];
}) {
  const longest = Math.max(1, ...rows.map((row) => row.stoppage.days));
  return (
    <ol>
      {rows.map(({ slug, name, stoppage }) => (
        <li key={slug} className="border-rule border-t py-2 sm:grid sm:grid-cols-[11rem_1fr] sm:gap-4">
          <p>
            <strong>{name}</strong>
            <span className="figure block text-soft text-xs">
              {stoppage.isOn ? `day ${stoppage.days}` : `${stoppage.days} days`}, inclusive count, from {formatDate(stoppage.from)}
            </span>
          </p>
          <div>
            <svg
              viewBox="0 0 1000 20"
              preserveAspectRatio="none"
              className="block h-5 w-full"
              role="img"
              aria-label={`${name}: ${stoppage.days} days`}
            >
              <rect width={(stoppage.days / longest) * 1000} y="5" height="10" className="fill-strike" />
              {stoppage.steps.map((step) => (
                <line
                  key={step.event}
                  x1={((step.day - 0.5) / longest) * 1000}
                  x2={((step.day - 0.5) / longest) * 1000}
                  y1="0"
                  y2="20"
                  className={
                    step.state === 'TENTATIVE_AGREEMENT' ? 'stroke-deal' : step.state === 'BARGAINING' ? 'stroke-talks' : 'stroke-ink'
                  }
                  strokeWidth="3"
                  vectorEffect="non-scaling-stroke"
                />
              ))}
            </svg>
            <p className="text-soft text-xs">
              {stoppage.steps.length === 0
                ? 'No change in the talks on the record.'
                : stoppage.steps.map((step) => `Day ${step.day}: ${stateNames[step.state] ?? step.state.toLowerCase()}`).join(' · ')}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
