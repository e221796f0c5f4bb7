import type { ComparisonRow, MeasureStanding } from '#domain/comparison/comparison.ts';
import { rungKey } from '#domain/ladder/rung.ts';
import { reachOf, Strip, valuesOf } from '../charts/strip.tsx';
import { formatMeasure, putBy } from '../position/measure.ts';

/** What a measure is called where it stands in a list: with its contract year and whom it covers. */
export function measureTitle({ title, contractYear, scope }: Pick<MeasureStanding, 'title' | 'contractYear' | 'scope'>): string {
  return `${title}${contractYear === null ? '' : `, year ${contractYear}`}${scope === null ? '' : ` (${scope})`}`;
}

/** The measures on which more than one negotiation of a row has a number, each on one scale: the ladder beside the words. */
export function SharedNumbers({ row, names }: { row: ComparisonRow; names: ReadonlyMap<string, string> }) {
  const all = new Map(row.cells.flatMap((cell) => cell.measures.map((measure) => [rungKey(measure), measure] as const)));
  const shared = [...all].flatMap(([key, measure]) => {
    const standings = row.cells.flatMap(({ negotiation, measures }) => {
      const standing = measures.find((one) => rungKey(one) === key);
      return standing === undefined || valuesOf(standing).length === 0 ? [] : [{ negotiation, standing }];
    });
    return standings.length > 1 ? [{ measure, standings }] : [];
  });
  if (shared.length === 0) return null;
  return (
    <div className="mt-5">
      <h4 className="font-sans font-semibold text-sm">The same numbers, on one scale</h4>
      <div className="mt-2 grid gap-x-8 gap-y-5 sm:grid-cols-2 lg:grid-cols-3">
        {shared.map(({ measure, standings }) => {
          const reach = reachOf(standings.map(({ standing }) => standing));
          return (
            <table key={rungKey(measure)} className="figure w-full self-start text-left text-xs">
              <caption className="text-left">{measureTitle(measure)}</caption>
              <thead className="sr-only">
                <tr>
                  <th scope="col">Negotiation</th>
                  <th scope="col">Values</th>
                </tr>
              </thead>
              <tbody>
                {standings.map(({ negotiation, standing }) => (
                  <tr key={negotiation} className="border-rule border-t align-top">
                    <th scope="row" className="w-24 py-1 pr-2 font-normal">
                      {names.get(negotiation) ?? negotiation}
                    </th>
                    <td className="py-1">
                      <Strip standing={standing} reach={reach} />
                      <Values standing={standing} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
    </div>
  );
}

function Values({ standing: { union, employer, agreed, agreedClaimedBy, unit } }: { standing: MeasureStanding }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {union !== null && <span className="text-union">■ {formatMeasure(union, unit)} asked</span>}
      {employer !== null && <span className="text-employer">● {formatMeasure(employer, unit)} offered</span>}
      {agreed !== null && (
        <span className="font-semibold text-settled">
          ▮ {formatMeasure(agreed, unit)} agreed{putBy(agreedClaimedBy)}
        </span>
      )}
    </span>
  );
}
