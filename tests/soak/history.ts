import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Entry, Fate, History } from './judge.ts';

/** A digest of a fact that is the same however it was read. */
export function factDigest(fact: unknown): string {
  return createHash('sha256').update(JSON.stringify(fact)).digest('base64url').slice(0, 12);
}

/** A row as a line of a history. */
export function lineOf({ seq, key, digest }: Entry): string {
  return `${seq} ${key} ${digest}`;
}

/** The row in a line of a history. */
export function entryIn(line: string): Entry {
  const [seq = '', key = '', digest = ''] = line.split(' ');
  return { seq: Number(seq), key, digest };
}

const journalLine = z.union([
  z.object({ intent: z.string() }),
  z.object({ outcome: z.string(), kind: z.literal('ACKNOWLEDGED'), seq: z.int() }),
  z.object({ outcome: z.string(), kind: z.enum(['REFUSED', 'UNKNOWN']) }),
]);

/** What became of each publication, by the journal. One without an outcome is unknown. */
export function fatesIn(journal: string): ReadonlyMap<string, Fate> {
  const fates = new Map<string, Fate>();
  for (const line of linesOf(journal)) {
    const entry = journalLine.parse(JSON.parse(line));
    if ('intent' in entry) fates.set(entry.intent, { kind: 'UNKNOWN' });
    else fates.set(entry.outcome, entry.kind === 'ACKNOWLEDGED' ? { kind: entry.kind, seq: entry.seq } : { kind: entry.kind });
  }
  return fates;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

/** Reads back what a run wrote down, for anybody to judge anew. */
export function readHistory(folder: string): History {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const { since } = z.object({ since: z.int() }).parse(JSON.parse(read('run.json')));
  const clients = readdirSync(folder).filter((name) => name.startsWith('client-'));
  return {
    since,
    fates: fatesIn(read('journal.ndjson')),
    log: linesOf(read('log.txt')).map(entryIn),
    // One in memory at a time: all of a long run's would not fit.
    clients: clients.values().map((name) => [name.replace('.txt', ''), linesOf(read(name)).map(entryIn)] as const),
  };
}
