import { z } from 'zod';
import type { SearchFilter } from '#domain/search/search.ts';
import { effectiveBound } from '../event/known.ts';
import type { ReadTx } from '../transaction.ts';

/** The spans of time in which a search looks for events, one after the other; none where no events are asked for. */
export async function readSpans(tx: ReadTx, { asOf, to, kind }: SearchFilter): Promise<readonly Span[]> {
  if (kind !== undefined && !kind.includes('EVENT') && !kind.includes('STATEMENT')) return [];
  return spansBefore(await lastDay(tx, to !== undefined && to < asOf ? to : asOf));
}

const lastDaySchema = z.tuple([z.object({ day: z.string().nullable() })]);

/** The last day up to a day from which an event can be found; that day itself where there is none. Before it there is something to find. */
async function lastDay(tx: ReadTx, day: string): Promise<string> {
  const [last] = lastDaySchema.parse(
    await tx.$queryRaw`
      SELECT greatest(
        left((SELECT max("sortKey") FROM "Event" WHERE "sortKey" < ${effectiveBound(day)}), 10),
        (SELECT max("announcedOn") FROM "Event" WHERE "announcedOn" <= ${day})
      ) AS day`,
  );
  return last.day ?? day;
}

export interface Span {
  /** How the index knows it: any of them; none for all time. */
  readonly lexemes: readonly string[];
  readonly first: string;
  /** How much of it there has been so far, from 0 to 1: PostgreSQL expects as much of a month that has just begun as of any. */
  readonly share: number;
}

/** Spans of time that end with a day, each longer than the one before, the last of them all time. */
function spansBefore(day: string): Span[] {
  const year = Number(day.slice(0, 4));
  const years = (count: number) => Array.from({ length: count }, (_, index) => String(year - index));
  const decades = [...new Set(years(20).map((each) => each.slice(0, 3)))];
  const [oldest = ''] = decades.slice(-1);
  const ofMonth = Number(day.slice(8, 10)) / 31;
  return [
    { lexemes: [`m:${day.slice(0, 7)}`], first: `${day.slice(0, 7)}-01`, share: ofMonth },
    { lexemes: [`y:${year}`], first: `${year}-01-01`, share: (Number(day.slice(5, 7)) - 1 + ofMonth) / 12 },
    { lexemes: years(4).map((each) => `y:${each}`), first: `${year - 3}-01-01`, share: 1 },
    // One long list of the index reads faster than several short ones, so the decade so far has its turn even where it is no longer than these years.
    { lexemes: [`d:${String(year).slice(0, 3)}`], first: `${String(year).slice(0, 3)}0-01-01`, share: 1 },
    { lexemes: decades.map((each) => `d:${each}`), first: `${oldest}0-01-01`, share: 1 },
    { lexemes: [], first: '', share: 1 },
  ];
}
