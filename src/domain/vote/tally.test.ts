import { expect, test } from 'vitest';
import { tallyOf } from './tally.ts';

const vote = { purpose: 'RATIFICATION', body: 'Members', result: 'PASSED' } as const;

test.each([
  [
    { yes: 8435, no: 90, valid: 8525, yesPct: 98.9 },
    { yesPct: 98.94, yesPctIs: 'COUNTED' },
  ],
  [
    { yes: 9020, no: 198 },
    { yesPct: 97.85, yesPctIs: 'COUNTED' },
  ],
  [{ yesPct: 78.33 }, { yesPct: 78.33, yesPctIs: 'STATED', turnoutPct: null, turnoutPctIs: null }],
  [
    { cast: 6728, eligible: 16321, turnoutPct: 41 },
    { turnoutPct: 41.22, turnoutPctIs: 'COUNTED' },
  ],
  [{ turnoutPct: 38.15 }, { turnoutPct: 38.15, turnoutPctIs: 'STATED' }],
  [
    { yes: 0, no: 0 },
    { yesPct: null, yesPctIs: null },
  ],
])('%j comes to %j', (counts, tally) => expect(tallyOf({ ...vote, ...counts })).toMatchObject(tally));
