/** Decimals of the record have at most six places. */
const scale = 1_000_000;

function scaled(value: number): bigint {
  return BigInt(Math.round(value * scale));
}

/** One number less another, exact to six decimals: 0.3 - 0.1 is 0.2. */
export function subtract(one: number, other: number): number {
  return Number(scaled(one) - scaled(other)) / scale;
}

/** The sum of numbers, exact to six decimals. */
export function sum(values: readonly number[]): number {
  return Number(values.reduce((total, value) => total + scaled(value), 0n)) / scale;
}

/**
 * Percentages one upon the other, rounded half up to two decimals: raises of 5, 4 and 3.5 % make 13.02 %. Worked in whole
 * numbers, so that the last digit is right.
 */
export function compound(percentages: readonly number[]): number {
  const one = BigInt(100 * scale);
  let numerator = 1n;
  let denominator = 1n;
  for (const percentage of percentages) {
    numerator *= one + scaled(percentage);
    denominator *= one;
  }
  const hundredths = ((numerator - denominator) * 20_000n) / denominator;
  return Number((hundredths + (hundredths < 0n ? -1n : 1n)) / 2n) / 100;
}
