import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LogFormat, loggable, openLog } from './log.ts';

/** What a log in a format writes. */
function written(format: LogFormat, tell: (log: ReturnType<typeof openLog>) => void): string {
  let text = '';
  tell(
    openLog(format, (line) => {
      text += line;
    }),
  );
  return text;
}

const formats: LogFormat[] = ['json', 'plain'];

test('a line of JSON has its time, level and sentence, and what was thrown', () => {
  const line: unknown = JSON.parse(written('json', (log) => log.error('a request failed', new Error('no'), { requestId: 'abc' })));
  expect(line).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    level: 'error',
    message: 'a request failed',
    requestId: 'abc',
    error: 'Error: no',
    stack: expect.stringContaining('log.test.ts'),
  });
});

test('a line of words is short enough to read', () => {
  expect(written('plain', (log) => log.warn('a quota is used up', { path: '/api', status: 429, left: undefined }))).toMatch(
    /^parley: \S+ warn a quota is used up path=\/api status=429\n$/,
  );
});

describe.each(formats)('in %s', (format) => {
  test('nothing that a stranger sends makes a second line or moves the cursor', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r\n{"level":"info"}\n', '\u001b[2J', '\u009b31m', '\u2028', '\u202egnp', '\u0000'),
        (text, forged) => {
          const said = `${text}${forged}${text}`;
          const line = written(format, (log) => log.error(said, new Error(said), { path: said }));
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
          expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
          expect(line.endsWith('\n')).toBe(true);
        },
      ),
      { seed: 1_202, numRuns: 50 },
    );
  });

  test.each([
    ['a token in a path', '/api/v1/events/parley_Canary0123', 'Canary'],
    ['a header', 'Authorization: Bearer Canary.0123==', 'Canary'],
    ['the secret of a webhook', 'whsec_Canary0123/+=', 'Canary'],
    ['the address of a database', 'connect postgresql://parley:Canary@db.example/parley', 'Canary'],
    ['a setting', 'password=Canary host=db', 'Canary'],
  ])('%s is not told', (_, text, secret) => {
    expect(written(format, (log) => log.error(text, new Error(text), { path: text }))).not.toContain(secret);
  });
});

test('what is no secret is told as it is', () => {
  expect(loggable('GET https://parley.example/events/2023-07-14 “ünïcode”')).toBe('GET https://parley.example/events/2023-07-14 “ünïcode”');
});
