import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './openapi.ts';
import { fileOperations, operations, writeOperations } from './operations.ts';
import { firstDayParameter, lastDayParameter, meantBy, parseQuery, readQuery } from './parameters.ts';
import { ProblemError } from './problem.ts';

const schema = z.strictObject({
  from: firstDayParameter.exactOptional(),
  to: lastDayParameter.exactOptional(),
  asOf: lastDayParameter.exactOptional(),
});

/** The parameters that are refused, by name, each with the reason. */
function refused(read: () => unknown): Record<string, string> {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return Object.fromEntries(error.invalidParams.map(({ name, reason }) => [name, reason]));
  }
  return {};
}

describe('the days of a query', () => {
  it('may be written as months and years: the first day to begin with, the last to end with', () => {
    expect(parseQuery(schema, { from: '2023-02', to: '2023-02', asOf: '2023' })).toEqual({
      from: '2023-02-01',
      to: '2023-02-28',
      asOf: '2023-12-31',
    });
    expect(parseQuery(schema, { from: '2023', to: '2024-02', asOf: '2023-07-14' })).toEqual({
      from: '2023-01-01',
      to: '2024-02-29',
      asOf: '2023-07-14',
    });
  });

  it.each(['2023-13', '2023-00', '23', '1799', '10000', '2023-7', '2023-', '0000', '2023-02-30'])('must exist: %s does not', (text) => {
    expect(Object.keys(refused(() => parseQuery(schema, { asOf: text })))).toEqual(['asOf']);
  });

  it('come in their order, or both are refused', () => {
    const reasons = { from: 'lies after `to`', to: 'lies before `from`' };
    expect(refused(() => parseQuery(schema, { from: '2023-07-15', to: '2023-07-14' }))).toEqual(reasons);
    expect(refused(() => parseQuery(schema, { from: '2024', to: '2023' }))).toEqual(reasons);
    expect(refused(() => parseQuery(schema, { from: '2023-07-14', to: '2023-07-14' }))).toEqual({});
    expect(refused(() => parseQuery(schema, { from: '2023', to: '2023' }))).toEqual({});
  });

  it('are described as they are read', () => {
    const parametersSchema = z.object({
      paths: z.record(
        z.string(),
        z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string(), schema: z.unknown() })) })),
      ),
    });
    const document = openApiDocument({ operations, writes: writeOperations, files: fileOperations }, 'https://parley.example');
    const { paths } = parametersSchema.parse(document);
    const days = Object.values(paths)
      .flatMap((item) => Object.values(item).flatMap(({ parameters }) => parameters))
      .filter(({ name }) => ['asOf', 'from', 'to', 'on'].includes(name));
    expect(days.length).toBeGreaterThan(20);
    for (const { name, schema: described } of days) expect(described, name).toEqual({ $ref: '#/components/schemas/PartialDate' });
  });
});

describe('a name that slipped', () => {
  it('is refused with the one that was meant', () => {
    for (const [name, meant] of [
      ['asof', 'asOf'],
      ['AsOf', 'asOf'],
      ['as_of', 'asOf'],
      ['FROM', 'from'],
    ] as const) {
      expect(meantBy(name, ['from', 'asOf'])).toBe(meant);
      expect(refused(() => parseQuery(schema, { [name]: '2023-07-14' }))).toEqual({ [name]: `no such parameter: did you mean ${meant}?` });
    }
  });

  it('has to be one: others are only refused, and the right one is never', () => {
    expect(refused(() => parseQuery(schema, { colour: 'red' }))).toEqual({ colour: 'no such parameter' });
    expect(meantBy('asOf', ['asOf'])).toBeUndefined();
  });
});

it('takes the character U+0000 for no text, in a value and in a name', () => {
  expect(Object.keys(refused(() => readQuery('?q=a%00b&from=2023')))).toEqual(['q']);
  expect(Object.keys(refused(() => readQuery('?a%00=b')))).toHaveLength(1);
});
