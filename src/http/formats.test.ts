import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedFormat, type Column, toCsv, toNdjson } from './formats.ts';
import { ProblemError } from './problem.ts';

const columns: readonly Column<{ text: string | null; number: number }>[] = [
  { name: 'text', value: ({ text }) => text },
  { name: 'number', value: ({ number }) => number },
];

describe('CSV', () => {
  it('has a header, CRLF ends and quotes where they are needed', () => {
    expect(toCsv([{ text: 'a, "b"\nc', number: 12.5 }], columns)).toBe('text,number\r\n"a, ""b""\nc",12.5\r\n');
  });

  it('of nothing is the header alone', () => {
    expect(toCsv([], columns)).toBe('text,number\r\n');
  });

  it('gives no spreadsheet a formula, and leaves numbers alone', () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'];
    const rows = toCsv(
      texts.map((text) => ({ text, number: -3 })),
      columns,
    );
    for (const text of texts) expect(rows).toContain(`'${text}`);
    expect(rows).toContain(',-3\r\n');
    expect(rows).not.toContain("'-3");
  });

  it('never begins a text cell with a character of a formula', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const [, cell = ''] = /^text\r\n"?([\s\S]*)$/.exec(toCsv([{ text, number: 0 }], columns.slice(0, 1))) ?? [];
        expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe('NDJSON', () => {
  it('is one value on each line', () => {
    expect(toNdjson([{ a: 'x\ny' }, { a: 'z' }])).toBe('{"a":"x\\ny"}\n{"a":"z"}\n');
    expect(toNdjson([])).toBe('');
  });
});

describe('Accept', () => {
  it.each([
    [null, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/*', 'json'],
    ['text/*', 'csv'],
    ['text/csv', 'csv'],
    ['application/x-ndjson', 'ndjson'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/csv; charset=utf-8; q=0.5, application/json; charset=UTF-8', 'json'],
    ['text/csv;q=0.5, application/json;q=0.9', 'json'],
    ['*/*;q=0.1, text/csv', 'csv'],
    ['application/json;q=0, */*', 'csv'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  ])('%s gets %s', (accept, format) => {
    expect(acceptedFormat(accept, ['json', 'csv', 'ndjson'])).toBe(format);
  });

  it.each(['image/png', 'text/html', 'application/json;q=0', 'nonsense'])('%s gets nothing', (accept) => {
    expect(() => acceptedFormat(accept, ['json', 'csv', 'ndjson'])).toThrow(ProblemError);
  });
});
