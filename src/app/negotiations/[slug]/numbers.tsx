import { LadderChart, LadderTable, StandingTable, shapeOf } from '#components/charts/ladder.tsx';
import { SidesKey } from '#components/charts/strip.tsx';
import { EmbedCode } from '#components/embed/code.tsx';
import { formatMeasure, putBy } from '#components/position/measure.ts';
import { CiteLink } from '#components/quotation/cite.tsx';
import { DataLinks } from '#components/ui/data-links.tsx';
import { Empty, Section } from '#components/ui/section.tsx';
import type { View } from '#components/ui/view.ts';
import type { Ladder } from '#domain/ladder/ladder.ts';
import { generalRaise, generalRaiseOf } from '#domain/ladder/raise.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { publicOrigin } from '#env';
import type { Loaded } from './load.ts';

interface Numbers {
  readonly negotiation: string;
  readonly ladders: readonly Ladder[];
  readonly view: View;
}

/** What each side asked and offered and what was agreed, measure by measure, each in the form that its moves have. */
export function NumbersSection({ found }: { found: Loaded }) {
  const { negotiation, ladders, view } = found;
  const { slug } = negotiation;
  const inShape = (shape: ReturnType<typeof shapeOf>) => ladders.filter((ladder) => ladder.steps.length > 0 && shapeOf(ladder) === shape);
  const [charted, standing, others] = [inShape('MOVES'), inShape('STANDING'), inShape('SINGLE')];
  const agreedOnly = ladders.filter(({ steps }) => steps.length === 0);
  return (
    <Section
      id="numbers"
      title="The numbers: ask, offer, agreed"
      lead="The latest number of each side. A hollow mark is somebody’s account of a position; the band is the gap between the two sides."
    >
      {charted.length + standing.length === 0 ? (
        <Empty>No measure has numbers of both sides on the record by this date.</Empty>
      ) : (
        <SidesKey />
      )}
      <div className="mt-4 grid gap-x-12 gap-y-8 lg:grid-cols-2">
        {charted.map((ladder) => (
          <div key={rungKey(ladder)}>
            <LadderChart ladder={ladder} view={view} />
            <div className="flex flex-wrap items-baseline gap-x-6">
              <CiteLink cited={{ negotiation: slug, ...ladder }} view={view} />
              <DataLinks
                view={view}
                shown={{
                  path: `/negotiations/${slug}/ladder`,
                  parameters: {
                    measure: ladder.measure,
                    contractYear: String(ladder.contractYear ?? 0),
                    scope: ladder.scope ?? '',
                  },
                  name: `${slug} ${rungKey(ladder)}`,
                }}
              />
            </div>
          </div>
        ))}
        <Raises negotiation={slug} ladders={ladders} view={view} />
      </div>
      {[...new Map(charted.map((ladder) => [ladder.measure, ladder.title]))].map(([measure, title]) => (
        <EmbedCode
          key={measure}
          view={view}
          origin={publicOrigin()}
          embed={{ kind: 'ladder', parameters: { negotiation: slug, measure }, title: `${negotiation.shortTitle}: ${title} (Parley)` }}
          name={title}
        />
      ))}
      {standing.length > 0 && (
        <div className="mt-8 max-w-[60rem]">
          <StandingTable negotiation={slug} ladders={standing} view={view} />
        </div>
      )}
      {others.length > 0 && (
        <details className="mt-6">
          <summary>
            {others.length} more {others.length === 1 ? 'number' : 'numbers'} named by one side only
          </summary>
          <ul className="mt-2 grid gap-x-8 gap-y-3 sm:grid-cols-2">
            {others.map((ladder) => (
              <li key={rungKey(ladder)} className="border-rule border-t pt-2">
                <p className="figure">
                  <strong>{formatMeasure(ladder.steps.at(-1)?.value ?? 0, ladder.unit)}</strong> {ladder.title}{' '}
                  <span className="text-soft text-sm">
                    {[ladder.contractYear === null ? null : `year ${ladder.contractYear}`, ladder.scope]
                      .filter((part) => part !== null)
                      .join(', ')}
                  </span>
                </p>
                <LadderTable ladder={ladder} view={view} />
                <CiteLink cited={{ negotiation: slug, ...ladder }} view={view} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {agreedOnly.length > 0 && (
        <details className="mt-6" open={charted.length + standing.length === 0}>
          <summary>
            {agreedOnly.length} more {agreedOnly.length === 1 ? 'number' : 'numbers'} of the agreement, with no ask or offer on the record
          </summary>
          <AgreedNumbers negotiation={slug} ladders={agreedOnly} view={view} />
        </details>
      )}
      {ladders.length > 0 && (
        <div className="mt-4">
          <DataLinks
            view={view}
            label="Data of all numbers"
            shown={{ path: `/negotiations/${slug}/ladder`, name: `${slug} all numbers` }}
          />
        </div>
      )}
    </Section>
  );
}

/** The numbers that only the agreement has, each leading to its term. */
function AgreedNumbers({ negotiation, ladders, view }: Numbers) {
  return (
    <ul className="mt-2 grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {ladders.map((ladder) => (
        <li key={rungKey(ladder)} className="figure border-rule border-t pt-2">
          {ladder.agreed !== null && (
            <a href={`#${anchorOf('term', ladder.agreed.term)}`} className="font-semibold">
              {formatMeasure(ladder.agreed.value, ladder.unit)}
            </a>
          )}{' '}
          {ladder.title}{' '}
          <span className="text-soft text-sm">
            {[ladder.contractYear === null ? null : `year ${ladder.contractYear}`, ladder.scope].filter((part) => part !== null).join(', ')}
            {putBy(ladder.agreed?.claimedBy ?? null)}
          </span>
          <CiteLink cited={{ negotiation, ...ladder }} view={view} />
        </li>
      ))}
    </ul>
  );
}

/** The general raises over the years, both sums named. */
function Raises({ negotiation, ladders, view }: Numbers) {
  const rows = [
    ['Union, latest', generalRaiseOf(ladders, 'union')],
    ['Employers, latest', generalRaiseOf(ladders, 'employer')],
    ['Agreed', generalRaiseOf(ladders, 'agreed')],
  ] as const;
  const told = rows.flatMap(([name, raise]) => (raise === null ? [] : [{ name, ...raise }]));
  if (told.length === 0) return null;
  return (
    <div>
      <table className="figure self-start border-rule border-t text-left text-sm">
        <caption className="border-rule border-t pt-2 pb-1 text-left font-semibold text-base">
          General wage increase over the contract
        </caption>
        <thead className="text-soft text-xs">
          <tr>
            <th scope="col" className="pr-6">
              Side
            </th>
            <th scope="col" className="pr-6">
              By year
            </th>
            <th scope="col" className="pr-6 text-right">
              Simple sum
            </th>
            <th scope="col" className="text-right">
              Compounded
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ name, years, sum, compounded, claimedBy }) => (
            <tr key={name} className="border-rule border-t">
              <th scope="row" className="pr-6 font-normal">
                {name}
                {putBy(claimedBy)}
              </th>
              <td className="pr-6">{years.map((value) => `${value}%`).join(' · ')}</td>
              <td className="pr-6 text-right">{sum}%</td>
              <td className="text-right">{compounded}%</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="flex flex-wrap items-baseline gap-x-6">
        <CiteLink cited={{ negotiation, measure: generalRaise }} view={view} />
        <DataLinks
          view={view}
          shown={{
            path: `/negotiations/${negotiation}/ladder`,
            parameters: { measure: generalRaise },
            name: `${negotiation} ${generalRaise}`,
          }}
        />
      </div>
    </div>
  );
}
