import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { calendarDateSchema } from '#domain/time/partial-date.ts';
import { endpointsOver, type Host } from './endpoint.ts';
import { knownAtParameter } from './known-at.ts';
import { listOperation, operation } from './operation.ts';
import { asOfParameter, listOf } from './parameters.ts';
import { ProblemError, problemSchema } from './problem.ts';

class Gone extends Error {}

function host(more: Partial<Host<null>> = {}): Host<null> {
  return {
    read: (run) => run(null),
    version: async () => 7,
    versionAt: async () => 5,
    settle: async () => undefined,
    isUnavailable: (error) => error instanceof Gone,
    report: () => undefined,
    now: () => new Date('2023-10-02T20:00:00Z'),
    origin: 'https://parley.example',
    deadline: 1000,
    ...more,
  };
}

const thing = operation({
  id: 'getThing',
  path: '/things/{slug}',
  summary: 'A thing',
  params: z.strictObject({ slug: z.string().regex(/^[a-z]+$/) }),
  query: z.strictObject({ asOf: asOfParameter, size: z.enum(['small', 'large']).exactOptional() }),
  data: z.strictObject({ slug: z.string() }),
  example: '/things/x',
});

const things = listOperation({
  id: 'listThings',
  path: '/things',
  summary: 'Things',
  params: z.strictObject({}),
  query: z.strictObject({ asOf: asOfParameter, kind: listOf(z.enum(['A', 'B']), 2).exactOptional() }),
  item: z.strictObject({ number: z.number() }),
  key: z.strictObject({ number: z.number() }),
  columns: [{ name: 'number', value: ({ number }) => number }],
  example: '/things',
});

const numbers = Array.from({ length: 7 }, (_, number) => ({ number }));

function thingMethods(over = host(), run: (slug: string) => Promise<{ slug: string }> = async (slug) => ({ slug })) {
  return endpointsOver(over).one(thing, async ({ params }) => ({ data: await run(params.slug), asOf: '2023-10-02' }));
}

function listMethods(today = '2023-10-02') {
  return endpointsOver(host()).list(things, async ({ query, page }) => {
    const from = page.after === undefined ? 0 : page.after.number + 1;
    const items = numbers.slice(from, from + page.limit);
    return { items, next: from + page.limit < numbers.length ? { number: from + page.limit - 1 } : null, asOf: query.asOf ?? today };
  });
}

const ask = (path: string, init?: RequestInit) => new Request(`http://localhost:3000/api/v1${path}`, init);
const at = (slug: string) => ({ params: Promise.resolve({ slug }) });
const nowhere = { params: undefined };

async function problem(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  return problemSchema.parse(await response.json());
}

describe('an address that answers one thing', () => {
  it('wraps it, with the date, the version and its own address', async () => {
    const response = await thingMethods().GET(ask('/things/x?size=small'), at('x'));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      data: { slug: 'x' },
      meta: { asOf: '2023-10-02', version: 7 },
      links: { self: 'https://parley.example/api/v1/things/x?size=small' },
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=5');
    expect(response.headers.get('vary')).toBe('Accept');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('answers 304 to its own tag, and HEAD without a body', async () => {
    const { GET, HEAD } = thingMethods();
    const etag = (await GET(ask('/things/x'), at('x'))).headers.get('etag') ?? '';
    const again = await GET(ask('/things/x', { headers: { 'If-None-Match': etag } }), at('x'));
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag]);
    const head = await HEAD(ask('/things/x', { method: 'HEAD' }), at('x'));
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', etag]);
  });

  it('refuses parameters that are unknown, repeated, wrong or too long, and names them', async () => {
    const { GET } = thingMethods();
    for (const [query, name] of [
      ['colour=red', 'colour'],
      ['size=small&size=large', 'size'],
      ['size=huge', 'size'],
      ['asOf=2023-02-29', 'asOf'],
      ['asOf=', 'asOf'],
      ['limit=10', 'limit'],
      ['__proto__=1', '__proto__'],
      ['toString=1', 'toString'],
      [`size=${'x'.repeat(10_000)}`, 'size'],
    ]) {
      const response = await GET(ask(`/things/x?${query}`), at('x'));
      expect(response.status, query).toBe(400);
      const { invalidParams, instance } = await problem(response);
      expect(
        invalidParams?.map((parameter) => parameter.name),
        query,
      ).toEqual([name]);
      expect(instance).toBe('/api/v1/things/x');
    }
  });

  it('does not know what is not even shaped like a slug', async () => {
    const { GET } = thingMethods();
    for (const slug of ['../x', 'x\0', 'X', '', 'x'.repeat(10), '%00'].filter((text) => !/^[a-z]+$/.test(text))) {
      const response = await GET(ask('/things/x'), at(slug));
      expect((await problem(response)).code, slug).toBe('NOT_FOUND');
      expect(response.status).toBe(404);
    }
  });

  it('refuses other formats and methods', async () => {
    const methods = thingMethods();
    const other = await methods.GET(ask('/things/x', { headers: { Accept: 'text/csv' } }), at('x'));
    expect([other.status, (await problem(other)).code]).toEqual([406, 'NOT_ACCEPTABLE']);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const refused = await methods[method](ask('/things/x', { method }), at('x'));
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
      expect((await problem(refused)).code).toBe('METHOD_NOT_ALLOWED');
    }
  });

  it('lets any site ask first', async () => {
    const response = await thingMethods().OPTIONS(ask('/things/x', { method: 'OPTIONS' }), at('x'));
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('says nothing of a fault but that there was one, and takes note of it', async () => {
    const report = vi.fn();
    const secret = new Error('password of 10.0.0.1 is hunter2');
    const response = await thingMethods(host({ report }), async () => {
      throw secret;
    }).GET(ask('/things/x'), at('x'));
    expect(response.status).toBe(500);
    expect(JSON.stringify(await problem(response))).not.toMatch(/hunter2|10\.0\.0\.1/);
    expect(report).toHaveBeenCalledWith(secret, expect.any(Request));
  });

  it('asks to come back when the database is gone or too slow', async () => {
    const gone = await thingMethods(host(), async () => {
      throw new Gone();
    }).GET(ask('/things/x'), at('x'));
    const slow = await thingMethods(host({ deadline: 20 }), () => new Promise(() => undefined)).GET(ask('/things/x'), at('x'));
    for (const response of [gone, slow]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
      expect((await problem(response)).code).toBe('DATABASE_UNAVAILABLE');
    }
  });

  it('passes a problem of the handler on', async () => {
    const response = await thingMethods(host(), async () => {
      throw new ProblemError('NO_STOPPAGE', 'No strike.');
    }).GET(ask('/things/x'), at('x'));
    expect(await problem(response)).toEqual({
      type: 'https://parley.example/problems/no-stoppage',
      title: 'No stoppage by that date',
      status: 404,
      detail: 'No strike.',
      instance: '/api/v1/things/x',
      code: 'NO_STOPPAGE',
    });
  });
});

describe('an address that answers a list', () => {
  const answer = z.strictObject({
    data: z.array(z.strictObject({ number: z.number() })),
    meta: z.strictObject({ asOf: calendarDateSchema, version: z.number() }),
    links: z.strictObject({ self: z.string(), next: z.string().exactOptional() }),
  });

  it('pages to the end, on the date that it was begun on', async () => {
    const seen: number[] = [];
    let next: string | undefined = 'http://x/api/v1/things?limit=3&kind=A,B';
    let today = '2023-10-02';
    while (next !== undefined) {
      const response: Response = await listMethods(today).GET(new Request(next), nowhere);
      const { data, links, meta } = answer.parse(await response.json());
      seen.push(...data.map(({ number }) => number));
      expect(meta.asOf).toBe('2023-10-02');
      expect(response.headers.get('link')).toBe(links.next === undefined ? null : `<${links.next}>; rel="next"`);
      next = links.next;
      today = '2023-10-03';
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('refuses a cursor with other filters, and one that is forged', async () => {
    const first = answer.parse(await (await listMethods().GET(ask('/things?limit=3'), nowhere)).json());
    const cursor = new URL(first.links.next ?? '').searchParams.get('cursor') ?? '';
    expect((await listMethods().GET(ask(`/things?cursor=${cursor}`), nowhere)).status).toBe(200);
    for (const query of [`kind=A&cursor=${cursor}`, `asOf=2023-10-02&cursor=${cursor}`, 'cursor=x', 'cursor=', `cursor=${cursor}A`]) {
      const response = await listMethods().GET(ask(`/things?${query}`), nowhere);
      expect(response.status, query).toBe(400);
      expect((await problem(response)).invalidParams?.map(({ name }) => name)).toEqual(['cursor']);
    }
  });

  it.each(['-1', '0', '201', '1e9', '1000000000', '1.5', '', 'ten', '１', ' 1'])('refuses limit=%s', async (limit) => {
    const response = await listMethods().GET(ask(`/things?limit=${encodeURIComponent(limit)}`), nowhere);
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams).toEqual([{ name: 'limit', reason: 'a whole number from 1 to 200' }]);
  });

  it('says which of all its parameters was meant by a name that slipped', async () => {
    const slips = await problem(await listMethods().GET(ask('/things?asof=2023-07-14&Limit=3&FORMAT=csv'), nowhere));
    expect(slips.invalidParams).toEqual([
      { name: 'asof', reason: 'no such parameter: did you mean asOf?' },
      { name: 'Limit', reason: 'no such parameter: did you mean limit?' },
      { name: 'FORMAT', reason: 'no such parameter: did you mean format?' },
    ]);
  });

  it.each(['kind=C', 'kind=A,A', 'kind=', 'kind=A,', 'kind=A,B,A'])('refuses %s', async (query) => {
    const response = await listMethods().GET(ask(`/things?${query}`), nowhere);
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map(({ name }) => name)).toContain('kind');
  });

  it('writes CSV and NDJSON, by the parameter before the header', async () => {
    const csv = await listMethods().GET(ask('/things?limit=2&format=csv', { headers: { Accept: 'application/json' } }), nowhere);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(await csv.text()).toBe('number\r\n0\r\n1\r\n');
    expect([csv.headers.get('parley-as-of'), csv.headers.get('parley-version')]).toEqual(['2023-10-02', '7']);
    expect(csv.headers.get('link')).toContain('rel="next"');
    const ndjson = await listMethods().GET(ask('/things?limit=2', { headers: { Accept: 'application/x-ndjson' } }), nowhere);
    expect(await ndjson.text()).toBe('{"number":0}\n{"number":1}\n');
    expect((await listMethods().GET(ask('/things', { headers: { Accept: 'image/png' } }), nowhere)).status).toBe(406);
  });
});

describe('an address that is none', () => {
  it('is a problem for every method but the question what is allowed', async () => {
    const methods = endpointsOver(host()).unknown();
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect((await problem(await methods[method](ask('/nothing', { method }), nowhere))).code).toBe('UNKNOWN_ROUTE');
  });
});

const remembered = operation({
  ...thing,
  query: z.strictObject({ asOf: asOfParameter, knownAt: knownAtParameter }),
});

describe('an answer for what was known', () => {
  /** What the endpoint did, in order. */
  function asked(knownAt: string) {
    const steps: string[] = [];
    const over = host({
      settle: async () => {
        steps.push('settle');
      },
      versionAt: async (_, instant) => {
        steps.push(`version at ${instant}`);
        return 5;
      },
    });
    const methods = endpointsOver(over).one(remembered, async ({ known, now: moment }) => {
      steps.push(`answer for ${moment.toISOString()} at ${String(known?.version)}`);
      return { data: { slug: 'x' }, asOf: '2023-10-02' };
    });
    return { steps, response: methods.GET(ask(`/things/x?knownAt=${encodeURIComponent(knownAt)}`), at('x')) };
  }

  it('is given for that moment, and says so', async () => {
    const { steps, response } = asked('2023-01-01T01:00:00+01:00');
    const { meta } = z.object({ meta: z.unknown() }).parse(await (await response).json());
    expect(meta).toEqual({ asOf: '2023-10-02', version: 5, knownAt: '2023-01-01T00:00:00.000Z' });
    expect(steps).toEqual(['version at 2023-01-01T00:00:00.000Z', 'answer for 2023-01-01T00:00:00.000Z at 5']);
  });

  it('is given to the millisecond, however finely the moment is written', async () => {
    for (const [fraction, kept] of [
      ['0999999999', '099'],
      ['000000000999999999', '000'],
      ['9'.repeat(40), '999'],
      ['5', '500'],
    ] as const)
      expect((await asked(`2023-01-01T00:00:00.${fraction}Z`).response.then((response) => response.json())).meta.knownAt).toBe(
        `2023-01-01T00:00:00.${kept}Z`,
      );
  });

  it('waits first until the log is settled where the moment is near', async () => {
    for (const near of ['2023-10-02T20:00:00Z', '2023-10-02T19:50:00.001Z']) {
      const { steps, response } = asked(near);
      expect((await response).status).toBe(200);
      expect(steps[0]).toBe('settle');
    }
    const { steps, response } = asked('2023-10-02T19:50:00Z');
    expect((await response).status).toBe(200);
    expect(steps[0]).toMatch(/^version/);
  });

  it('is refused for a moment that is still to come, before anything is read', async () => {
    const { steps, response } = asked('2023-10-02T20:00:00.001Z');
    expect((await problem(await response)).invalidParams?.map(({ name }) => name)).toEqual(['knownAt']);
    expect(steps).toEqual([]);
  });
});
