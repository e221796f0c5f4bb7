import { describe, expect, it } from 'vitest';
import type { Change } from '../change/change.ts';
import { eventSchema } from '../event/event.ts';
import { feedEntries, type StandingEvent } from './entries.ts';

const event = eventSchema.parse({
  id: '2023-10-02-talks',
  kind: 'MILESTONE',
  date: '2023-10-02',
  headline: 'Talks resume',
  summary: 'The two sides met.',
  significance: 'MAJOR',
  confidence: 'CONFIRMED',
  citations: [{ source: 'daily' }],
});

const published: Change = {
  seq: 1,
  kind: 'PUBLISHED',
  entity: 'EVENT',
  key: event.id,
  negotiation: 'actors-2023',
  before: null,
  after: { ...event, headline: 'Talks begin' },
  reason: null,
  actor: 'desk',
  recordedAt: '2023-10-03T00:00:00.000Z',
};

const corrected: Change = {
  ...published,
  seq: 2,
  kind: 'CORRECTED',
  before: { ...event, headline: 'Talks begin' },
  after: { ...event },
  reason: 'They had begun before.',
  recordedAt: '2023-10-04T00:00:00.000Z',
};

const retracted: Change = { ...corrected, seq: 3, kind: 'RETRACTED', before: { ...event }, after: null, reason: 'It was another day.' };

const standing = new Map<string, StandingEvent>([
  [event.id, { negotiation: 'actors-2023', event, visibility: 'EFFECTIVE', publishers: ['The Daily'] }],
]);
const authority = 'tag:parley.example,2026:';
const pageOf = ({ key }: Change) => `/of/${key}`;
const about = { standing, authority, pageOf };

describe('the entries of a feed', () => {
  it('is the event with when it was recorded and who confirms it', () => {
    expect(feedEntries({ changes: [published], ...about })).toEqual([
      {
        id: 'tag:parley.example,2026:event/2023-10-02-talks',
        corrects: null,
        title: 'Talks resume',
        text: 'The two sides met.\n2 October 2023. Confirmed by The Daily.',
        path: '/events/2023-10-02-talks',
        published: '2023-10-03T00:00:00.000Z',
        updated: '2023-10-03T00:00:00.000Z',
        categories: ['milestone', 'major', 'actors-2023'],
      },
    ]);
  });

  it('tells a correction as a new entry that names the old one, and both values', () => {
    const [correction, first] = feedEntries({ changes: [corrected, published], ...about });
    expect(correction).toMatchObject({
      id: 'tag:parley.example,2026:change/2',
      corrects: first?.id,
      title: 'Correction: Talks resume',
      text: 'Reason: They had begun before.\nChanged: headline, from “Talks begin” to “Talks resume”.',
      updated: '2023-10-04T00:00:00.000Z',
    });
    expect(first).toMatchObject({ title: 'Talks resume', published: '2023-10-03T00:00:00.000Z', updated: '2023-10-04T00:00:00.000Z' });
  });

  it('tells a retraction, and no longer what was retracted', () => {
    const entries = feedEntries({ changes: [retracted, published], ...about, standing: new Map() });
    expect(entries).toMatchObject([
      {
        id: 'tag:parley.example,2026:change/3',
        corrects: 'tag:parley.example,2026:event/2023-10-02-talks',
        title: 'Retracted: Talks resume',
        text: 'Reason: It was another day.\nThe record no longer says this.',
      },
    ]);
  });

  it('does not tell by a correction what came of an event that is only announced', () => {
    const ahead = new Map<string, StandingEvent>([
      [event.id, { negotiation: 'actors-2023', event: { ...event, headline: 'Talks set' }, visibility: 'ANNOUNCED', publishers: [] }],
    ]);
    const [correction] = feedEntries({ changes: [corrected], ...about, standing: ahead });
    expect(correction).toMatchObject({ title: 'Correction: Talks set', text: 'Reason: They had begun before.' });
  });

  it('leads from whatever was corrected to its page', () => {
    const term: Change = { ...corrected, entity: 'TERM', key: 'actors-2023/raise' };
    expect(feedEntries({ changes: [term], ...about })).toMatchObject([
      {
        corrects: 'tag:parley.example,2026:term/actors-2023/raise',
        path: '/of/actors-2023/raise',
        categories: ['term', 'actors-2023', 'correction'],
      },
    ]);
  });
});
