import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appendChanges, type ChangeToAppend, logTransaction } from '#data/change/write.ts';
import { openDatabase } from '#data/client.ts';
import { insertEvents, removeEvents } from '#data/event/write.ts';
import { refreshStart } from '#data/negotiation/write.ts';
import { toJson } from '#data/record/json.ts';
import { type Event, eventKinds, eventSchema } from '#domain/event/event.ts';
import { problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

const database = openDatabase(process.env.DATABASE_URL ?? '');

const answerSchema = z.looseObject({
  data: z.unknown(),
  meta: z.object({ asOf: z.string(), version: z.int(), knownAt: z.string().optional() }),
  links: z.object({ next: z.url().optional() }),
});

/** This moment, once it is past: what is recorded from now on is recorded later. */
async function thisMoment(): Promise<string> {
  const rows = z
    .tuple([z.object({ now: z.string() })])
    .parse(
      await database.$queryRaw`SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now, pg_sleep(0.003)::text`,
    );
  return rows[0].now;
}

function withParameter(path: string, name: string, value: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
}

/** All pages of an answer, or its problem: without its address and what it says of the log. */
async function told(path: string): Promise<unknown> {
  const pages: unknown[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const response = await ask(next);
    const body: unknown = await response.json();
    if (response.status !== 200) return { status: response.status, code: problemSchema.parse(body).code };
    const { data, meta, links } = answerSchema.parse(body);
    pages.push({ data, asOf: meta.asOf });
    next = links.next?.replace(/^.*?\/api\/v1/, '');
  }
  return pages;
}

const negotiations = ['dga-2023', 'wga-2023', 'sag-aftra-2023', 'teamsters-399-2024', 'wga-2026'];
const dates = fc.constantFrom('1999-01-01', '2023-05-01', '2023-10-02', '2023-10-31', '2024-12-31', '2026-06-01');
const timelineFilters = fc.record(
  {
    negotiation: fc.subarray(negotiations, { minLength: 1 }).map((slugs) => slugs.join(',')),
    kind: fc.subarray([...eventKinds], { minLength: 1 }).map((kinds) => kinds.join(',')),
    issue: fc.constantFrom('generative-ai', 'minimum-compensation', 'streaming-residuals,generative-ai'),
    party: fc.constantFrom('UNION', 'EMPLOYER'),
    person: fc.constantFrom('bob-iger', 'duncan-crabtree-ireland', 'fran-drescher,carol-lombardini'),
    significance: fc.constantFrom('MAJOR', 'MINOR'),
    q: fc.constantFrom('strike', 'STRIKE', 'talks resume', '“', 'é', '%', '_'),
    order: fc.constantFrom('asc', 'desc'),
    asOf: dates,
    from: fc.constantFrom('2023-05-02', '2023-09-30'),
    to: fc.constantFrom('2023-09-30', '2023-11-30'),
    limit: fc.constantFrom('7', '50', '200'),
  },
  { requiredKeys: ['asOf'] },
);

describe('what is rebuilt from the log', () => {
  it('is what the tables tell: timelines under any filter', async () => {
    const knownAt = await thisMoment();
    await fc.assert(
      fc.asyncProperty(timelineFilters, async (filters) => {
        const query = new URLSearchParams(filters);
        if (query.has('q') && !query.has('negotiation')) query.set('negotiation', 'sag-aftra-2023,wga-2023');
        const path = `/timeline?${query}`;
        expect(await told(withParameter(path, 'knownAt', knownAt))).toEqual(await told(path));
      }),
      { numRuns: 60 },
    );
  });

  it('is what the tables tell: statuses, comparisons, and the timelines of negotiations', async () => {
    const knownAt = await thisMoment();
    for (const asOf of ['1999-01-01', '2023-06-15', '2023-10-02', '2023-11-09', '2024-09-01', '2026-06-01'])
      for (const path of [
        `/status?asOf=${asOf}`,
        `/status?asOf=${asOf}&limit=2`,
        `/status?asOf=${asOf}&cycle=2023`,
        `/status?asOf=${asOf}&negotiation=wga-2023,wga-2026`,
        `/comparison?negotiations=dga-2023,wga-2023,sag-aftra-2023&asOf=${asOf}`,
        `/comparison?negotiations=sag-aftra-2023,iatse-2024&asOf=${asOf}`,
        `/comparison?negotiations=wga-2023&issues=generative-ai,minimum-compensation&asOf=${asOf}`,
        `/negotiations/sag-aftra-2023/timeline?asOf=${asOf}&limit=9&order=desc`,
      ])
        expect(await told(withParameter(path, 'knownAt', knownAt)), path).toEqual(await told(path));
  });

  it('is what the tables tell: every tenth event, on its day and the day before', async () => {
    const knownAt = await thisMoment();
    const events = await database.event.findMany({ orderBy: { id: 'asc' }, select: { id: true, effectiveDay: true, knownFrom: true } });
    for (const { id, effectiveDay, knownFrom } of events.filter((_, index) => index % 10 === 0))
      for (const asOf of new Set([effectiveDay, knownFrom, '2023-07-01'])) {
        const path = `/events/${id}?asOf=${asOf}`;
        expect(await told(withParameter(path, 'knownAt', knownAt)), path).toEqual(await told(path));
      }
  });

  it('says which moment and which number of the log it reflects, in every format', async () => {
    const knownAt = await thisMoment();
    const last = await database.change.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
    const path = withParameter('/timeline?limit=1', 'knownAt', knownAt);
    const { meta } = answerSchema.parse(await (await ask(path)).json());
    expect([meta.knownAt, meta.version]).toEqual([knownAt, Number(last?.seq)]);
    const csv = await ask(`${path}&format=csv`);
    expect([csv.headers.get('parley-known-at'), csv.headers.get('parley-version')]).toEqual([knownAt, String(last?.seq)]);
  });
});

describe('a moment', () => {
  const paths = [
    '/timeline',
    '/negotiations/wga-2023/timeline',
    '/status',
    '/comparison?negotiations=wga-2023',
    '/events/2023-10-02-talks-resume',
  ];
  const bad = [
    '',
    'now',
    '2026',
    '2026-11-24',
    '2026-11-24T10:00:00',
    '2026-02-30T10:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T10:00:00 02:00',
    '1764000000',
    '2023-10-02T10:00:00[America/Los_Angeles]',
  ];
  it.each(paths.flatMap((path) => bad.map((text) => [path, text] as const)))('%s refuses “%s”', async (path, text) => {
    const response = await ask(withParameter(path, 'knownAt', text));
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).invalidParams?.map(({ name }) => name)).toEqual(['knownAt']);
  });

  it.each(paths)('%s refuses one that is still to come', async (path) => {
    const future = new Date(Date.now() + 60_000).toISOString();
    const response = await ask(withParameter(path, 'knownAt', future));
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).invalidParams).toEqual([
      { name: 'knownAt', reason: expect.stringContaining('future') },
    ]);
  });

  it('means the same in every offset, and to the millisecond', async () => {
    for (const text of [
      '2024-03-01T12:00:00Z',
      '2024-03-01T04:00:00-08:00',
      '2024-03-01T17:45:00.0009+05:45',
      '2024-03-01T12:00:00.000999Z',
    ]) {
      const { meta } = answerSchema.parse(await (await ask(withParameter('/status', 'knownAt', text))).json());
      expect(meta).toEqual({ asOf: '2024-03-01', knownAt: '2024-03-01T12:00:00.000Z', version: 0 });
    }
  });

  it('is answered for its own day where the talks are held', async () => {
    const { meta } = answerSchema.parse(await (await ask('/timeline?knownAt=2024-03-01T07:59:59Z')).json());
    expect(meta.asOf).toBe('2024-02-29');
  });

  it('before the first change knows nothing', async () => {
    const then = 'knownAt=2020-01-01T00:00:00Z&asOf=2026-01-01';
    for (const path of ['/timeline', '/timeline?negotiation=wga-2023&q=strike', '/status', '/status?negotiation=wga-2023'])
      expect(await told(`${path}${path.includes('?') ? '&' : '?'}${then}`)).toEqual([{ data: [], asOf: '2026-01-01' }]);
    expect(await told(`/comparison?negotiations=wga-2023&${then}`)).toEqual([
      { data: { negotiations: [], issues: [] }, asOf: '2026-01-01' },
    ]);
    for (const path of ['/events/2023-10-02-talks-resume', '/negotiations/wga-2023/timeline'])
      expect(await told(`${path}?${then}`)).toEqual({ status: 404, code: 'NOT_ON_RECORD' });
    expect(await told(`/events/no-such-event?${then}`)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });
});

const subject = '2023-10-02-talks-resume';

/** The fact as the log has it last. */
async function logged(): Promise<Event> {
  const change = await database.change.findFirst({ where: { entity: 'EVENT', key: subject }, orderBy: { seq: 'desc' } });
  return eventSchema.parse(change?.after ?? change?.before);
}

/** Changes the fact in the tables and in the log together, as every write does. */
async function write(kind: ChangeToAppend['kind'], event: Event, before: Event | null, reason: string | null): Promise<void> {
  const negotiation = 'sag-aftra-2023';
  await logTransaction(database, async (tx) => {
    if (kind === 'RETRACTED') await tx.event.update({ where: { id: subject }, data: { state: 'RETRACTED' } });
    else {
      await removeEvents(tx, [subject]);
      await insertEvents(tx, [{ negotiation, event }]);
    }
    await refreshStart(tx, [negotiation]);
    await appendChanges(
      tx,
      [
        {
          kind,
          entity: 'EVENT',
          key: subject,
          negotiation,
          before: before === null ? null : toJson(before),
          after: kind === 'RETRACTED' ? null : toJson(event),
          reason,
        },
      ],
      'test',
    );
  });
}

describe('what was published for a moment that is past', () => {
  it('never changes, whatever is corrected, retracted or published later; and the event that was retracted is gone, with its history', async () => {
    const paths = [
      `/events/${subject}?asOf=2023-10-03`,
      '/negotiations/sag-aftra-2023/timeline?asOf=2023-10-03&order=desc&limit=10',
      '/timeline?asOf=2023-10-03&order=desc&limit=10',
      '/status?asOf=2023-10-03',
      '/comparison?negotiations=wga-2023,sag-aftra-2023&asOf=2023-10-03',
    ];
    const moments: string[] = [];
    const published = new Map<string, unknown>();
    const publish = async () => {
      const moment = await thisMoment();
      moments.push(moment);
      for (const path of paths) {
        const at = withParameter(path, 'knownAt', moment);
        const response = await ask(at);
        published.set(at, await response.text());
        expect(await told(at), at).toEqual(await told(path));
      }
    };
    await publish();
    const first = await logged();
    const second: Event = { ...first, headline: 'Corrected headline of the talks', summary: `${first.summary} Corrected.` };
    await write('CORRECTED', second, first, 'the headline was wrong');
    await publish();
    const third: Event = { ...second, summary: `${second.summary} Again.` };
    await write('CORRECTED', third, second, 'the summary was wrong');
    await publish();
    await write('RETRACTED', third, third, 'it did not happen');
    await publish();
    for (const [at, text] of published) expect(await (await ask(at)).text(), at).toBe(text);
    const answers = moments.map((moment) => published.get(withParameter(`/events/${subject}?asOf=2023-10-03`, 'knownAt', moment)));
    expect(new Set(answers).size).toBe(4);
    expect(answers[1]).toContain('Corrected headline');
    expect(answers[3]).toContain('"RETRACTED"');
  });

  it('is told with its history, of a retracted event too', async () => {
    const response = await ask(`/events/${subject}`);
    expect(response.status).toBe(410);
    const { code, detail, retraction } = problemSchema.parse(await response.json());
    expect([code, retraction?.reason]).toEqual(['RETRACTED', 'it did not happen']);
    expect(detail).toContain('it did not happen');
    expect(retraction?.history).toMatch(new RegExp(`/api/v1/events/${subject}/history$`));
    expect(response.headers.get('link')).toBe(`<${retraction?.history}>; rel="version-history"`);

    const history = z
      .array(z.object({ kind: z.string(), reason: z.string().nullable(), changed: z.array(z.object({ path: z.string() })) }))
      .parse(answerSchema.parse(await (await ask(`/events/${subject}/history`)).json()).data);
    expect(history.map(({ kind, reason, changed }) => [kind, reason, changed.map(({ path }) => path)])).toEqual([
      ['PUBLISHED', null, []],
      ['CORRECTED', 'the headline was wrong', ['/headline', '/summary']],
      ['CORRECTED', 'the summary was wrong', ['/summary']],
      ['RETRACTED', 'it did not happen', []],
    ]);
  });
});

it('refuses to rebuild more than it can', async () => {
  const slugs = Array.from({ length: 51 }, (_, index) => `more-${index}`);
  await logTransaction(database, (tx) =>
    appendChanges(
      tx,
      slugs.map((slug) => ({
        kind: 'PUBLISHED',
        entity: 'NEGOTIATION',
        key: slug,
        negotiation: slug,
        before: null,
        after: { slug, title: slug, shortTitle: slug, cycle: '2099', unions: ['wga-west'], contract: slug, timeZone: 'UTC', summary: slug },
        reason: null,
      })),
      'test',
    ),
  );
  const knownAt = await thisMoment();
  for (const path of ['/timeline', '/status']) {
    const response = await ask(withParameter(path, 'knownAt', knownAt));
    expect(problemSchema.parse(await response.json()).invalidParams?.map(({ name }) => name)).toEqual(['negotiation']);
  }
  expect(await told(withParameter('/status?cycle=2023&asOf=2023-10-02', 'knownAt', knownAt))).toEqual(
    await told('/status?cycle=2023&asOf=2023-10-02'),
  );
});
