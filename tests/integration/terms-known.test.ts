import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { readDemands } from '../../src/data/demand/read.ts';
import { agreementKnown } from '../../src/data/event/known.ts';
import { insertEvents, markRetracted } from '../../src/data/event/write.ts';
import { Prisma } from '../../src/data/generated/client.ts';
import { readNegotiation, readNegotiationFrame } from '../../src/data/negotiation/read.ts';
import { insertNegotiations } from '../../src/data/negotiation/write.ts';
import { importRecord } from '../../src/data/record/import.ts';
import { readSearch } from '../../src/data/search/read.ts';
import { readDisputes } from '../../src/data/source/read.ts';
import { readTransaction } from '../../src/data/transaction.ts';
import { agreementVisibility, deriveAxes } from '../../src/domain/deal-status/axes.ts';
import type { Event } from '../../src/domain/event/event.ts';
import { axisStates, type StatusChange, statusChangeSchema } from '../../src/domain/event/status-change.ts';
import type { NegotiationFile } from '../../src/domain/record/record.ts';
import { cloneDatabase, withoutLog } from '../setup/database.ts';

let url: string;
let database: Database;
beforeAll(async () => {
  url = await cloneDatabase(inject('cluster'), 'template_record');
  database = openDatabase(url);
});
afterAll(() => database.$disconnect());

const citations = [{ source: 'nexttv-1206' }];
const frame = {
  title: 'Talks of the test',
  shortTitle: 'Test',
  cycle: '2031',
  unions: ['dga'],
  contract: 'A contract',
  timeZone: 'America/Los_Angeles',
  summary: 'Talks.',
};

function eventOf(id: string, date: string, statusChanges: readonly StatusChange[], time?: string): Event {
  return {
    id: `${date}-${id}`,
    kind: 'MILESTONE',
    date,
    ...(time !== undefined && { time }),
    headline: 'A step',
    summary: 'A step of the talks.',
    significance: 'MAJOR',
    confidence: 'CONFIRMED',
    statusChanges: [...statusChanges],
    citations,
  };
}

const days = ['2031-01-30', '2031-01-31', '2031-02-01'];
const step: fc.Arbitrary<StatusChange> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...axisStates.APPROVAL).map((state) => ({ axis: 'APPROVAL' as const, state })) },
  { weight: 3, arbitrary: fc.constantFrom(...axisStates.BARGAINING).map((state) => ({ axis: 'BARGAINING' as const, state })) },
  fc.constantFrom(...axisStates.AGREEMENT).map((state) => ({ axis: 'AGREEMENT' as const, state })),
);
const moment = fc.record({
  date: fc.constantFrom('2031-01', ...days),
  time: fc.constantFrom(undefined, '09:00', '12:00', '15:00'),
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  isRetracted: fc.boolean(),
});

test('the terms are known on just the days on which the steps say so, whatever they were', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 7 }), async (moments) => {
      count += 1;
      const slug = `history-${count}`;
      const told = moments.map(({ date, time, steps, isRetracted }, index) => ({
        event: eventOf(`${slug}-${index}`, date, steps, date.length === 10 ? time : undefined),
        isRetracted,
      }));
      await withoutLog(inject('cluster'), url, async (tx) => {
        await insertNegotiations(tx, [{ slug, ...frame }]);
        await insertEvents(
          tx,
          told.map(({ event }) => ({ negotiation: slug, event })),
        );
        for (const { event, isRetracted } of told) if (isRetracted) await markRetracted(tx, event.id);
      });
      const events = told.filter(({ isRetracted }) => !isRetracted).map(({ event }) => event);
      for (const asOf of days) {
        const rows = await database.$queryRaw`SELECT coalesce(${agreementKnown(Prisma.sql`${slug}`, asOf)}, false) AS known`;
        const isKnown = z.tuple([z.object({ known: z.boolean() })]).parse(rows)[0].known;
        expect(isKnown, asOf).toBe(agreementVisibility(deriveAxes(events, asOf)) !== 'NONE');
      }
    }),
    { numRuns: 150 },
  );
});

test('what lists and the search tell of terms is what the negotiation tells, through a deal that is turned down', async () => {
  const slug = 'turned-down-2031';
  const one = (axis: 'BARGAINING' | 'APPROVAL', date: string, state: string) =>
    eventOf(state.toLowerCase().replaceAll('_', '-'), date, [statusChangeSchema.parse({ axis, state })]);
  const file: NegotiationFile = {
    slug,
    ...frame,
    demands: [{ id: 'pay', issue: 'minimum-compensation', title: 'Quokka pay', raisedBy: 'UNION' }],
    events: [
      one('BARGAINING', '2031-01-01', 'BARGAINING'),
      one('BARGAINING', '2031-01-02', 'TENTATIVE_AGREEMENT'),
      one('APPROVAL', '2031-01-03', 'REJECTED'),
      eventOf('second-deal', '2031-01-04', [{ axis: 'BARGAINING', state: 'TENTATIVE_AGREEMENT' }]),
      one('APPROVAL', '2031-01-05', 'RATIFIED'),
      eventOf('talks-on-side-letter', '2031-01-06', [{ axis: 'BARGAINING', state: 'BARGAINING' }]),
    ],
    disputes: [
      {
        id: 'how-much',
        question: 'How much is the quokka pay?',
        subject: 'pay-term',
        status: 'OPEN',
        claims: [
          { claim: 'Much.', rank: 'NORMAL', citations },
          { claim: 'Little.', rank: 'NORMAL', citations },
        ],
        assessment: 'Open.',
      },
    ],
    agreement: {
      title: 'The contract',
      terms: [{ id: 'pay-term', demand: 'pay', issue: 'minimum-compensation', summary: 'Quokka pay rises.', citations }],
    },
  };
  await importRecord(database, [{ file: `${slug}.json`, kind: 'negotiation', value: file }], { actor: 'test' });
  const toldOn = (asOf: string) =>
    readTransaction(database, async (tx) => {
      const round = await readNegotiationFrame(tx, slug);
      if (round === null) throw new Error('the negotiation was imported');
      const found = await readSearch(tx, 'quokka', { asOf, limit: 50 });
      return {
        negotiation: (await readNegotiation(tx, round, asOf)).agreement?.agreement.terms.map(({ id }) => id) ?? [],
        demands: (await readDemands(tx, { asOf, negotiation: [slug], limit: 50 })).items.map(({ demand }) => demand.id),
        disputes: (await readDisputes(tx, { asOf, negotiation: [slug], limit: 50 })).items.map(({ dispute }) => dispute.id),
        search: found.items.map(({ kind }) => kind).toSorted(),
      };
    });
  const nothing = { negotiation: [], demands: [], disputes: [], search: [] };
  const all = { negotiation: ['pay-term'], demands: ['pay'], disputes: ['how-much'], search: ['DEMAND', 'DISPUTE', 'TERM'] };
  const told = await Promise.all(file.events.map(({ date }) => toldOn(date)));
  expect(told).toEqual([nothing, all, nothing, all, all, all]);
});
