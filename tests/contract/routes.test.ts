import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { metaSchema } from '#http/operation.ts';
import { operations, writeOperations } from '#http/operations.ts';
import { type Problem, type ProblemCode, problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

const listAnswer = z.object({
  data: z.array(z.unknown()),
  meta: z.object(metaSchema.shape),
  links: z.object({ next: z.url().optional() }),
});

async function problem(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const body = problemSchema.parse(await response.json());
  expect(body.status).toBe(response.status);
  return body;
}

function withQuery(path: string, query: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

const listed = operations.filter(({ list }) => list);

describe.each(operations.map((operation) => [operation.path, operation] as const))('%s', (_, operation) => {
  const { example } = operation;

  it('answers its example as its contract says', async () => {
    const response = await ask(example);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'public, max-age=0, s-maxage=5',
      'content-type': 'application/json; charset=utf-8',
      etag: expect.stringMatching(/^"[\w-]{27}"$/),
      vary: 'Accept',
      'x-content-type-options': 'nosniff',
    });
    const body: unknown = await response.json();
    expect(operation.answer.safeParse(body).error).toBeUndefined();
    if (operation.list) expect(listAnswer.parse(body).data.length, 'the example has something to show').toBeGreaterThan(0);
  });

  it('answers with today where no date is asked for', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Los_Angeles' }).format(new Date());
    const undated = example.replace(/(?<=[?&])(asOf|on|from|to)=[\d-]+&?/g, '').replace(/[?&]$/, '');
    const response = await ask(undated);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(operation.answer.safeParse(body).error).toBeUndefined();
    expect(z.object({ meta: z.object(metaSchema.shape) }).parse(body).meta.asOf).toBe(today);
  });

  it('answers HEAD as GET without the body, and 304 to its own tag', async () => {
    const got = await ask(example);
    const head = await ask(example, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('etag')]).toEqual([200, '', got.headers.get('etag')]);
    const again = await ask(example, { headers: { 'If-None-Match': got.headers.get('etag') ?? '' } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await ask(example, { headers: { 'If-None-Match': '"another"' } });
    expect(other.status).toBe(200);
  });

  it('lets any site ask, and tells which methods it answers', async () => {
    const writes: string[] = writeOperations.filter(({ path }) => path === operation.path).map(({ method }) => method);
    const allowed = ['GET', 'HEAD', ...writes, 'OPTIONS'].join(', ');
    const preflight = await ask(example, { method: 'OPTIONS' });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, allowed]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'].filter((each) => !writes.includes(each))) {
      const refused = await ask(example, { method });
      expect([refused.status, refused.headers.get('allow')]).toEqual([405, allowed]);
      expect((await problem(refused)).code).toBe('METHOD_NOT_ALLOWED');
    }
  });

  const bad: readonly [query: string, code: ProblemCode, name: string][] = [
    ['colour=red', 'INVALID_PARAMETERS', 'colour'],
    ['Limit=5', 'INVALID_PARAMETERS', 'Limit'],
    ['asOf[]=2023-10-02', 'INVALID_PARAMETERS', 'asOf[]'],
    ['%00=1', 'INVALID_PARAMETERS', '\0'],
    [`colour=${'x'.repeat(10_000)}`, 'QUERY_TOO_LONG', 'colour'],
    [Array.from({ length: 300 }, (_value, index) => `p${index}=1`).join('&'), 'INVALID_PARAMETERS', 'p0'],
  ];
  it.each(bad)('refuses ?%.40s', async (query, code, name) => {
    const response = await ask(withQuery(example, query));
    expect(response.status).toBe(400);
    const { code: answered, invalidParams } = await problem(response);
    expect(answered).toBe(code);
    expect(invalidParams?.map((parameter) => parameter.name)).toContain(name);
    expect(invalidParams?.length).toBeLessThanOrEqual(20);
  });

  it('refuses a parameter given twice', async () => {
    const [, query] = example.split('?');
    const repeated = query === undefined ? 'asOf=2023-10-02&asOf=2023-10-02' : query;
    const response = await ask(withQuery(example, repeated));
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.[0]?.reason).toBe('given more than once');
  });

  const date = 'asOf' in operation.query.shape ? 'asOf' : 'on';
  it.each([
    '2023-02-29',
    '2023-13-01',
    '2023-1',
    '202',
    '10/02/2023',
    'today',
    '',
    '2023-10-02T00:00',
    '-2023-10-02',
    '０２',
    '0001-01-01',
  ])('refuses the date “%s”', async (text) => {
    const undated = example.replace(/(?<=[?&])(asOf|on)=[\d-]+&?/, '').replace(/[?&]$/, '');
    const response = await ask(withQuery(undated, `${date}=${encodeURIComponent(text)}`));
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map(({ name }) => name)).toEqual([date]);
  });

  it('refuses formats that it does not write', async () => {
    const response = await ask(example, { headers: { Accept: 'image/png' } });
    expect(response.status).toBe(406);
    expect((await problem(response)).code).toBe('NOT_ACCEPTABLE');
  });

  if (operation.path.includes('{')) {
    const nonsense = [
      '..%2F',
      '%00',
      'x'.repeat(5000),
      'UPPER',
      'no-such-thing-here',
      '%F0%9F%8E%AC',
      "a'--",
      '%2e%2e',
      'a b',
      '*',
      '-',
      'constructor',
      '__proto__',
    ];
    it.each(nonsense)('does not know “%.30s”', async (slug) => {
      const path = operation.path.replace(/\{\w+\}/, slug);
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect((await problem(response)).code).toBe('NOT_FOUND');
    });
  }

  if (operation.problems.includes('NOT_ON_RECORD'))
    it('is not on the record before its first fact', async () => {
      const response = await ask(`${example.split('?')[0]}?${'asOf' in operation.query.shape ? 'asOf' : 'to'}=1990-01-01`);
      expect(response.status).toBe(404);
      expect((await problem(response)).code).toBe('NOT_ON_RECORD');
    });
});

describe.each(listed.map((operation) => [operation.path, operation] as const))('%s, a list,', (_, { example, answer }) => {
  it.each(['-1', '0', '201', '1e9', '1000000000', '99999999999999999999', '2.5', '', 'all', '0x10'])('refuses limit=%s', async (limit) => {
    const response = await ask(withQuery(example.replace(/&?limit=\d+/, ''), `limit=${limit}`));
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map(({ name }) => name)).toEqual(['limit']);
  });

  const forged = ['x', 'AAAA', '%00', 'e30', Buffer.from('[{"slug":"a"},"2023-10-02","x"]').toString('base64url'), 'a'.repeat(3000)];
  it.each(forged)('refuses the cursor %.20s', async (cursor) => {
    const response = await ask(withQuery(example, `cursor=${cursor}`));
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map(({ name }) => name)).toEqual(['cursor']);
  });

  it('refuses a cursor that was given for other filters', async () => {
    const first = listAnswer.parse(await (await ask(withQuery(example.replace(/&?limit=\d+/, ''), 'limit=1'))).json());
    if (first.links.next === undefined) return;
    const cursor = new URL(first.links.next).searchParams.get('cursor') ?? '';
    const path = example.split('?')[0] ?? '';
    const response = await ask(`${path}?asOf=2024-02-29&cursor=${cursor}`);
    expect((await problem(response)).code).toBe('INVALID_CURSOR');
  });

  it('writes the same as CSV and as NDJSON', async () => {
    const json = await ask(example);
    const body: unknown = await json.json();
    expect(answer.safeParse(body).error).toBeUndefined();
    const { data, meta } = listAnswer.parse(body);
    const ndjson = await ask(withQuery(example, 'format=ndjson'));
    expect(ndjson.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(
      (await ndjson.text())
        .split('\n')
        .filter(Boolean)
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(data);
    const csv = await ask(example, { headers: { Accept: 'text/csv' } });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(rows(await csv.text())).toBe(data.length + 1);
    for (const response of [ndjson, csv]) {
      expect(response.headers.get('parley-as-of')).toBe(meta.asOf);
      expect(response.headers.get('parley-version')).toBe(String(meta.version));
      expect(response.headers.get('vary')).toBe('Accept');
    }
    expect((await ask(withQuery(example, 'format=xml'))).status).toBe(400);
  });
});

/** The records of a CSV file: line ends outside quotes. Also holds that every one is CRLF. */
function rows(csv: string): number {
  const outside = csv.replace(/"(?:[^"]|"")*"/g, '');
  expect(outside.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  return outside.split('\r\n').length - 1;
}

describe('an address that is none', () => {
  it.each(['/', '/nothing', '/negotiations/wga-2023/nothing', '/status/wga-2023', '/negotiations/..%2F..%2Fetc%2Fpasswd/timeline/x'])(
    '%s is a problem',
    async (path) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const response = await ask(path, { method });
        expect(response.status).toBe(404);
        expect((await problem(response)).code).toBe('UNKNOWN_ROUTE');
      }
    },
  );
});

describe('a filter that names what the record does not have', () => {
  it.each([
    ['/timeline?negotiation=wga-2032', 'negotiation'],
    ['/timeline?issue=no-such-issue', 'issue'],
    ['/timeline?person=nobody', 'person'],
    ['/negotiations?union=nobody', 'union'],
    ['/studios?association=nobody', 'association'],
    ['/comparison?negotiations=wga-2023,wga-2032', 'negotiations'],
    ['/comparison?negotiations=wga-2023&issues=no-such-issue', 'issues'],
    ['/negotiations/wga-2023/ladder?measure=no-such-measure', 'measure'],
    ['/daycount?negotiation=wga-2032', 'negotiation'],
  ])('%s is refused', async (path, name) => {
    const response = await ask(path);
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map((parameter) => parameter.name)).toEqual([name]);
  });

  it.each([
    ['/comparison', 'negotiations'],
    ['/daycount', 'negotiation'],
  ])('%s needs a parameter', async (path, name) => {
    const response = await ask(path);
    expect(response.status).toBe(400);
    expect((await problem(response)).invalidParams?.map((parameter) => parameter.name)).toEqual([name]);
  });
});
