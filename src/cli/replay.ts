import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from 'commander';
import { type Database, openDatabase } from '#data/client.ts';
import { applicationRole, openCluster } from '#data/postgres/cluster.ts';
import { migrate } from '#data/postgres/migrate.ts';
import { passOverBundledRecord } from '#data/record/bundled.ts';
import { putEntries } from '#data/record/entry.ts';
import { readRecordFiles } from '#data/record/files.ts';
import { InvalidRecordError, importRecord } from '#data/record/import.ts';
import { type ReplayDay, replayOf, stageOf } from '#domain/record/replay.ts';
import type { RecordFile } from '#domain/record/validate.ts';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { type CalendarDate, calendarDateSchema } from '#domain/time/partial-date.ts';
import { instantOf } from '#domain/time/zone.ts';

/** What `parley replay` is told. */
export interface ReplayOptions {
  readonly negotiation: readonly string[];
  /** Days of history in a second. */
  readonly speed: number;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly record: string;
  /** Whether to end when the replay does, instead of leaving the pages up. */
  readonly once?: boolean;
}

const server = fileURLToPath(new URL('../server.ts', import.meta.url));
const actor = 'replay';

/** The option `--speed`: `1d/s` is a day of history in a second. */
export function parseSpeed(text: string): number {
  const days = Number(/^(\d+(?:\.\d+)?)d\/s$/.exec(text)?.[1]);
  if (!(days >= 0.1 && days <= 100)) throw new InvalidArgumentError('Expected days in a second from 0.1d/s to 100d/s, such as 1d/s.');
  return days;
}

/** The options `--from` and `--to`. */
export function parseDay(text: string): CalendarDate {
  const parsed = calendarDateSchema.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`Expected ${parsed.error.issues[0]?.message ?? 'a day'}.`);
  return parsed.data;
}

/**
 * `parley replay`: plays history into a database of its own that goes when it ends, event by event through the path by which events are
 * published, before a server whose clock shows the day that is played. Its pages and its stream show what they would have shown.
 *
 * @throws InvalidRecordError when the record has no such negotiation or cannot be loaded
 */
export async function replayCommand(options: ReplayOptions): Promise<void> {
  const files = readFiles(options);
  const played = files.flatMap((file) => (file.kind === 'negotiation' ? [file.value] : []));
  const days = replayOf(played, options);
  if (days.length === 0)
    throw new InvalidRecordError([{ file: options.record, path: '--from', message: 'nothing is on record between these days' }]);
  const folder = mkdtempSync(join(tmpdir(), 'parley-replay-'));
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort());
  console.log('parley: preparing a database of its own …');
  const cluster = await openCluster(folder);
  try {
    await migrate(cluster.ownerUrl, applicationRole);
    const database = openDatabase(cluster.url);
    try {
      await passOverBundledRecord(database);
      await importRecord(database, files.map(withoutHistory), { actor });
      await withServer(cluster.url, ended.signal, async (child) => {
        await play(database, child, days, options.speed, ended.signal);
        // Disputes are told once all that they are about has happened.
        if (!ended.signal.aborted && options.to === undefined) await importRecord(database, files, { actor });
        if (options.once === true || ended.signal.aborted) return;
        console.log('parley: the replay is over; the pages stay until you press Ctrl-C');
        await Promise.race([once(child, 'close'), once(ended.signal, 'abort')]);
      });
    } finally {
      await database.$disconnect();
    }
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The registries, and the negotiations that are played. */
function readFiles({ record, negotiation }: ReplayOptions): RecordFile[] {
  const { files, problems } = readRecordFiles(record);
  if (problems.length > 0) throw new InvalidRecordError(problems);
  const slugs = new Set(files.flatMap((file) => (file.kind === 'negotiation' ? [file.value.slug] : [])));
  const unknown = negotiation.filter((slug) => !slugs.has(slug));
  if (unknown.length > 0)
    throw new InvalidRecordError(
      unknown.map((slug) => ({ file: record, path: '--negotiation', message: `the record has no negotiation "${slug}"` })),
    );
  return files.flatMap((file): RecordFile[] => {
    if (file.kind !== 'negotiation') return [file];
    return negotiation.includes(file.value.slug) ? [{ ...file, value: stageOf(file.value, negotiation) }] : [];
  });
}

/** A file as it is before anything has happened: what is disputed hangs on what has. */
function withoutHistory(file: RecordFile): RecordFile {
  return file.kind === 'negotiation' ? { ...file, value: { ...file.value, events: [], disputes: [] } } : file;
}

/** Does something while a server runs on the database whose clock this process sets. */
async function withServer(url: string, ended: AbortSignal, work: (child: ChildProcess) => Promise<void>): Promise<void> {
  const child = fork(server, {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: ['--disable-warning=ExperimentalWarning', '--disable-warning=DeprecationWarning'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const gone = once(child, 'close');
  try {
    await ready(child, ended);
    await work(child);
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}

async function play(database: Database, child: ChildProcess, days: readonly ReplayDay[], speed: number, ended: AbortSignal): Promise<void> {
  for (const day of days) {
    if (ended.aborted) return;
    const started = performance.now();
    await playDay(database, child, day);
    await wait(Math.max(0, 1_000 / speed - (performance.now() - started)), undefined, { signal: ended }).catch(() => undefined);
  }
}

/** Waits until the server answers, and lets its words through. */
async function ready(child: ChildProcess, ended: AbortSignal): Promise<void> {
  const { stdout } = child;
  if (stdout === null) throw new Error('the server has no output');
  const heard = new Promise<void>((resolve, reject) => {
    stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      if (chunk.toString('utf8').includes('ready after')) resolve();
    });
    child.once('close', () => reject(new Error('the server could not start')));
  });
  await Promise.race([heard, once(ended, 'abort')]);
}

/** Makes it a day, and publishes what was known from that day on. */
async function playDay(database: Database, child: ChildProcess, { day, events }: ReplayDay): Promise<void> {
  child.send({ clock: instantOf(day, '12:00', homeTimeZone) });
  for (const { negotiation, event } of events) {
    const { recorded, problems } = await putEntries(database, [{ ...event, negotiation }], { actor, reason: null });
    if (problems.length > 0) throw new InvalidRecordError(problems.map(({ path, message }) => ({ file: event.id, path, message })));
    for (const { seq } of recorded) console.log(`${day}  ${String(seq).padStart(6)}  ${event.id}`);
  }
}
