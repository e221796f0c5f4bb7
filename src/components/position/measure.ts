import type { Unit } from '#domain/position/measure.ts';
import { measureInWords } from '#domain/quotation/words.ts';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** A value with its unit, as it is written in a table: as in a sentence, but shorter where it can be: `$40m/yr`, `57¢/sub`. */
export function formatMeasure(value: number, unit: Unit): string {
  switch (unit) {
    case 'USD_MILLION':
      return `$${number.format(value)}m`;
    case 'USD_MILLION_PER_YEAR':
      return `$${number.format(value)}m/yr`;
    case 'CENTS_PER_SUBSCRIBER':
      return `${number.format(value)}¢/sub`;
    default:
      return measureInWords(value, unit);
  }
}

/** The distance between two values, as it is written: `6 points` between two percentages. */
export function formatGap(gap: number, unit: Unit): string {
  const distance = Math.abs(gap);
  return unit === 'PERCENT' ? `${number.format(distance)} ${distance === 1 ? 'point' : 'points'}` : formatMeasure(distance, unit);
}

/** Whose costing a number is, as it is written behind it: `, as put by WGA`; nothing where it is nobody's. */
export function putBy(claimedBy: string | null): string {
  return claimedBy === null ? '' : `, as put by ${claimedBy}`;
}
