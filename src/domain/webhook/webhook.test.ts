import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../event/event.ts';
import { afterFailure, concerns, retryDelay, type WebhookReply, wasTaken } from './webhook.ts';

const answered = (status: number, retryAfter: number | null = null): WebhookReply => ({ status, answer: '', error: null, retryAfter });
const unanswered: WebhookReply = { status: null, answer: null, error: 'ECONNREFUSED', retryAfter: null };

describe('which changes a webhook is told', () => {
  const change = { entity: 'EVENT', negotiation: 'wga-2026', before: { kind: 'ACTION' }, after: { kind: 'VOTE' } } as const;

  test.each([
    [null, null, true],
    ['wga-2026', null, true],
    ['dga-2026', null, false],
    [null, 'VOTE', true],
    [null, 'ACTION', true],
    [null, 'SESSION', false],
    ['wga-2026', 'VOTE', true],
    ['dga-2026', 'VOTE', false],
  ] as const)('negotiation %s, kind %s: %s', (negotiation, kind, isTold) => expect(concerns({ negotiation, kind }, change)).toBe(isTold));

  test('a kind of event is never that of a source, whatever fields it has', () =>
    expect(concerns({ negotiation: null, kind: 'VOTE' }, { ...change, entity: 'SOURCE' })).toBe(false));

  test('a publication and a retraction count by the side that they have', () => {
    for (const kind of eventKinds) {
      expect(concerns({ negotiation: null, kind }, { ...change, before: null, after: { kind } })).toBe(true);
      expect(concerns({ negotiation: null, kind }, { ...change, before: { kind }, after: null })).toBe(true);
    }
  });
});

describe('what follows a failure', () => {
  const days = (seconds: number) => seconds / 86_400;
  const delays = Array.from({ length: 20 }, (_, index) => retryDelay(index + 1)).filter((delay) => delay !== null);

  test('the waits grow, and last three days together', () => {
    expect(delays.toSorted((a, b) => a - b)).toEqual(delays);
    expect(days(delays.reduce((sum, delay) => sum + delay, 0))).toBeGreaterThanOrEqual(3);
    expect(days(delays.reduce((sum, delay) => sum + delay, 0))).toBeLessThan(4);
    expect(delays[0]).toBeLessThanOrEqual(10);
  });

  test('it is tried as often as there are waits, then never again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (failures) => {
        const step = afterFailure(unanswered, failures);
        expect(step).toEqual(failures <= delays.length ? { delay: delays[failures - 1] } : { disable: 'HOPELESS' });
      }),
    );
  });

  test('410 ends it at once, whatever came before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (failures) => {
        expect(afterFailure(answered(410), failures)).toEqual({ disable: 'GONE' });
      }),
    );
  });

  test.each([
    [1, 60, 60],
    [1, 2, 5],
    [2, 60, 300],
    [1, 999_999_999, 86_400],
  ])('after %i failures and a wish for %i s of rest it waits for %i s', (failures, wish, delay) =>
    expect(afterFailure(answered(429, wish), failures)).toEqual({ delay }),
  );

  test('2xx alone is a success', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        expect(wasTaken(answered(status))).toBe(/^2/.test(String(status)));
      }),
    );
    expect(wasTaken(unanswered)).toBe(false);
  });
});
