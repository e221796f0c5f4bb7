import { describe, expect, test } from 'vitest';
import { bundledNegotiation } from '../../../tests/fixtures/record.ts';
import { canonicalText } from './canonical.ts';
import type { NegotiationFile } from './record.ts';
import { type KnownNames, nothingKnown, type RecordFile, validateRecord } from './validate.ts';

const source = { id: 'a', url: null, publisher: 'A', title: 'A', publishedOn: null, retrievedOn: '2026-01-01', kind: 'PRESS' } as const;
const known: KnownNames = {
  ...nothingKnown,
  sources: new Set(['a']),
  unions: new Set(['union']),
  people: new Set(['person']),
  issues: new Set(['pay']),
  measures: new Map([['raise', 'PERCENT']]),
};
const citations = [{ source: 'a' }];
const told = { headline: 'H', summary: 'S', significance: 'MINOR', confidence: 'REPORTED', citations } as const;

function file(more: Partial<NegotiationFile>): RecordFile {
  const value: NegotiationFile = {
    slug: 'n',
    title: 'N',
    shortTitle: 'N',
    cycle: '2026',
    unions: ['union'],
    contract: 'C',
    timeZone: 'America/Detroit',
    summary: 'S',
    demands: [{ id: 'wages', issue: 'pay', title: 'Wages', raisedBy: 'UNION' }],
    events: [],
    disputes: [],
    ...more,
  };
  return { file: 'n.json', kind: 'negotiation', value };
}

test('a sound file has no problem', () => expect(validateRecord([file({})], known)).toEqual([]));

describe('every problem is told with its path, all at once', () => {
  test.each<[string, Partial<NegotiationFile>, string[]]>([
    ['an unknown union', { unions: ['nobody'] }, ['$.unions[0]']],
    ['an unknown association', { association: 'nobody' }, ['$.association']],
    ['an unknown studio', { studios: ['nobody'] }, ['$.studios[0]']],
    ['an unknown issue', { demands: [{ id: 'd', issue: 'nothing', title: 'D', raisedBy: 'UNION' }] }, ['$.demands[0].issue']],
    [
      'a demand given twice',
      {
        demands: [
          { id: 'd', issue: 'pay', title: 'D', raisedBy: 'UNION' },
          { id: 'd', issue: 'pay', title: 'D', raisedBy: 'UNION' },
        ],
      },
      ['$.demands[1].id'],
    ],
    [
      'an unknown source',
      { events: [{ ...told, id: '2026-x', kind: 'ACTION', date: '2026', citations: [{ source: 'nowhere' }] }] },
      ['$.events[0].citations[0].source'],
    ],
    [
      'an event given twice',
      {
        events: [
          { ...told, id: '2026-x', kind: 'ACTION', date: '2026' },
          { ...told, id: '2026-x', kind: 'ACTION', date: '2026' },
        ],
      },
      ['$.events[1].id'],
    ],
    [
      'a position on an unknown demand in the wrong unit',
      {
        events: [
          {
            ...told,
            id: '2026-x',
            kind: 'PROPOSAL',
            date: '2026',
            position: { demand: 'other', party: 'UNION', act: 'PROPOSED', moves: [{ measure: 'raise', value: 1, unit: 'USD' }] },
          },
        ],
      },
      ['$.events[0].position.demand', '$.events[0].position.moves[0].unit'],
    ],
    [
      'an unknown speaker',
      {
        events: [
          { ...told, id: '2026-x', kind: 'STATEMENT', date: '2026', statement: { speaker: 'ghost', organization: 'O', quote: 'Q' } },
        ],
      },
      ['$.events[0].statement.speaker'],
    ],
    [
      'attendees unknown and twice',
      {
        events: [
          { ...told, id: '2026-x', kind: 'SESSION', date: '2026', session: { status: 'HELD', attendees: ['person', 'person', 'ghost'] } },
        ],
      },
      ['$.events[0].session.attendees[1]', '$.events[0].session.attendees[2]'],
    ],
    [
      'a dispute about nothing',
      { disputes: [{ id: 'q', question: 'Q', subject: 'nothing', status: 'OPEN', assessment: 'A', claims: [] }] },
      ['$.disputes[0].subject'],
    ],
    ['its own predecessor', { predecessor: 'n' }, ['$.predecessor']],
    ['an unknown successor', { successor: 'later' }, ['$.successor']],
  ])('%s', (_, more, paths) => expect(validateRecord([file(more)], known).map((problem) => problem.path)).toEqual(paths));

  test('rounds that do not agree', () => {
    const later = file({ slug: 'later' });
    expect(validateRecord([file({ successor: 'later' }), later], known).map((problem) => problem.message)).toEqual([
      'later names no predecessor: expected "n"',
    ]);
  });

  test('an event that belongs to another negotiation', () => {
    const events = new Map([['2026-x', 'other']]);
    const taken = file({ events: [{ ...told, id: '2026-x', kind: 'ACTION', date: '2026' }] });
    expect(validateRecord([taken], { ...known, events })[0]?.path).toBe('$.events[0].id');
  });

  test('registries: twice the same source, a parent that is unknown, a loop of parents', () => {
    const issues: RecordFile = {
      file: 'issues.json',
      kind: 'issues',
      value: [
        { slug: 'x', title: 'X', parent: 'y', summary: 'X', economic: true },
        { slug: 'y', title: 'Y', parent: 'x', summary: 'Y', economic: true },
        { slug: 'z', title: 'Z', parent: 'gone', summary: 'Z', economic: true },
      ],
    };
    const sources: RecordFile = { file: 'sources.json', kind: 'sources', value: [source, source] };
    expect(
      validateRecord([issues, sources])
        .map(({ file: name, path }) => `${name} ${path}`)
        .toSorted(),
    ).toEqual(['issues.json $[0].parent', 'issues.json $[1].parent', 'issues.json $[2].parent', 'sources.json $[1].id']);
  });
});

test('equal facts have equal text, however their keys are ordered', () => {
  const { summary, title, ...rest } = bundledNegotiation('dga-2023');
  expect(canonicalText({ title, ...rest, summary })).toBe(canonicalText(bundledNegotiation('dga-2023')));
  expect(canonicalText({ ...rest, title, summary: 'other' })).not.toBe(canonicalText(bundledNegotiation('dga-2023')));
});
