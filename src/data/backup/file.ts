import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';

/** The version of the format that docs/backup.md describes. A change that an older Parley could not read raises it. */
export const formatVersion = 1;

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const rowsSchema = z.int().min(0);
const migrationSchema = z.object({ name: z.string().regex(/^\w+$/), checksum: sha256Schema });
const nameSchema = z.object({ schema: z.string().min(1), name: z.string().min(1) });

const headerSchema = z.object({
  parleyBackup: z.literal(formatVersion),
  parley: z.string(),
  postgresql: z.string(),
  takenAt: z.iso.datetime(),
  migrations: z.array(migrationSchema),
});

/** What a backup says first: what it is of. */
export type BackupHeader = z.infer<typeof headerSchema>;

const tableSchema = nameSchema.extend({ columns: z.array(z.string().min(1)).min(1) });
/** A table in a backup, with its columns in the order of its rows. */
export type BackupTable = z.infer<typeof tableSchema>;

const tableEndSchema = z.object({ rows: rowsSchema, sha256: sha256Schema });
/** How many rows of a table there are, and the SHA-256 of their bytes. */
export type TableSum = z.infer<typeof tableEndSchema>;

const sequenceSchema = nameSchema.extend({ value: z.string().regex(/^-?\d+$/), isCalled: z.boolean() });
/** Where a sequence stood. */
export type BackupSequence = z.infer<typeof sequenceSchema>;

const lineSchema = z.union([
  z.object({ table: tableSchema }),
  z.object({ sequences: z.array(sequenceSchema) }),
  z.object({ end: z.object({ tables: z.int().min(0), rows: rowsSchema, sha256: sha256Schema }) }),
]);

/** A backup that cannot be made, read or restored. The message is one line. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Counts rows in COPY's text format, where a line end is always the end of a row, and sums their bytes. */
export class RowSum {
  readonly #hash = createHash('sha256');
  #rows = 0;

  add(chunk: Buffer): void {
    this.#hash.update(chunk);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) this.#rows += 1;
  }

  /** What it comes to. Nothing can be added afterwards. */
  end(): TableSum {
    return { rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}

/** What COPY writes after the last row; no row can be it. */
export const endOfRows = '\\.\n';
const endAfterRow = Buffer.from(`\n${endOfRows}`);
/** The longest line of the format itself, in bytes; a file with a longer one is something else. */
const longestLine = 1024 * 1024;

/** The text of a backup, piece by piece. Its checksum is of everything read so far. */
class Text {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #hash = createHash('sha256');
  #held: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#pieces.next();
    if (next.done === true) return false;
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }

  #take(length: number): Buffer {
    const taken = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    return taken;
  }

  checksum(): string {
    return this.#hash.copy().digest('hex');
  }

  /** The next line as JSON; null at the end. */
  async line(): Promise<unknown> {
    let at = this.#held.indexOf(10);
    while (at === -1) {
      if (this.#held.length > longestLine) throw new BackupError('it is not a backup of Parley');
      if (!(await this.#more())) {
        if (this.#held.length > 0) throw new BackupError('it breaks off in the middle of a line');
        return null;
      }
      at = this.#held.indexOf(10);
    }
    const line = this.#take(at + 1);
    const text = line.toString('utf8');
    try {
      return JSON.parse(text);
    } catch {
      throw new BackupError('it is damaged: a line that should be JSON is not');
    } finally {
      this.#hash.update(line);
    }
  }

  /** The rows up to where they end, which is passed. */
  async *rows(): AsyncGenerator<Buffer> {
    // The end stands at the beginning of a line: after a row, or at once.
    let isFirst = true;
    for (;;) {
      if (isFirst) {
        while (this.#held.length < endOfRows.length) if (!(await this.#more())) throw new BackupError('it breaks off within a table');
        isFirst = false;
        if (this.#held.subarray(0, endOfRows.length).toString('latin1') === endOfRows) {
          this.#hash.update(this.#take(endOfRows.length));
          return;
        }
      }
      const at = this.#held.indexOf(endAfterRow);
      if (at !== -1) {
        const rows = this.#take(at + 1);
        this.#hash.update(rows);
        yield rows;
        this.#hash.update(this.#take(endOfRows.length));
        return;
      }
      const sure = this.#held.length - endAfterRow.length + 1;
      if (sure > 0) {
        const rows = this.#take(sure);
        this.#hash.update(rows);
        yield rows;
      }
      if (!(await this.#more())) throw new BackupError('it breaks off within a table');
    }
  }
}

/** What is done with what a backup holds, in the order in which it holds it. */
export interface BackupVisitor {
  readonly header?: (header: BackupHeader) => Promise<void>;
  /** Takes all the rows of a table, in COPY's text format. */
  readonly table?: (table: BackupTable, rows: AsyncIterable<Buffer>) => Promise<void>;
  /** Told after each table what it came to, which is what the file says of it. */
  readonly tableEnd?: (table: BackupTable, sum: TableSum) => Promise<void>;
  readonly sequences?: (sequences: readonly BackupSequence[]) => Promise<void>;
}

/** What a backup came to. */
export interface BackupSummary {
  readonly header: BackupHeader;
  readonly tables: readonly (BackupTable & TableSum)[];
  readonly rows: number;
  readonly sha256: string;
}

async function* summed(rows: AsyncIterable<Buffer>, sum: RowSum): AsyncGenerator<Buffer> {
  for await (const chunk of rows) {
    sum.add(chunk);
    yield chunk;
  }
}

function parseLine<T>(schema: z.ZodType<T>, line: unknown): T {
  const parsed = schema.safeParse(line);
  if (!parsed.success) throw new BackupError('it is damaged: a line of it says something that no backup says');
  return parsed.data;
}

const anyVersionSchema = z.object({ parleyBackup: z.int() });

async function readText(text: Text, visitor: BackupVisitor): Promise<BackupSummary> {
  const first = await text.line();
  const version = anyVersionSchema.safeParse(first);
  if (!version.success) throw new BackupError('it is not a backup of Parley');
  if (version.data.parleyBackup !== formatVersion)
    throw new BackupError(`it has format ${version.data.parleyBackup}, and this Parley reads format ${formatVersion}: use a newer Parley`);
  const header = parseLine(headerSchema, first);
  await visitor.header?.(header);
  const tables: (BackupTable & TableSum)[] = [];
  let rows = 0;
  for (;;) {
    const before = text.checksum();
    const read = await text.line();
    if (read === null) throw new BackupError('it breaks off before its end');
    const line = parseLine(lineSchema, read);
    if ('end' in line) {
      const { end } = line;
      if (end.tables !== tables.length || end.rows !== rows || end.sha256 !== before)
        throw new BackupError('it is damaged: it has another checksum than it says');
      if ((await text.line()) !== null) throw new BackupError('it is damaged: something follows its end');
      return { header, tables, rows, sha256: before };
    }
    if ('sequences' in line) await visitor.sequences?.(line.sequences);
    else {
      const sum = new RowSum();
      const body = summed(text.rows(), sum);
      if (visitor.table === undefined) for await (const _ of body);
      else await visitor.table(line.table, body);
      const actual = sum.end();
      const said = parseLine(tableEndSchema, await text.line());
      if (said.rows !== actual.rows || said.sha256 !== actual.sha256)
        throw new BackupError(`it is damaged: table ${line.table.schema}.${line.table.name} has another checksum than it says`);
      await visitor.tableEnd?.(line.table, actual);
      tables.push({ ...line.table, ...actual });
      rows += actual.rows;
    }
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

/**
 * Reads a backup from its beginning to its end, in memory that does not grow with it, and checks every checksum in it.
 *
 * @throws BackupError naming the file where it is not a whole backup; whatever the visitor throws
 */
export async function readBackup(path: string, visitor: BackupVisitor = {}): Promise<BackupSummary> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  try {
    return await readText(new Text(file.pipe(gunzip)), visitor);
  } catch (error) {
    if (error instanceof BackupError) throw new BackupError(`${path} cannot be used: ${error.message}`);
    if (isSystemError(error) && error.code?.startsWith('Z_') === true)
      throw new BackupError(
        `${path} cannot be used: ${error.code === 'Z_BUF_ERROR' ? 'it breaks off before its end' : 'it is no whole gzip file'}`,
      );
    if (isSystemError(error) && error.path === path) throw new BackupError(`${path} cannot be read: ${error.message}`);
    throw error;
  } finally {
    file.destroy();
    gunzip.destroy();
  }
}
