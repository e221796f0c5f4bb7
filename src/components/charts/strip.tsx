import { scaleLinear } from 'd3-scale';

/** What each side asks and offers on one measure, and what was agreed. */
export interface Standing {
  readonly union: number | null;
  readonly employer: number | null;
  readonly agreed: number | null;
}

/** The values of a standing that are known. */
export function valuesOf({ union, employer, agreed }: Standing): number[] {
  return [union, employer, agreed].filter((value) => value !== null);
}

/** From where to where strips that are to be compared reach: from nothing to the largest value among them. */
export function reachOf(standings: readonly Standing[]): readonly [number, number] {
  const values = standings.flatMap(valuesOf);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

/**
 * One measure on a line: the union's value as a square, the employers' as a circle, the gap between them as a band, the agreed value
 * as an upright bar. It only repeats the numbers that stand beside it.
 */
export function Strip({ standing, reach }: { standing: Standing; reach: readonly [number, number] }) {
  const { union, employer, agreed } = standing;
  const x = scaleLinear([reach[0], reach[1] === reach[0] ? reach[0] + 1 : reach[1]], [14, 986]);
  const point = (value: number) => ({
    x1: x(value),
    x2: x(value) + 0.01,
    y1: 11,
    y2: 11,
    strokeWidth: 10,
    vectorEffect: 'non-scaling-stroke',
  });
  return (
    <svg viewBox="0 0 1000 22" preserveAspectRatio="none" className="block h-[22px] w-full overflow-visible" aria-hidden="true">
      <line x1="0" x2="1000" y1="11" y2="11" className="stroke-rule" vectorEffect="non-scaling-stroke" />
      <line x1={x(0)} x2={x(0)} y1="3" y2="19" className="stroke-soft" vectorEffect="non-scaling-stroke" />
      {union !== null && employer !== null && (
        <line
          x1={x(union)}
          x2={x(employer)}
          y1="11"
          y2="11"
          className="stroke-ink opacity-25"
          strokeWidth="5"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {agreed !== null && (
        <line x1={x(agreed)} x2={x(agreed)} y1="0" y2="22" className="stroke-settled" strokeWidth="4" vectorEffect="non-scaling-stroke" />
      )}
      {employer !== null && <line {...point(employer)} className="stroke-employer" strokeLinecap="round" />}
      {union !== null && <line {...point(union)} className="stroke-union" strokeLinecap="square" strokeWidth="7" />}
    </svg>
  );
}

/** What the signs of strips and ladders mean. */
export function SidesKey() {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
      <li className="text-union">■ union proposal</li>
      <li className="text-employer">● employer proposal</li>
      <li className="font-semibold text-settled">▮ agreed</li>
    </ul>
  );
}
