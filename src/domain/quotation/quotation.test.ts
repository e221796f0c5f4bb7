import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledNegotiation, bundledNegotiations } from '../../../tests/fixtures/record.ts';
import { deriveDealStatus } from '../deal-status/derive.ts';
import { asAnnounced } from '../event/announcement.ts';
import { type Event, eventSchema } from '../event/event.ts';
import { buildLadders } from '../ladder/ladder.ts';
import type { NegotiationFile } from '../record/record.ts';
import { type Dispute, disputeSchema } from '../source/dispute.ts';
import { disputesOf } from '../source/disputes-of.ts';
import type { Source } from '../source/source.ts';
import { oneLine } from '../text/one-line.ts';
import { quoteEvent } from './event.ts';
import { laddersMeant, quoteMeasure } from './measure.ts';
import { cite } from './quotation.ts';
import { quoteStatus } from './status.ts';

function sourceOf(id: string, publisher: string, kind: Source['kind'] = 'PRESS'): Source {
  return { id, publisher, kind, title: 'A report', url: `https://${id}.example/a`, publishedOn: '2023-10', retrievedOn: '2026-01-01' };
}

const sources = new Map([
  ['union-page', sourceOf('union-page', 'The Union', 'PRIMARY')],
  ['daily', sourceOf('daily', 'The Daily')],
  ['weekly', sourceOf('weekly', 'The Weekly')],
  ['forum', sourceOf('forum', 'A forum', 'USER')],
]);

const none = { disputes: [], sources: new Map() };

const told = {
  summary: 'What came of it.',
  significance: 'MAJOR',
  confidence: 'CONFIRMED',
  citations: [{ source: 'daily' }, { source: 'union-page' }],
} as const;

function quoted(event: object, more: Partial<Parameters<typeof quoteEvent>[0]> = {}) {
  return quoteEvent({
    event: eventSchema.parse({ kind: 'MILESTONE', ...told, ...event }),
    visibility: 'EFFECTIVE',
    negotiation: { shortTitle: 'Actors 2023', timeZone: 'America/Los_Angeles' },
    names: new Map([
      ['ann-lee', 'Ann Lee'],
      ['actors', 'The Actors'],
    ]),
    sources,
    disputes: [],
    asOf: '2023-12-31',
    ...more,
  });
}

function sourcesIn(disputes: readonly Dispute[]): string[] {
  return disputes.flatMap(({ claims }) => claims.flatMap(({ citations }) => citations.map(({ source }) => source)));
}

function statusOf(slug: string, asOf: string) {
  const file = bundledNegotiation(slug);
  const { events, agreement, timeZone } = file;
  const status = deriveDealStatus({ events, agreement: agreement ?? null, successor: null, timeZone, asOf });
  return quoteStatus(file, status, [...sources.values()], none).sentence;
}

describe('a status in a sentence', () => {
  it('tells the founding day with the day of the strike, its method and its date', () => {
    expect(statusOf('sag-aftra-2023', '2023-10-02')).toBe(
      'SAG-AFTRA 2023: On strike since 14 July 2023, day 81 by the unions’ inclusive count, as of 2 October 2023; talks resumed on 2 October 2023 (Parley, citing The Union, The Daily, The Weekly and 1 more).',
    );
  });

  it('tells the length of a strike that has ended where it tells the end', () => {
    expect(statusOf('wga-2023', '2023-10-02')).toBe(
      'WGA 2023: A tentative agreement was reached on 24 September 2023; members vote on it until 9 October 2023; the strike ended on 27 September 2023 after 148 days by the unions’ inclusive count, as of 2 October 2023 (Parley, citing The Union, The Daily, The Weekly and 1 more).',
    );
  });

  it('says nothing of days where there was no stoppage', () => {
    expect(statusOf('dga-2023', '2023-10-02')).not.toMatch(/\bdays?\b/);
  });
});

describe('an event in a sentence', () => {
  it('is confirmed by those closest to it first', () => {
    expect(quoted({ id: '2023-10-02-talks', date: '2023-10-02', headline: 'Talks resume' }).sentence).toBe(
      '2 October 2023: Talks resume, confirmed by The Union and The Daily (Parley, Actors 2023, as of 31 December 2023).',
    );
  });

  it.each([
    ['2023', '2023'],
    ['2023-10', 'October 2023'],
    ['2023-10-02', '2 October 2023'],
  ])('is as precise as %s', (date, words) => {
    expect(quoted({ id: `${date}-letter`, date, headline: 'Actors sign a letter' }).sentence).toMatch(`${words}: Actors`);
  });

  it('names the clock of its place', () => {
    const strike = { id: '2023-07-14-strike', date: '2023-07-14', time: '00:01', headline: 'Strike begins' };
    expect(quoted(strike).sentence).toMatch('14 July 2023, 00:01 PDT: Strike begins');
  });

  it('is told according to its outlet where only that reports it', () => {
    const event = {
      id: '2023-10-02-rumour',
      date: '2023-10-02',
      headline: 'Talks resume',
      confidence: 'REPORTED',
      citations: [{ source: 'weekly' }],
    };
    expect(quoted(event).sentence).toMatch('Talks resume, according to The Weekly (');
  });

  const dispute = disputeSchema.parse({
    id: 'who',
    question: 'Who asked?',
    subject: '2023-07-10-mediation',
    status: 'OPEN',
    claims: [
      { claim: 'The companies did, at 4 p.m.', rank: 'NORMAL', citations: [{ source: 'daily' }, { source: 'weekly' }] },
      { claim: 'That is not so.', claimedBy: 'SAG-AFTRA', rank: 'NORMAL', citations: [{ source: 'weekly' }] },
      { claim: 'The mediator did.', rank: 'DEPRECATED', citations: [{ source: 'forum' }] },
    ],
    assessment: 'Nobody knows.',
  });

  it('names both sides where it is disputed, and leaves out what was set aside', () => {
    const event = {
      id: '2023-07-10-mediation',
      date: '2023-07-10',
      headline: 'Mediator called',
      confidence: 'DISPUTED',
      citations: [{ source: 'daily' }],
    };
    expect(quoted(event, { disputes: [dispute] }).sentence).toBe(
      '10 July 2023: Mediator called, a disputed account, according to The Daily. Accounts differ on “Who asked?”: according to The Daily and The Weekly: The companies did, at 4 p.m.; according to SAG-AFTRA: That is not so (Parley, Actors 2023, as of 31 December 2023).',
    );
  });

  it('says so where it is disputed and nobody else’s account is on the record', () => {
    const event = { id: '2023-07-10-mediation', date: '2023-07-10', headline: 'Mediator called', confidence: 'DISPUTED' };
    expect(quoted(event).sentence).toMatch(
      'a disputed account, according to The Union and The Daily; no other account is on the record (Parley',
    );
    expect(quoted(event, { disputes: [{ ...dispute, status: 'SETTLED' }] }).sentence).toMatch('Accounts differ on');
  });

  it('names both sides of every account that the bundled record calls disputed', () => {
    for (const { events, disputes, shortTitle, timeZone } of bundledNegotiations.values()) {
      const demandOf = new Map(events.flatMap((event) => (event.kind === 'PROPOSAL' ? [[event.id, event.position.demand]] : [])));
      for (const event of events.filter(({ confidence }) => confidence === 'DISPUTED')) {
        const cited = event.citations.map(({ source }) => source);
        const about = disputesOf(
          { id: event.id, isDisputed: true, demand: demandOf.get(event.id) ?? null, isOwnDemand: false, sources: cited },
          disputes,
          demandOf,
        );
        const { sentence } = quoteEvent({
          event,
          visibility: 'EFFECTIVE',
          negotiation: { shortTitle, timeZone },
          names: new Map(),
          sources: new Map([...cited, ...sourcesIn(about)].map((id) => [id, sourceOf(id, id)])),
          disputes: about,
          asOf: '2030-01-01',
        });
        expect(sentence).toMatch(/Accounts differ on “.*”: according to .*: .*; according to .*: /);
      }
    }
  });

  it('leaves a settled dispute about a confirmed fact alone', () => {
    const event = { id: '2023-07-10-mediation', date: '2023-07-10', headline: 'Mediator called' };
    expect(quoted(event, { disputes: [{ ...dispute, status: 'SETTLED' }] }).sentence).not.toMatch('Accounts differ');
  });

  const vote = { kind: 'VOTE', id: '2023-10-09-vote', date: '2023-10-09', headline: 'Writers ratify' };
  const poll = { purpose: 'RATIFICATION', body: 'Members', result: 'PASSED' };

  it('has every denominator of a vote', () => {
    const counted = { ...poll, yes: 8435, no: 90, valid: 8525, cast: 8525, eligible: 11000 };
    expect(quoted({ ...vote, vote: counted }).sentence).toMatch(
      'Writers ratify; 98.94% yes (8,435 yes to 90 no of 8,525 valid votes); turnout 77.5% (8,525 of 11,000 eligible), confirmed by',
    );
  });

  it('says so where a percentage is only stated', () => {
    expect(quoted({ ...vote, vote: { ...poll, yesPct: 97.91, turnoutPct: 47.69 } }).sentence).toMatch(
      'Writers ratify; 97.91% yes as stated, without the counts; turnout 47.69% as stated, confirmed',
    );
  });

  it('names the simple sum and the compounded one of a raise', () => {
    const moves = [5, 4, 3.5].map((value, index) => ({
      measure: 'general-wage-increase',
      value,
      unit: 'PERCENT',
      contractYear: index + 1,
    }));
    const offer = { kind: 'PROPOSAL', id: '2023-05-01-offer', date: '2023-05-01', headline: 'Studios offer raises' };
    expect(quoted({ ...offer, position: { demand: 'raises', party: 'EMPLOYER', act: 'PROPOSED', moves } }).sentence).toMatch(
      'Studios offer raises; 5%, 4% and 3.5% over three contract years (12.5% as a simple sum, 13.02% compounded), confirmed',
    );
  });

  it('adds up no rate that the next one follows', () => {
    const moves = [11.5, 12].map((value, index) => ({ measure: 'health-rate', value, unit: 'PERCENT', contractYear: index + 1 }));
    const offer = { kind: 'PROPOSAL', id: '2023-05-01-offer', date: '2023-05-01', headline: 'Studios offer rates' };
    expect(quoted({ ...offer, position: { demand: 'health', party: 'EMPLOYER', act: 'PROPOSED', moves } }).sentence).toMatch(
      'Studios offer rates, confirmed',
    );
  });

  it('quotes who spoke', () => {
    const statement = { speaker: 'ann-lee', organization: 'actors', quote: 'We will be back' };
    expect(quoted({ kind: 'STATEMENT', id: '2023-07-13-said', date: '2023-07-13', headline: 'Lee speaks', statement }).sentence).toMatch(
      '13 July 2023: Ann Lee (The Actors) said, “We will be back”, confirmed',
    );
  });

  it('is announced before its day, and tells nothing of what came of it', () => {
    const session: Event = eventSchema.parse({
      ...told,
      kind: 'SESSION',
      id: '2023-10-04-session',
      date: '2023-10-04',
      announcedOn: '2023-10-02',
      headline: 'Talks go on late',
      session: { status: 'HELD' },
    });
    expect(quoted(asAnnounced(session), { visibility: 'ANNOUNCED', asOf: '2023-10-02' }).sentence).toBe(
      'Announced on 2 October 2023: Bargaining session set for 4 October 2023, confirmed by The Union and The Daily (Parley, Actors 2023, as of 2 October 2023).',
    );
    const strike = { id: '2023-07-14-strike', date: '2023-07-14', announcedOn: '2023-07-13', headline: 'Strike begins' };
    expect(quoted(strike, { visibility: 'ANNOUNCED' }).sentence).toMatch(/^Announced on 13 July 2023 for 14 July 2023: Strike begins/);
  });
});

describe('a measure in a sentence', () => {
  const file = bundledNegotiation('sag-aftra-2023');
  const definitions = [{ measure: 'general-wage-increase', title: 'General wage increase', unit: 'PERCENT', summary: 'x' }] as const;
  const ladders = buildLadders({
    events: file.events,
    agreement: null,
    agreementVisibility: 'NONE',
    definitions,
    asOf: '2023-10-02',
  }).filter(({ measure, scope }) => measure === 'general-wage-increase' && scope === null);

  it('has each side’s latest with its date, and the gap', () => {
    const year = ladders.filter(({ contractYear }) => contractYear === 1);
    expect(quoteMeasure({ negotiation: file, ladders: year, sources: [], disagreement: none, asOf: '2023-10-02' }).sentence).toBe(
      'SAG-AFTRA 2023, General wage increase, contract year 1: the union’s latest was 11% (12 July 2023); the employers’ latest was 5% (12 July 2023); a gap of 6 percentage points, as of 2 October 2023 (Parley).',
    );
  });

  it('names both sums of a raise, and never leaves a side out', () => {
    expect(quoteMeasure({ negotiation: file, ladders, sources: [], disagreement: none, asOf: '2023-10-02' }).sentence).toBe(
      'SAG-AFTRA 2023, General wage increase: the union’s latest was 11%, 4% and 4% over three contract years (19% as a simple sum, 20.06% compounded) (12 July 2023); the employers’ latest was 5% (12 July 2023) in contract year 1, as of 2 October 2023 (Parley).',
    );
  });
});

function settledLadders({ events, agreement }: NegotiationFile) {
  return buildLadders({ events, agreement: agreement ?? null, agreementVisibility: 'FINAL', definitions: [], asOf: '2030-01-01' });
}

describe('the agreed numbers of a measure in a sentence', () => {
  function settled(slug: string, measure: string, meant: Parameters<typeof laddersMeant>[1] = {}) {
    const negotiation = bundledNegotiation(slug);
    const all = settledLadders(negotiation).filter((ladder) => ladder.measure === measure);
    return quoteMeasure({ negotiation, ladders: laddersMeant(all, meant), sources: [], disagreement: none, asOf: '2030-01-01' });
  }

  it('are those of every year, where no one number holds for all', () => {
    expect(settled('sag-aftra-interactive-2024', 'general-wage-increase').sentence).toMatch(
      'general-wage-increase: contract year 1, compounded, on ratification: 15.17% was agreed; contract year 2, November 2025: 3% was agreed; contract year 3, November 2026: 3% was agreed; contract year 4, November 2027: 3% was agreed, as of',
    );
  });

  it('add up only where they are raises', () => {
    expect(settled('wga-2023', 'health-contribution-rate').sentence).toMatch(
      'health-contribution-rate: contract year 1: 11.5% was agreed; contract year 2: 12% was agreed, as of',
    );
    expect(settled('sag-aftra-2023', 'background-wage-increase').sentence).toMatch(
      '11%, 4% and 3.5% over three contract years (18.5% as a simple sum, 19.48% compounded) was agreed, as of',
    );
  });

  it('say for whom they are', () => {
    const scope = 'directors of dramatic pay television and high-budget streaming, from January 1, 2024';
    const [general, some] = [settled('dga-2023', 'general-wage-increase'), settled('dga-2023', 'general-wage-increase', { scope })];
    expect(some.title).toBe(`DGA 2023: general-wage-increase, ${scope}`);
    expect(some.sentence).toMatch(`DGA 2023, general-wage-increase, ${scope}: 5%, 4% and 3.5% over three contract years (`);
    expect(some.key).not.toBe(general.key);
  });

  it('are the asks, year for year, before there is an agreement', () => {
    const negotiation = bundledNegotiation('sag-aftra-interactive-2024');
    const ladders = buildLadders({
      events: negotiation.events,
      agreement: null,
      agreementVisibility: 'NONE',
      definitions: [],
      asOf: '2024-08-01',
    }).filter(({ measure }) => measure === 'general-wage-increase');
    const { sentence } = quoteMeasure({
      negotiation,
      ladders: laddersMeant(ladders, {}),
      sources: [],
      disagreement: none,
      asOf: '2024-08-01',
    });
    for (const year of ['contract year 1, retroactive to expiry', 'contract year 2', 'contract year 3'])
      expect(sentence).toContain(`${year}: the union’s latest was `);
  });
});

describe('the keys of quotations', () => {
  it('are one among all, for every measure, year and scope of the record', () => {
    for (const negotiation of bundledNegotiations.values()) {
      const keys = settledLadders(negotiation).map(
        (ladder) => quoteMeasure({ negotiation, ladders: [ladder], sources: [], disagreement: none, asOf: '2030-01-01' }).key,
      );
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) expect(key).toMatch(/^[a-z0-9-]+$/);
    }
  });

  it('name the date that an event is told as of', () => {
    const event = { id: '2023-10-02-talks', date: '2023-10-02', headline: 'Talks resume' };
    expect(quoted(event).key).not.toBe(quoted(event, { asOf: '2023-11-01' }).key);
  });
});

describe('an agreed measure in a sentence', () => {
  const sentences = [...bundledNegotiations.values()].flatMap((file) => {
    return settledLadders(file).flatMap((ladder) =>
      ladder.agreed === null
        ? []
        : [
            {
              claimedBy: ladder.agreed.claimedBy,
              sentence: quoteMeasure({ negotiation: file, ladders: [ladder], sources: [], disagreement: none, asOf: '2030-01-01' })
                .sentence,
            },
          ],
    );
  });

  it('is whose costing it is, where it is one', () => {
    const costed = sentences.filter(({ claimedBy }) => claimedBy !== null);
    expect(costed.map(({ sentence }) => sentence)).toContain(
      'WGA 2023, package-value, final agreement: the agreement was put by WGA at $233 million a year, as of 1 January 2030 (Parley).',
    );
    for (const { claimedBy, sentence } of costed) {
      expect(sentence).not.toContain('was agreed');
      expect(sentence).toContain(`the agreement was put by ${claimedBy} at `);
    }
  });

  it('was agreed where it is nobody’s', () => {
    for (const { claimedBy, sentence } of sentences) if (claimedBy === null) expect(sentence).toContain(' was agreed, as of');
  });
});

describe('a citation', () => {
  const place = { url: 'https://parley.example/events/2023-10-talks?asOf=2023-12-31', version: 12 };

  it('says in short and in full what was read, and when', () => {
    const { short, long, item } = cite(quoted({ id: '2023-10-talks', date: '2023-10', headline: 'Talks resume' }), place);
    expect(short).toBe('Parley, “Talks resume” (October 2023)');
    expect(long).toBe(
      'Parley. “Talks resume.” Actors 2023, October 2023; record as of 31 December 2023, version 12. https://parley.example/events/2023-10-talks?asOf=2023-12-31. Sources: The Union, “A report”, October 2023, https://union-page.example/a; The Daily, “A report”, October 2023, https://daily.example/a.',
    );
    expect(item).toMatchObject({
      id: 'parley-2023-10-talks-2023-12-31',
      issued: { 'date-parts': [[2023, 12, 31]] },
      'original-date': { 'date-parts': [[2023, 10]] },
    });
  });
});

describe('text on one line', () => {
  it('has no line break, control character or turn of direction, whatever it was', () => {
    const hostile = fc.string({
      unit: fc.oneof(fc.constantFrom('\r', '\n', '\u2028', '\u0085', '\0', '\u202e', '\u2067', '\u200f', ' ', 'a'), fc.string()),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const line = oneLine(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be gone
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
        expect(line).toBe(line.trim());
      }),
    );
  });

  it('never begins a sentence, whatever a headline says', () => {
    fc.assert(
      fc.property(fc.constantFrom('=1+1', '@x', '+1', '-1', '\u202e=x'), (headline) => {
        expect(quoted({ id: '2023-10-02-x', date: '2023-10-02', headline }).sentence).toMatch(/^2 October 2023: /);
      }),
    );
  });
});
