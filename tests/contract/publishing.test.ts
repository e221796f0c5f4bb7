import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readHistory, readVersion } from '#data/change/read.ts';
import { database } from '#data/client.ts';
import { readTransaction } from '#data/transaction.ts';
import { retractionAnswer } from '#http/contracts/publishing.ts';
import { writeOperations } from '#http/operations.ts';
import { ask } from './ask.ts';
import { askSite } from './ask-site.ts';
import { entryOf, makeToken, newKey, pathsOf, refusal, send, testPage, written } from './writing.ts';

const desk = await makeToken();
const version = () => readTransaction(database(), readVersion);
const history = (id: string) => readTransaction(database(), (tx) => readHistory(tx, { entity: 'EVENT', key: id, limit: 100 }));

async function publish(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return written(await send('POST', '/events', entryOf(id, more), desk), 201);
}

describe('POST /events', () => {
  it('publishes an event with its new source, and answers as GET does', async () => {
    const before = await version();
    const response = await send('POST', '/events', entryOf('published'), desk);
    const { data, meta, etag } = await written(response, 201);
    const location = response.headers.get('location') ?? '';
    expect(location).toBe('http://127.0.0.1:3000/api/v1/events/2026-03-02-published');
    expect(meta).toMatchObject({ seq: before + 2, version: before + 2 });
    const got = await ask('/events/2026-03-02-published');
    expect(await got.json()).toEqual({ data, meta: { asOf: meta.asOf, version: meta.version }, links: { self: location } });
    expect(got.headers.get('parley-revision')).toBe(etag);
    const [change] = await history('2026-03-02-published');
    const { negotiation: _, sources: __, ...event } = entryOf('published');
    expect(change).toMatchObject({
      kind: 'PUBLISHED',
      actor: `token ${desk.name}`,
      negotiation: 'wga-2026',
      before: null,
      after: event,
      seq: meta.seq,
    });
  });

  it('publishes every kind with its detail, and status changes that move the status', async () => {
    const kinds = [
      { kind: 'SESSION', session: { status: 'HELD', attendees: ['duncan-crabtree-ireland'] } },
      { kind: 'PROPOSAL', position: { demand: 'minimums', party: 'UNION', act: 'PROPOSED' } },
      { kind: 'VOTE', vote: { purpose: 'OTHER', body: 'Members', yes: 3, no: 1, result: 'PASSED' } },
      { kind: 'STATEMENT', statement: { speaker: null, organization: 'A union', quote: 'We are ready.' } },
      { kind: 'STATUS', statusChanges: [{ axis: 'BLACKOUT', state: 'ON' }] },
      { kind: 'MILESTONE' },
    ];
    const demand = await database().demand.findFirstOrThrow({ where: { negotiationSlug: 'wga-2026' } });
    for (const detail of kinds) {
      const known = 'position' in detail ? { ...detail, position: { ...detail.position, demand: demand.id } } : detail;
      const { data } = await publish(`kind-${detail.kind.toLowerCase()}`, known);
      expect(data).toMatchObject(known);
      const got = z.object({ data: z.unknown() }).parse(await (await ask(`/events/${data.id}`)).json());
      expect(got.data).toEqual(data);
    }
    const status = await ask('/status');
    const { data } = z
      .object({ data: z.array(z.looseObject({ negotiation: z.looseObject({ slug: z.string() }).or(z.string()) })) })
      .parse(await status.json());
    const talks = data.find(({ negotiation }) => (typeof negotiation === 'string' ? negotiation : negotiation.slug) === 'wga-2026');
    expect(talks).toMatchObject({ axes: { blackout: { state: 'ON', event: '2026-03-02-kind-status' } } });
  });

  it('answers an event that is announced as GET does: without what is to come of it', async () => {
    const vote = { purpose: 'RATIFICATION', body: 'Members', closesOn: '2999-02-01', yes: 3, no: 1, result: 'PASSED' };
    const { data } = await publish('announced', {
      id: '2999-02-01-vote',
      kind: 'VOTE',
      date: '2999-02-01',
      announcedOn: '2026-03-02',
      vote,
    });
    expect(data).toMatchObject({ visibility: 'ANNOUNCED' });
    expect(JSON.stringify(data)).not.toContain('PASSED');
    const got = z.object({ data: z.unknown() }).parse(await (await ask('/events/2999-02-01-vote')).json());
    expect(got.data).toEqual(data);
  });

  it('answers an event of which nothing is known yet as of the day that it takes effect', async () => {
    const { data, meta } = await publish('later', { id: '2999-01-01-later', date: '2999-01-01' });
    expect(meta.asOf).toBe('2999-01-01');
    expect(data.visibility).toBe('EFFECTIVE');
    expect((await ask('/events/2999-01-01-later')).status).toBe(404);
  });

  it('refuses with every reason at once, and stores nothing', async () => {
    const before = await version();
    const answer = await refusal(
      await send(
        'POST',
        '/events',
        entryOf('wrong', {
          negotiation: 'wga-2026',
          kind: 'PROPOSAL',
          date: '2026-03-03',
          announcedOn: '2026-03-04',
          significance: 'HUGE',
          citations: [],
          position: {
            demand: 'no-such-demand',
            party: 'UNION',
            act: 'PROPOSED',
            moves: [
              { measure: 'no-such-measure', value: 1, unit: 'USD' },
              { measure: 'general-wage-increase', value: 1, unit: 'USD' },
            ],
          },
          vote: { purpose: 'OTHER', body: 'Members', result: 'PASSED' },
          statusChanges: [
            { axis: 'STOPPAGE', state: 'IN_EFFECT' },
            { axis: 'BARGAINING', state: 'PAUSED' },
          ],
          sources: [{ ...testPage, url: 'javascript:alert(1)' }, testPage],
          colour: 'red',
        }),
        desk,
      ),
      422,
    );
    expect(answer.code).toBe('INVALID_EVENT');
    expect(pathsOf(answer)).toEqual(
      [
        'announcedOn',
        'citations',
        'colour',
        'id',
        'position.demand',
        'position.moves[0].measure',
        'position.moves[1].unit',
        'significance',
        'sources[0].url',
        'sources[1].id',
        'statusChanges[0].stoppage',
        'statusChanges[1].state',
        'vote',
      ].toSorted(),
    );
    expect(await version()).toBe(before);
  });

  const wrong: readonly [string, Readonly<Record<string, unknown>>, readonly string[]][] = [
    ['an unknown negotiation', { negotiation: 'wga-2032' }, ['negotiation']],
    ['no negotiation', { negotiation: undefined }, ['negotiation']],
    ['an unknown source', { citations: [{ source: 'nowhere' }], sources: [] }, ['citations[0].source']],
    ['no citation at all', { citations: undefined }, ['citations']],
    ['an unknown kind, and a missing headline', { kind: 'RUMOUR', headline: undefined }, ['headline', 'kind']],
    ['an unknown speaker', { kind: 'STATEMENT', statement: { speaker: 'nobody', organization: 'O', quote: 'Q' } }, ['statement.speaker']],
    [
      'an unknown guest, twice',
      { kind: 'SESSION', session: { status: 'HELD', attendees: ['nobody', 'nobody'] } },
      ['session.attendees[0]', 'session.attendees[1]', 'session.attendees[1]'],
    ],
    ['a source under the id of another', { sources: [{ ...testPage, title: 'Another' }] }, ['sources[0].id']],
    [
      'an end before its beginning, and a time without a day',
      { id: '2026-03-x', date: '2026-03', endDate: '2025', time: '10:00' },
      ['endDate', 'time'],
    ],
    [
      'a strike that ends without having been called',
      { statusChanges: [{ axis: 'STOPPAGE', state: 'ENDED', stoppage: 'LOCKOUT' }] },
      ['statusChanges[0].state'],
    ],
    [
      'a deal ratified that was never reached',
      { id: '2000-01-01-x', date: '2000-01-01', statusChanges: [{ axis: 'APPROVAL', state: 'RATIFIED' }] },
      ['statusChanges[0].state'],
    ],
    ['text that is not Unicode', { headline: '\ud800' }, ['headline']],
    ['a null character', { headline: 'a\u0000b' }, ['headline']],
  ];
  it.each(wrong)('refuses %s', async (_, more, paths) => {
    await publishOnce();
    const answer = await refusal(await send('POST', '/events', entryOf('refused', more), desk), 422);
    expect(pathsOf(answer)).toEqual([...paths].toSorted());
  });

  it.each([[null], ['x'], [[]], [3]])('refuses the body %j', async (body) => {
    expect(pathsOf(await refusal(await send('POST', '/events', JSON.stringify(body), desk), 422))).toEqual(['$']);
  });

  it('refuses an id that is taken', async () => {
    await publish('taken');
    const answer = await refusal(await send('POST', '/events', entryOf('taken', { citations: [] }), desk), 422);
    expect(pathsOf(answer)).toEqual(['citations', 'id']);
  });

  let once = false;
  /** The source of the tests, on record. */
  async function publishOnce(): Promise<void> {
    if (!once) await publish('once');
    once = true;
  }
});

describe('PATCH /events/{id}', () => {
  it('corrects what the patch names and keeps before, after and why', async () => {
    const { etag } = await publish('patched', { time: '10:00' });
    const { data, meta } = await written(
      await send(
        'PATCH',
        '/events/2026-03-02-patched',
        { reason: 'The hour was wrong.', headline: 'Members meet', time: null },
        { ...desk, ifMatch: etag },
      ),
      200,
    );
    expect(data).toMatchObject({ headline: 'Members meet', summary: entryOf('patched').summary });
    expect(data).not.toHaveProperty('time');
    const [published, corrected] = await history('2026-03-02-patched');
    expect(corrected).toMatchObject({
      kind: 'CORRECTED',
      reason: 'The hour was wrong.',
      seq: meta.seq,
      before: published?.after,
      actor: `token ${desk.name}`,
    });
    expect(corrected?.after).toMatchObject({ headline: 'Members meet' });
    expect((await ask('/events/2026-03-02-patched')).headers.get('parley-revision')).toBe(`"${meta.seq}"`);
  });

  it('takes the revision of GET, also after the rest of the record has changed', async () => {
    await publish('read-first');
    const got = await ask('/events/2026-03-02-read-first');
    await publish('in-between');
    const ifMatch = got.headers.get('parley-revision') ?? '';
    await written(
      await send(
        'PATCH',
        '/events/2026-03-02-read-first',
        { reason: 'A typo.', summary: 'Better.' },
        { ...desk, ifMatch, headers: { 'Content-Type': 'application/merge-patch+json' } },
      ),
      200,
    );
  });

  it('needs If-Match, and the present one', async () => {
    const { etag } = await publish('matched');
    const patch = (ifMatch: string | undefined, summary: string) =>
      send('PATCH', '/events/2026-03-02-matched', { reason: 'Why.', summary }, { ...desk, ifMatch });
    expect((await refusal(await patch(undefined, 'a'), 428)).code).toBe('PRECONDITION_REQUIRED');
    expect((await refusal(await patch('*', 'a'), 428)).code).toBe('PRECONDITION_REQUIRED');
    await written(await patch(etag, 'a'), 200);
    for (const stale of [etag, `W/${etag}`, '"x"', (await ask('/events/2026-03-02-matched')).headers.get('etag') ?? '', '"99999999"'])
      expect((await refusal(await patch(stale, 'b'), 412)).code).toBe('PRECONDITION_FAILED');
  });

  it('refuses what may not change, with every reason', async () => {
    const { etag } = await publish('fixed');
    const patch = async (body: Readonly<Record<string, unknown>>) =>
      pathsOf(await refusal(await send('PATCH', '/events/2026-03-02-fixed', body, { ...desk, ifMatch: etag }), 422));
    expect(await patch({ id: '2026-03-02-other', negotiation: 'dga-2026', citations: [] })).toEqual([
      'citations',
      'id',
      'negotiation',
      'reason',
    ]);
    expect(await patch({ reason: 'Why.', date: '2026-03-05' })).toEqual(['id']);
    expect(await patch({ reason: 'Why.' })).toEqual(['$']);
    expect(await patch({ reason: ' ', headline: 'New' })).toEqual(['reason']);
  });

  it('does not know an event that is none', async () => {
    expect(
      (await refusal(await send('PATCH', '/events/2026-03-02-nowhere', { reason: 'Why.' }, { ...desk, ifMatch: '"1"' }), 404)).code,
    ).toBe('NOT_FOUND');
    expect((await refusal(await send('PATCH', '/events/NOWHERE', { reason: 'Why.' }, { ...desk, ifMatch: '"1"' }), 404)).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('POST /events/{id}/retraction', () => {
  it('takes the event off the record for good, with the reason', async () => {
    const { etag } = await publish('retracted', { statusChanges: [{ axis: 'BARGAINING', state: 'RECESSED' }] });
    expect(pathsOf(await refusal(await send('POST', '/events/2026-03-02-retracted/retraction', { why: 'x' }, desk), 422))).toEqual([
      'reason',
      'why',
    ]);
    expect(
      (await refusal(await send('POST', '/events/2026-03-02-retracted/retraction', { reason: 'Why.' }, { ...desk, ifMatch: '"1"' }), 412))
        .code,
    ).toBe('PRECONDITION_FAILED');
    const response = await send('POST', '/events/2026-03-02-retracted/retraction', { reason: 'It did not happen.' }, desk);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(z.object({ data: retractionAnswer }).parse(body).data).toMatchObject({ state: 'RETRACTED', reason: 'It did not happen.' });
    for (const answer of [
      await ask('/events/2026-03-02-retracted'),
      await ask('/events/2026-03-02-retracted/citation'),
      await askSite('/markdown/events/2026-03-02-retracted'),
      await askSite('/og/events/2026-03-02-retracted'),
    ])
      expect((await refusal(answer, 410)).retraction?.reason).toBe('It did not happen.');
    const [published, retracted] = await history('2026-03-02-retracted');
    expect(retracted).toMatchObject({ kind: 'RETRACTED', before: published?.after, after: null, reason: 'It did not happen.' });
    for (const path of [
      '/timeline?negotiation=wga-2026&from=2026-03-02&to=2026-03-02',
      '/negotiations/wga-2026/timeline?from=2026-03-02',
      '/sources/test-page',
      '/status',
    ])
      expect(await (await ask(path)).text(), path).not.toContain('2026-03-02-retracted');
    const again = { ...desk, ifMatch: etag };
    expect((await refusal(await send('POST', '/events/2026-03-02-retracted/retraction', { reason: 'Again.' }, desk), 409)).code).toBe(
      'ALREADY_RETRACTED',
    );
    expect((await refusal(await send('PATCH', '/events/2026-03-02-retracted', { reason: 'Again.' }, again), 409)).code).toBe(
      'ALREADY_RETRACTED',
    );
    expect(pathsOf(await refusal(await send('POST', '/events', entryOf('retracted'), desk), 422))).toEqual(['id']);
    expect((await refusal(await send('POST', '/events/2026-03-02-nowhere/retraction', { reason: 'Why.' }, desk), 404)).code).toBe(
      'NOT_FOUND',
    );
  });
});

const paths = writeOperations.map(({ method, path }) => [method, path.replace('{id}', '2026-03-02-any')] as const);

describe.each(paths)('%s %s', (method, path) => {
  const ifMatch = '"1"';

  it('needs a token that may do it', async () => {
    const none = await ask(path, { method, body: '{}' });
    expect((await refusal(none, 401)).code).toBe('UNAUTHENTICATED');
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="Parley"');
    const unknown = await send(method, path, {}, { token: 'parley_unknown' });
    expect((await refusal(unknown, 401)).code).toBe('UNAUTHENTICATED');
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer realm="Parley", error="invalid_token"');
    const { token } = await makeToken([method === 'POST' && path === '/events' ? 'CORRECT' : 'PUBLISH']);
    const lacking = await send(method, path, {}, { token, ifMatch });
    expect((await refusal(lacking, 403)).code).toBe('FORBIDDEN');
    expect(lacking.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
  });

  it('needs an Idempotency-Key', async () => {
    for (const key of [null, 'x'.repeat(256), 'ü'])
      expect((await refusal(await send(method, path, {}, { ...desk, ifMatch, key }), 400)).code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  it('reads JSON of a bounded size and depth, and nothing else', async () => {
    const as = (type: string) => send(method, path, '{}', { ...desk, ifMatch, headers: { 'Content-Type': type } });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/jsonp'])
      expect((await refusal(await as(type), 415)).code).toBe('UNSUPPORTED_MEDIA_TYPE');
    expect((await as('Application/JSON; charset="UTF-8"')).status).not.toBe(415);
    const large = JSON.stringify({ headline: 'x'.repeat(300_000) });
    expect((await refusal(await send(method, path, large, { ...desk, ifMatch }), 413)).code).toBe('BODY_TOO_LARGE');
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)));
      },
    });
    const headers = {
      Authorization: `Bearer ${desk.token}`,
      'Idempotency-Key': newKey(),
      'If-Match': ifMatch,
      'Content-Type': 'application/json',
    };
    const endless = { method, body: stream, headers, duplex: 'half' };
    expect((await refusal(await ask(path, endless), 413)).code).toBe('BODY_TOO_LARGE');
    for (const body of [
      '',
      '{',
      '{"a":1}x',
      '\uFEFF{}',
      `${'['.repeat(33)}${']'.repeat(33)}`,
      `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    ])
      expect((await refusal(await send(method, path, body, { ...desk, ifMatch }), 400)).code).toBe('MALFORMED_BODY');
  });

  it('refuses parameters and other formats, and tells its methods', async () => {
    expect((await refusal(await send(method, `${path}?dryRun=1`, {}, { ...desk, ifMatch }), 400)).code).toBe('INVALID_PARAMETERS');
    expect((await refusal(await send(method, path, {}, { ...desk, ifMatch, headers: { Accept: 'text/csv' } }), 406)).code).toBe(
      'NOT_ACCEPTABLE',
    );
    const options = await ask(path, { method: 'OPTIONS' });
    const allowed = method === 'PATCH' ? 'GET, HEAD, PATCH, OPTIONS' : 'POST, OPTIONS';
    expect([options.status, options.headers.get('allow'), options.headers.get('access-control-allow-methods')]).toEqual([
      204,
      allowed,
      allowed,
    ]);
    expect(options.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    const other = await ask(path, { method: 'DELETE' });
    expect((await refusal(other, 405)).code).toBe('METHOD_NOT_ALLOWED');
    expect(other.headers.get('allow')).toBe(allowed);
  });
});

describe('a quota', () => {
  it('is that of the token, told with every answer, and ends in 429', async () => {
    const { token } = await makeToken(['PUBLISH'], 2);
    const first = await send('POST', '/events', {}, { token });
    expect([first.status, first.headers.get('ratelimit-policy')]).toEqual([422, '"writes";q=2;w=60']);
    expect(first.headers.get('ratelimit')).toMatch(/^"writes";r=1;t=\d+$/);
    expect((await send('POST', '/events', entryOf('quota'), { token })).status).toBe(201);
    const over = await send('POST', '/events', entryOf('over'), { token });
    expect((await refusal(over, 429)).code).toBe('TOO_MANY_REQUESTS');
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(over.headers.get('ratelimit')).toMatch(/^"writes";r=0;t=\d+$/);
    expect((await publish('another-token')).data.id).toBe('2026-03-02-another-token');
  });

  it('of strangers makes them wait, and nobody who has a token', async () => {
    const statuses = new Set<number>();
    let last: Response | undefined;
    for (let count = 0; count < 320; count += 1) {
      last = await send('POST', '/events', {}, { token: `parley_guess-${count}` });
      statuses.add(last.status);
    }
    expect([...statuses]).toEqual([401, 429]);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await publish('not-strange')).meta.seq).toBeGreaterThan(0);
  });
});
