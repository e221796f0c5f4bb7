import type { Measure } from '#domain/position/measure.ts';
import { formatDate } from '#domain/time/format.ts';
import { formatMeasure } from './measure.ts';

/** Numbers of a position or term, in a line each. */
export function Measures({ measures, titles }: { measures: readonly Measure[]; titles: ReadonlyMap<string, string> }) {
  return (
    <ul className="figure mt-1 text-sm">
      {measures.map((measure, index) => (
        <li key={`${measure.measure} ${String(index)}`}>
          <strong>{formatMeasure(measure.value, measure.unit)}</strong>{' '}
          <span className="text-soft">
            {titles.get(measure.measure) ?? measure.measure.replaceAll('-', ' ')}
            {measure.contractYear === undefined ? '' : `, year ${measure.contractYear}`}
            {measure.scope === undefined ? '' : `, ${measure.scope}`}
            {measure.effectiveOn === undefined ? '' : `, from ${formatDate(measure.effectiveOn)}`}
            {measure.claimedBy === undefined ? '' : ` (claimed by ${measure.claimedBy})`}
          </span>
        </li>
      ))}
    </ul>
  );
}
