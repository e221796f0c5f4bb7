import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { z } from 'zod';
import { type Database, openDatabase } from '../../src/data/client.ts';
import { importRecord } from '../../src/data/record/import.ts';
import { readSearch } from '../../src/data/search/read.ts';
import { readTransaction, writeTransaction } from '../../src/data/transaction.ts';
import { asAnnounced } from '../../src/domain/event/announcement.ts';
import { longestSearch, type SearchFilter, type SearchResult, type Segment } from '../../src/domain/search/search.ts';
import { bundledNegotiation, bundledNegotiations } from '../fixtures/record.ts';
import { cloneDatabase, withoutLog } from '../setup/database.ts';

let database: Database;

async function open(): Promise<Database> {
  return openDatabase(await cloneDatabase(inject('cluster'), 'template_record'));
}

beforeAll(async () => {
  database = await open();
});
afterAll(() => database.$disconnect());

const today = '2026-11-24';
const search = (words: string, filter: Partial<SearchFilter> = {}, from = database, limit = 50) =>
  readTransaction(from, (tx) => readSearch(tx, words, { asOf: today, limit, ...filter }));
const plain = (segments: readonly Segment[] | undefined) => (segments ?? []).map(({ text }) => text).join('');
const marked = (segments: readonly Segment[]) => segments.filter(({ match }) => match).map(({ text }) => text);
const names = (items: readonly SearchResult[]) => items.map(({ kind, id }) => `${kind} ${id}`);

/** Holds what can be found against what the facts say. */
async function expectInStep(of: Database): Promise<void> {
  const difference = await of.$queryRaw`
    (SELECT "entity"::text, "key" FROM (SELECT * FROM "SearchText" EXCEPT SELECT * FROM "SearchEntry") missing)
    UNION ALL (SELECT "entity"::text, "key" FROM (SELECT * FROM "SearchEntry" EXCEPT SELECT * FROM "SearchText") stale)`;
  expect(difference).toEqual([]);
}

describe('a reader who half remembers', () => {
  test.each([
    ['strike authorization vote', 'EVENT 2023-05-18-authorization-vote-opens', 5],
    ['crabtree ireland', 'PERSON duncan-crabtree-ireland', 1],
    ['fran dresher', 'PERSON fran-drescher', 1],
    ['sarandos netflix', 'PERSON ted-sarandos', 3],
    ['screen actors guild', 'UNION sag-aftra', 3],
  ])('%s finds %s', async (words, wanted, place) => {
    const { items } = await search(words);
    expect(names(items).slice(0, place)).toContain(wanted);
  });

  test('is told what was looked for instead of a slip of the pen', async () => {
    const { account, items } = await search('artifical intelligence');
    expect(account).toMatchObject({ query: 'artificial intelligence', corrected: true, words: 'ALL', complete: true });
    expect(items.flatMap(({ title }) => marked(title))).toContain('AI');
  });

  test('finds by an abbreviation what is spelt out, and the other way round', async () => {
    const [short, dotted, long] = [await search('AI'), await search('A.I.'), await search('artificial intelligence')];
    expect(short.account.total).toBeGreaterThan(100);
    expect(long.account.kinds).toEqual(short.account.kinds);
    expect(names(dotted.items)).toEqual(names(short.items));
  });

  test('gets what has some of the words where nothing has all', async () => {
    const { account, items } = await search('drescher zebra');
    expect(account).toMatchObject({ query: 'drescher zebra', corrected: false, words: 'ANY' });
    expect(names(items)[0]).toBe('PERSON fran-drescher');
  });

  test.each(['xqzzy', 'the', "'", '&', '-', '""', '   ', '!!!'])('finds nothing for %j', async (words) => {
    const { account, items } = await search(words);
    expect([items, account.total, account.complete, account.corrected]).toEqual([[], 0, true, false]);
  });
});

describe('a comparer', () => {
  test('finds an issue across the negotiations, and within one', async () => {
    const all = await search('minimum compensation', {}, database, 200);
    expect(names(all.items)[0]).toBe('ISSUE minimum-compensation');
    expect(new Set(all.items.map(({ negotiation }) => negotiation)).size).toBeGreaterThan(5);
    const one = await search('minimum compensation', { negotiation: ['wga-2023'] }, database, 200);
    expect(new Set(one.items.map(({ negotiation }) => negotiation))).toEqual(new Set(['wga-2023']));
    expect(new Set(names(one.items))).toEqual(new Set(names(all.items.filter(({ negotiation }) => negotiation === 'wga-2023'))));
  });

  test('can ask for kinds, and for days', async () => {
    const terms = await search('residuals', { kind: ['TERM', 'DEMAND'] });
    expect(new Set(terms.items.map(({ kind }) => kind))).toEqual(new Set(['TERM', 'DEMAND']));
    expect(terms.account.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(terms.account.total);
    const days = await search('strike', { from: '2023-07-13', to: '2023-07-14' });
    expect(days.items.length).toBeGreaterThan(3);
    expect(days.items.every(({ date }) => date === '2023-07-13' || date === '2023-07-14')).toBe(true);
  });
});

describe('a journalist', () => {
  test('finds the exact words with who says so', async () => {
    const [first] = (await search('"almost an 80%" unprecedented', { kind: ['STATEMENT'] })).items;
    expect(first?.passage).toMatchObject({ quote: true, source: expect.any(String) });
    expect(plain(first?.passage?.segments)).toBe(
      'I think having almost an 80% ‘yes’ vote with almost a 40% turnout for our members, that’s really unprecedented',
    );
  });

  test('keeps words together, and leaves others out', async () => {
    const together = await search('"last, best and final"');
    expect(together.account.total).toBeGreaterThan(3);
    const without = await search('"last, best and final" -teamsters');
    expect(without.account.total).toBeLessThan(together.account.total);
    expect(without.items.filter(({ negotiation }) => negotiation === 'teamsters-399-2024')).toEqual([]);
  });
});

describe('on a day of the past', () => {
  const pages = async (asOf: string, words: string) => (await search(words, { asOf }, database, 200)).items;

  test.each(['2023-05-01', '2023-07-13', '2023-10-02'])('nothing that was known only after %s is found', async (asOf) => {
    const later = new Set(
      (await database.event.findMany({ where: { knownFrom: { gt: asOf } }, select: { id: true } })).map(({ id }) => id),
    );
    for (const words of ['strike', 'amptp', 'talks', 'ratification', 'deal']) {
      const items = await pages(asOf, words);
      expect(items.filter(({ id }) => later.has(id))).toEqual([]);
      expect(
        items.filter(
          ({ kind, date, announced }) => (kind === 'SOURCE' || kind === 'STATEMENT') && !announced && date !== null && date > asOf,
        ),
      ).toEqual([]);
    }
  });

  test('what was announced is found as announced, in the words of the announcement', async () => {
    const entries = await database.searchEntry.findMany({ where: { announced: true }, select: { key: true, title: true, passages: true } });
    expect(entries.length).toBeGreaterThan(5);
    const events = new Map(
      [...bundledNegotiations.values()].flatMap((negotiation) => negotiation.events.map((event) => [event.id, event])),
    );
    for (const { key, title, passages } of entries) {
      const event = events.get(key);
      if (event === undefined) throw new Error(`the bundled record has no event ${key}`);
      const { headline, summary } = asAnnounced(event);
      expect([title, passages]).toEqual([headline, [expect.objectContaining({ text: summary })]]);
    }
    const [set] = await pages('2023-10-02', 'bargaining session set 4 October');
    expect(set).toMatchObject({ kind: 'EVENT', date: '2023-10-04', announced: true });
  });

  test('terms are found once they are agreed, demands once they are raised', async () => {
    const kinds = async (asOf: string) =>
      (await search('foreign streaming residual', { asOf, kind: ['TERM', 'DEMAND'], negotiation: ['wga-2023'] })).account.kinds;
    expect((await kinds('2023-09-01')).some(({ kind }) => kind === 'TERM')).toBe(false);
    expect((await kinds('2023-10-02')).some(({ kind }) => kind === 'TERM')).toBe(true);
  });

  test('a slip of the pen is mended with a word that is found, and never with one that came later', async () => {
    const asOf = '2023-05-01';
    const later = z.array(z.object({ word: z.string() })).parse(
      await database.$queryRaw`
        SELECT w."word" FROM (SELECT "word", plainto_tsquery('parley', "word") AS "query" FROM "SearchWord") w
        WHERE length(w."word") > 9 AND numnode(w."query") = 1 AND NOT EXISTS (
          SELECT FROM "SearchEntry" e WHERE e."words" @@ w."query" AND e."since" < ${`${asOf}U`} AND (e."until" IS NULL OR e."until" > ${asOf})
        ) ORDER BY w."word" LIMIT 6`,
    );
    expect(later.length).toBe(6);
    for (const { word } of later) {
      const slip = `${word}${word.slice(-1)}`;
      expect((await search(`artifical zebra ${slip}`)).account).toMatchObject({ query: `artificial zebra ${word}`, words: 'ANY' });
      for (const [typed, query, words] of [
        [`artifical zebra ${slip}`, `artificial zebra ${slip}`, 'ANY'],
        [`artifical or ${slip}`, `artificial or ${slip}`, 'ALL'],
        [`artifical -${slip}`, `artificial -${slip}`, 'ALL'],
        [`zebra ${slip}`, `zebra ${slip}`, 'ALL'],
        [`drescher zebra ${slip}`, `drescher zebra ${slip}`, 'ANY'],
      ] as const)
        expect((await search(typed, { asOf })).account, typed).toMatchObject({ query, words, corrected: query !== typed });
    }
  });
});

describe('what can be found keeps in step', () => {
  test('with an import', () => expectInStep(database));

  test('with corrections, retractions and removals of every kind', async () => {
    const ownUrl = await cloneDatabase(inject('cluster'), 'template_record');
    const own = openDatabase(ownUrl);
    const before = bundledNegotiation('dga-2023');
    const [first, ...rest] = before.events;
    if (first === undefined) throw new Error('the fixture has events');
    const changed = {
      ...before,
      shortTitle: 'Directors 2023',
      events: [{ ...first, headline: 'A quokka appears' }, ...rest],
      demands: before.demands.map((demand) => ({ ...demand, title: `${demand.title} numbat` })),
      disputes: before.disputes.map((dispute) => ({ ...dispute, question: `${dispute.question} bilby` })),
    };
    await importRecord(own, [{ file: 'dga-2023.json', kind: 'negotiation', value: changed }], { actor: 'test', reason: 'Why.' });
    await expectInStep(own);
    expect(names((await search('quokka', {}, own)).items)).toEqual([`EVENT ${first.id}`]);
    expect((await search('numbat directors 2023', {}, own)).account.kinds.map(({ kind }) => kind)).toContain('DEMAND');

    await withoutLog(inject('cluster'), ownUrl, async (tx) => {
      await tx.event.update({ where: { id: first.id }, data: { state: 'RETRACTED' } });
    });
    await expectInStep(own);
    expect((await search('quokka', {}, own)).items).toEqual([]);

    await withoutLog(inject('cluster'), ownUrl, async (tx) => {
      await tx.person.update({ where: { slug: 'fran-drescher' }, data: { name: 'Fran Wallaby' } });
      await tx.union.update({ where: { slug: 'dga' }, data: { name: 'Guild of Dingoes' } });
      await tx.issue.update({ where: { slug: 'minimum-compensation' }, data: { title: 'Koala pay' } });
      await tx.employerAssociation.update({ where: { slug: 'amptp' }, data: { abbreviation: 'EMU' } });
      await tx.source.update({ where: { id: 'screendaily-2023-10-02' }, data: { title: 'Echidna daily' } });
      await tx.event.deleteMany({ where: { negotiationSlug: 'wga-2023', kind: 'STATEMENT' } });
    });
    await expectInStep(own);
    expect(names((await search('fran wallaby', {}, own)).items)[0]).toBe('PERSON fran-drescher');
    expect((await search('wallaby', { kind: ['STATEMENT'] }, own)).account.total).toBeGreaterThan(5);

    await withoutLog(inject('cluster'), ownUrl, async (tx) => {
      const slug = 'sag-aftra-interactive-2024';
      await tx.event.deleteMany({ where: { negotiationSlug: slug } });
      await tx.term.deleteMany({ where: { negotiationSlug: slug } });
      await tx.negotiation.delete({ where: { slug } });
    });
    await expectInStep(own);
    await own.$disconnect();
  });

  test('and a transaction that fails leaves nothing to find', async () => {
    const attempt = writeTransaction(database, async (tx) => {
      await tx.person.update({ where: { slug: 'fran-drescher' }, data: { name: 'Fran Quoll' } });
      throw new Error('given up');
    });
    await expect(attempt).rejects.toThrow('given up');
    expect((await search('quoll')).account.total).toBe(0);
  });
});

describe('whatever is asked', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      'strike',
      'OR',
      '-',
      '"',
      '""',
      "'",
      '\\',
      ':*',
      '&',
      '|',
      '!',
      '(',
      ')',
      '<->',
      '<2>',
      'talks',
      "o'brien",
      '\u0000',
      '%',
      'a.b/c?d&e=f',
      'x@y.z',
      '🎬',
      '\ud800',
    ),
  );
  const words = fc.array(pieces, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(' ').slice(0, longestSearch));

  test('it is answered', () =>
    fc.assert(
      fc.asyncProperty(words, async (text) => {
        const { items, account } = await search(text, {}, database, 5);
        expect(account.total).toBeGreaterThanOrEqual(items.length);
      }),
      { numRuns: 100, examples: [["\\'"], ['!"a b" or c'], ['-a or -b'], ["'\\' & ''"], ["n:wga-2023 'k:EVENT'"]] },
    ));

  test('pages give every result once, in one order', async () => {
    const whole = (await search('strike talks', {}, database, 200)).items;
    const paged: SearchResult[] = [];
    let after: Awaited<ReturnType<typeof search>>['next'] | undefined;
    do {
      const page = await readTransaction(database, (tx) =>
        readSearch(tx, 'strike talks', { asOf: today, limit: 7, ...(after != null && { after }) }),
      );
      paged.push(...page.items);
      after = page.next;
    } while (after !== null);
    expect(names(paged)).toEqual(names(whole));
  });
});
