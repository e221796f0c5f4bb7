import type { RaiseOverYears } from '../ladder/raise.ts';
import { listed } from './words.ts';

const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'] as const;

/** A raise over several contract years with both sums named: neither is ever printed without its method. */
export function raiseInWords({ years, sum, compounded }: RaiseOverYears): string {
  const percents = listed(years.map((year) => `${year}%`));
  return `${percents} over ${counts[years.length] ?? years.length} contract years (${sum}% as a simple sum, ${compounded}% compounded)`;
}
