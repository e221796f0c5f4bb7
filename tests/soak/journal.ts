import { type FileHandle, open } from 'node:fs/promises';

/** Lines that are on the disk when they are said to be. */
export interface Journal {
  /** Adds a line, and resolves when it is on the disk. Lines that come at the same time go there together. */
  readonly append: (line: unknown) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a journal of JSON lines. */
export async function openJournal(path: string): Promise<Journal> {
  const file: FileHandle = await open(path, 'a');
  let waiting: string[] = [];
  let next: Promise<void> | null = null;
  let current: Promise<void> = Promise.resolve();

  const flush = async () => {
    await current.catch(() => undefined);
    const lines = waiting;
    waiting = [];
    next = null;
    current = (async () => {
      await file.appendFile(lines.join(''));
      await file.datasync();
    })();
    await current;
  };
  return {
    append: (line) => {
      waiting.push(`${JSON.stringify(line)}\n`);
      next ??= flush();
      return next;
    },
    close: async () => {
      await next;
      await file.close();
    },
  };
}
