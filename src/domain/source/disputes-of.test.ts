import { describe, expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import type { Event } from '../event/event.ts';
import { disputesOf } from './disputes-of.ts';

const { events, disputes, demands } = bundledNegotiation('sag-aftra-2023');
const demandOf = new Map(events.flatMap((event) => (event.kind === 'PROPOSAL' ? [[event.id, event.position.demand] as const] : [])));
const raisedBy = new Map(demands.map((demand) => [demand.id, demand.raisedBy]));

function idsOf(event: Event | undefined): string[] {
  if (event === undefined) throw new Error('the bundled record has no such event');
  const position = event.kind === 'PROPOSAL' ? event.position : null;
  return disputesOf(
    {
      id: event.id,
      isDisputed: event.confidence === 'DISPUTED',
      demand: position?.demand ?? null,
      isOwnDemand: position !== null && raisedBy.get(position.demand) === position.party,
      sources: event.citations.map(({ source }) => source),
    },
    disputes,
    demandOf,
  ).map(({ id }) => id);
}

describe('the disputes that an event is part of', () => {
  test('are those about it', () => {
    expect(idsOf(events.find(({ id }) => id === '2023-10-11-talks-suspended'))).toContain('october-suspension-blame');
    expect(idsOf(events.find(({ id }) => id === '2023-10-02-talks-resume'))).toEqual(['day-number-october-2']);
  });

  test.each([
    ['2023-07-13-employer-denies-scan-claim', 'background-scan-pay'],
    ['2023-07-17-union-claims-half-day-scan', 'background-scan-pay'],
    ['2023-10-11-studios-claim-one-dollar-fee', 'per-subscriber-ask'],
    ['2023-10-11-union-costs-proposal', 'viewership-bonus-cost'],
    ['2023-10-12-union-on-first-day-consent', 'ai-consent-offered'],
    ['2023-10-12-union-says-cost-overstated', 'viewership-bonus-cost'],
  ])('of %s, which no dispute has as its subject, are %s', (event, dispute) =>
    expect(idsOf(events.find(({ id }) => id === event))).toEqual([dispute]),
  );

  test('are those about a demand for what its own side says of it, not for an answer to it', () => {
    const on = (party: string) =>
      events.filter((event) => event.kind === 'PROPOSAL' && event.position.demand === 'background-pay' && event.position.party === party);
    expect(on('EMPLOYER').length).toBeGreaterThan(0);
    expect(on('EMPLOYER').flatMap(idsOf)).not.toContain('background-ask');
    const [answer] = on('EMPLOYER');
    if (answer?.kind !== 'PROPOSAL') throw new Error('an answer is a move');
    expect(idsOf({ ...answer, position: { ...answer.position, party: 'UNION' } })).toContain('background-ask');
    expect(idsOf({ ...answer, confidence: 'DISPUTED' })).toContain('background-ask');
  });
});
