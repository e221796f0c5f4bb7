import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import type { Change } from '../change/change.ts';
import { fold, type HeldFact, nothingHeld } from '../change/fold.ts';
import { deriveDealStatus } from '../deal-status/derive.ts';
import { type Event, eventSchema } from '../event/event.ts';
import { knownRecord } from './known.ts';
import { knownComparison } from './known-comparison.ts';
import { standingsOf } from './known-status.ts';

const slug = 'wga-2023';
const file = bundledNegotiation(slug);
const { demands, events: bundled, disputes: _disputes, agreement, gaps: _gaps, ...frame } = file;
const json = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value));

type Logged = Pick<Change, 'kind' | 'entity' | 'key' | 'negotiation' | 'after'>;
const { terms: _terms, ...header } = agreement ?? { title: 'none', terms: [] };
const beginning: Logged = {
  kind: 'PUBLISHED',
  entity: 'NEGOTIATION',
  key: slug,
  negotiation: slug,
  after: json({ ...frame, ...(agreement !== undefined && { agreement: header }) }),
};

/** What may be done to the facts, in any order: whichever cannot be done to what is there does nothing. */
const action = fc.record({
  what: fc.constantFrom('publish', 'correct', 'retract'),
  which: fc.nat(bundled.length - 1),
  step: fc.integer({ min: -40, max: 40 }),
});

/** An event moved by some days, as a correction of its date would. */
function moved(event: Event, days: number): Event {
  if (event.date.length < 10) return event;
  const { announcedOn: _announced, endDate: _end, ...rest } = event;
  const date = new Date(Date.parse(`${event.date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  return eventSchema.parse({
    ...rest,
    date,
    id: `${date}-${event.id.slice(event.date.length + 1)}`,
    headline: `${event.headline.slice(0, 180)} ${days}`,
  });
}

/** A log that may have happened, with the events that stand after each of its rows, kept as naively as can be. */
const histories = fc.array(action, { maxLength: 60 }).map((actions) => {
  const log: Logged[] = [beginning];
  let standing: readonly Event[] = [];
  const after: (readonly Event[])[] = [standing];
  const key = (index: number) => bundled[index]?.id ?? '';
  const versions = new Map<string, Event>();
  for (const { what, which, step } of actions) {
    const original = bundled[which];
    const name = key(which);
    const present = versions.get(name);
    if (original === undefined || (what === 'publish') !== (present === undefined)) continue;
    const next = what === 'retract' ? null : what === 'publish' ? original : moved(original, step);
    if (next === null) versions.delete(name);
    else versions.set(name, next);
    standing = [...versions.values()];
    const kind = what === 'publish' ? 'PUBLISHED' : what === 'correct' ? 'CORRECTED' : 'RETRACTED';
    log.push({ kind, entity: 'EVENT', key: name, negotiation: slug, after: next === null ? null : json(next) });
    after.push(standing);
  }
  return { log, after };
});

const dates = fc.constantFrom('2023-03-01', '2023-05-02', '2023-09-24', '2023-09-27', '2023-10-09', '2024-06-01', '2026-05-01');
const known = (held: Iterable<HeldFact>) => knownRecord(held);
const upTo = (log: readonly Logged[], version: number) => known(fold(nothingHeld, log.slice(0, version)).values());

describe('the fold of the log', () => {
  it('is the same whole or in pages of any size', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 9 }), ({ log }, size) => {
        let held = nothingHeld;
        for (let start = 0; start < log.length; start += size) held = fold(held, log.slice(start, start + size));
        expect([...held]).toEqual([...fold(nothingHeld, log)]);
      }),
    );
  });

  it('holds after any number of changes what a naive replay holds', () => {
    fc.assert(
      fc.property(histories, fc.nat(60), ({ log, after }, cut) => {
        const version = Math.min(cut + 1, log.length);
        const events = upTo(log, version).negotiations.get(slug)?.events ?? [];
        const byId = (list: readonly Event[]) => list.toSorted((one, other) => (one.id < other.id ? -1 : 1));
        expect(byId(events)).toEqual(byId(after[version - 1] ?? []));
      }),
    );
  });

  it('alters nothing that was told of an earlier moment', () => {
    fc.assert(
      fc.property(histories, fc.nat(60), dates, ({ log }, cut, asOf) => {
        const version = Math.min(cut + 1, log.length);
        const told = (rows: readonly Logged[]) => standingsOf(upTo(rows, version), [slug], asOf);
        expect(told(log)).toEqual(told(log.slice(0, version)));
      }),
    );
  });
});

describe('a status as the record knew it', () => {
  it('is the one of the facts that a naive replay holds, on any date', () => {
    fc.assert(
      fc.property(histories, fc.nat(60), dates, ({ log, after }, cut, asOf) => {
        const version = Math.min(cut + 1, log.length);
        const [standing] = standingsOf(upTo(log, version), [slug], asOf);
        const events = after[version - 1] ?? [];
        const isKnown = events.some(
          (event) =>
            event.date <= asOf || (event.announcedOn ?? '9') <= asOf || (event.kind === 'VOTE' && (event.vote.opensOn ?? '9') <= asOf),
        );
        if (standing === undefined) {
          expect(events.filter(({ date }) => date.length === 10 && date <= asOf)).toEqual([]);
          return;
        }
        expect(isKnown).toBe(true);
        const told = agreement === undefined ? null : { ...header, terms: [] };
        expect(standing.status).toEqual(deriveDealStatus({ events, agreement: told, successor: null, timeZone: frame.timeZone, asOf }));
      }),
    );
  });
});

describe('a comparison as the record knew it', () => {
  const published = (order: readonly string[]) =>
    known([
      ...fold(nothingHeld, [
        beginning,
        ...order.map(
          (key): Logged => ({
            kind: 'PUBLISHED',
            entity: 'ISSUE',
            key,
            negotiation: null,
            after: { slug: key, title: key, parent: null, summary: key, economic: true },
          }),
        ),
        ...demands.map(
          (demand): Logged => ({
            kind: 'PUBLISHED',
            entity: 'DEMAND',
            key: `${slug}/${demand.id}`,
            negotiation: slug,
            after: json(demand),
          }),
        ),
        ...bundled.map((event): Logged => ({ kind: 'PUBLISHED', entity: 'EVENT', key: event.id, negotiation: slug, after: json(event) })),
      ]).values(),
    ]);

  it('has its rows in the order in which their issues were first published', () => {
    const issues = [...new Set(demands.map(({ issue }) => issue))];
    expect(issues.length).toBeGreaterThan(3);
    const asked = { asOf: '2024-01-01', negotiations: [slug] };
    const rows = (order: readonly string[]) => knownComparison(published(order), asked).rows.map(({ issue }) => issue);
    expect(rows(issues).length).toBeGreaterThan(3);
    expect(rows(issues.toReversed())).toEqual(rows(issues).toReversed());
  });

  it('leaves out a negotiation that the record did not know', () => {
    expect(knownComparison(known([]), { asOf: '2024-01-01', negotiations: [slug] })).toEqual({ negotiations: [], rows: [] });
  });
});
