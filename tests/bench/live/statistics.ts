/** The value below which a share of the values lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** A number with so many places after the point. */
export function rounded(value: number, places = 2): number {
  return Number(value.toFixed(places));
}

/** What one figure came to, and whether it is what it should be. */
export interface Outcome {
  readonly what: string;
  readonly value: number;
  readonly goal: string;
  readonly met: boolean;
}

/** A figure that should be so much at most. */
export function atMost(what: string, value: number, limit: number, unit = ''): Outcome {
  return { what, value: rounded(value), goal: `<= ${limit}${unit}`, met: value <= limit };
}

/** A figure that should be so much at least. */
export function atLeast(what: string, value: number, limit: number, unit = ''): Outcome {
  return { what, value: rounded(value), goal: `>= ${limit}${unit}`, met: value >= limit };
}
