import { userInfo } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { type PutResult, putEntries } from '#data/record/entry.ts';
import { readJsonFile } from '#data/record/files.ts';
import { InvalidRecordError } from '#data/record/import.ts';
import { reasonSchema } from '#domain/record/entry.ts';
import { withDatabase } from './with-database.ts';

/** The option `--reason`. */
export function parseReason(text: string): string {
  const parsed = reasonSchema.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`${parsed.error.issues[0]?.message ?? 'not a reason'}.`);
  return parsed.data;
}

/**
 * `parley publish <file>`: one event or a list of them, in the format of `POST /events`; all of them or nothing.
 *
 * @throws InvalidRecordError when the file cannot be read or an event cannot be on record
 */
export async function publishCommand(path: string, { reason }: { readonly reason?: string }): Promise<void> {
  const read = readJsonFile(path);
  if ('problem' in read) throw new InvalidRecordError([read.problem]);
  const entries: readonly unknown[] = Array.isArray(read.json) ? read.json : [read.json];
  const author = { actor: `publish by ${userInfo().username}`, reason: reason ?? null };
  const { recorded, problems } = await withDatabase((database) => putEntries(database, entries, author));
  if (problems.length > 0) {
    const at = (index: number) => (Array.isArray(read.json) ? `$[${index}]` : '$');
    throw new InvalidRecordError(
      problems.map(({ index, path: field, message }) => ({
        file: path,
        path: field === '' ? at(index) : `${at(index)}.${field}`,
        message,
      })),
    );
  }
  for (const { event, seq, isNew } of recorded) console.log(`${isNew ? 'published' : 'corrected'} ${event.id} (change ${seq})`);
  console.log(summaryOf(recorded, entries.length));
}

function summaryOf(recorded: PutResult['recorded'], given: number): string {
  const published = recorded.filter(({ isNew }) => isNew).length;
  return `${published} events published, ${recorded.length - published} corrected, ${given - recorded.length} unchanged`;
}
