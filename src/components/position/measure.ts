import type { Unit } from '#domain/position/measure.ts';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** A value with its unit, as it is written in a table: `7%`, `$1,000`, `$40m/yr`, `57¢/sub`. */
export function formatMeasure(value: number, unit: Unit): string {
  const text = number.format(value);
  switch (unit) {
    case 'PERCENT':
      return `${text}%`;
    case 'USD':
      return `$${text}`;
    case 'USD_MILLION':
      return `$${text}m`;
    case 'USD_MILLION_PER_YEAR':
      return `$${text}m/yr`;
    case 'CENTS_PER_SUBSCRIBER':
      return `${text}¢/sub`;
    case 'DAYS':
      return `${text} ${value === 1 ? 'day' : 'days'}`;
    case 'WEEKS':
      return `${text} ${value === 1 ? 'week' : 'weeks'}`;
    case 'PEOPLE':
      return `${text} ${value === 1 ? 'person' : 'people'}`;
    case 'RATIO':
    case 'COUNT':
      return text;
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
