import { readHistory, readLastChange, readVersion } from '#data/change/read.ts';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { readDefinitions } from '#data/position/read.ts';
import { readDisagreement, readSourcesById } from '#data/source/read.ts';
import { readEvent } from '#data/timeline/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { eventSchema } from '#domain/event/event.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { now } from '#live/clock.ts';
import { pageDate, type SearchParams } from '../../as-of.ts';
import { sourcesOf, speakerNames } from '../../cited.ts';
import { oncePerRequest } from '../../once.ts';
import { quotedEvent } from '../../quotation.ts';
import { read } from '../../read.ts';

/** What the page is asked. */
export interface Props {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: SearchParams;
}

/** How many changes of its history a page shows. */
const longestHistory = 50;

/** What an event said that was retracted. Its address holds for ever; null where there never was one. */
async function loadRetracted(tx: ReadTx, id: string) {
  const last = await readLastChange(tx, 'EVENT', id);
  if (last === null || last.kind !== 'RETRACTED') return null;
  const event = eventSchema.parse(last.before);
  return {
    retraction: last,
    event,
    negotiation: last.negotiation === null ? null : ((await readNegotiationFrame(tx, last.negotiation))?.negotiation ?? null),
    sources: await readSourcesById(tx, [...new Set(event.citations.map(({ source }) => source))]),
    history: await readHistory(tx, { entity: 'EVENT', key: id, limit: longestHistory }),
  };
}

/** The event with all that its page tells. A permalink holds for ever: a date before the event shows only what had been announced. */
export const load = oncePerRequest(async ({ params, searchParams }: Props) => {
  const { id } = await params;
  const { asOf, isHistorical } = await pageDate(searchParams);
  return read(async (tx) => {
    const found = await readEvent(tx, id, (timeZone) => (isHistorical ? asOf : todayIn(timeZone)));
    if (found === null) return loadRetracted(tx, id);
    const { entry } = found;
    if (entry === null) return { entry: null, asOf: found.asOf };
    const frame = await readNegotiationFrame(tx, entry.negotiation);
    if (frame === null) return null;
    const { disputes, sources } = await readDisagreement(tx, entry.negotiation, { events: [id] }, found.asOf);
    return {
      entry,
      quoted: await quotedEvent(tx, entry, found.asOf),
      version: await readVersion(tx),
      asOf: found.asOf,
      negotiation: frame.negotiation,
      disputes,
      sources: new Map([...sources, ...(await sourcesOf(tx, [entry.event]))]),
      people: await speakerNames(tx, [entry.event]),
      definitions: await readDefinitions(tx, [], [[entry.event]]),
      history: await readHistory(tx, { entity: 'EVENT', key: id, limit: longestHistory }),
    };
  });
});

function todayIn(timeZone: string): string {
  return resolveAsOf(undefined, now(), timeZone);
}
