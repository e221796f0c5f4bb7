import { expect, onTestFinished, test } from 'vitest';
import { createMetrics, serveMetrics } from './metrics.ts';

const sights = {
  streams: () => 3,
  head: () => 4_711,
  lagSeconds: () => 0.5,
  waiting: () => 2,
  inHand: () => 1,
  isDatabaseThere: async () => false,
};

test('the figures are OpenMetrics, and count kept answers with the others', async () => {
  const metrics = createMetrics();
  metrics.look(sights);
  metrics.tally.kept.page.whole += 2;
  metrics.tally.kept.api.unchanged += 1;
  metrics.tally.answered('page', 200);
  metrics.tally.answered('api', 401);
  metrics.tally.made('page', 0.03);
  const text = await metrics.text();
  // Looking does not count.
  expect(await metrics.text()).toContain('parley_requests_total{kind="page",status="200"} 3\n');
  expect(metrics.contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
  expect(text.endsWith('# EOF\n')).toBe(true);
  for (const line of [
    '# TYPE parley_requests counter',
    'parley_requests_total{kind="page",status="200"} 3',
    'parley_requests_total{kind="api",status="304"} 1',
    'parley_requests_total{kind="api",status="401"} 1',
    'parley_cache_hits_total{kind="page"} 2',
    'parley_answer_seconds_bucket{le="0.05",kind="page"} 1',
    'parley_answer_seconds_bucket{le="0.025",kind="page"} 0',
    'parley_streams 3',
    'parley_log_head 4711',
    'parley_follower_lag_seconds 0.5',
    'parley_answers_waiting 2',
    'parley_answers_in_hand 1',
    'parley_database_up 0',
  ])
    expect(text.split('\n')).toContain(line);
});

test('they are served to this machine alone, at one address', async () => {
  const metrics = createMetrics();
  metrics.look(sights);
  const server = await serveMetrics(metrics, 0);
  onTestFinished(() => void server.close());
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port');
  expect(bound.address).toBe('127.0.0.1');
  const answer = await fetch(`http://127.0.0.1:${bound.port}/metrics`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, metrics.contentType]);
  expect(await answer.text()).toContain('parley_streams 3');
  expect((await fetch(`http://127.0.0.1:${bound.port}/`)).status).toBe(404);
});
