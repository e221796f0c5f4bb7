import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backupsFolder, keptBackups } from '../postgres/data-folder.ts';
import { backup } from './write.ts';

/** How many backups a data folder keeps: a new one takes the place of the oldest beyond them. */
export const backupsKept = 7;
/** How old the newest may get, in milliseconds: a day. */
const dayMs = 24 * 60 * 60 * 1000;
/** How often it is looked whether one is due, in milliseconds. */
const lookMs = 10 * 60 * 1000;

function nameAt(moment: number): string {
  return `${new Date(moment).toISOString().replaceAll(':', '-')}.backup.gz`;
}

function momentOf(path: string): number {
  const [date = '', time = ''] = (path.split(/[/\\]/).at(-1) ?? '').replace('.backup.gz', '').split('T');
  return Date.parse(`${date}T${time.replaceAll('-', ':')}`);
}

/** Whether a file is what a process that was killed left of a backup that it had begun: none takes a day. */
function isAbandoned(name: string, moment: number): boolean {
  const [, begun] = /^(.*\.backup\.gz)\.\d+\.part$/.exec(name) ?? [];
  return begun !== undefined && moment - momentOf(begun) >= dayMs;
}

/**
 * Backs up the database into the data folder, and takes away what is older than the seven newest.
 *
 * @param moment the present one, in milliseconds of the epoch, which names the file
 * @returns the path of the backup
 */
export async function keepBackup(databaseUrl: string, dataDirectory: string, moment: number): Promise<string> {
  const folder = backupsFolder(dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, nameAt(moment));
  for (const name of readdirSync(folder)) if (isAbandoned(name, moment)) rmSync(join(folder, name), { force: true });
  await backup(databaseUrl, path);
  for (const old of keptBackups(dataDirectory).slice(backupsKept)) rmSync(old);
  return path;
}

/** What keeps daily backups. */
export interface DailyBackups {
  /** No further backup is begun. One under way ends with the database that it reads, and leaves nothing behind. */
  readonly stop: () => void;
}

/** Where daily backups are made, and who is told of them. */
export interface DailyBackupsOptions {
  readonly databaseUrl: string;
  readonly dataDirectory: string;
  /** The present moment in milliseconds of the epoch. */
  readonly nowMs: () => number;
  /** Told what went wrong. Serving goes on, and the next look tries again. */
  readonly report: (reason: string) => void;
}

/** Backs up the database when the newest backup is a day old, now and from then on. */
export function keepDailyBackups({ databaseUrl, dataDirectory, nowMs, report }: DailyBackupsOptions): DailyBackups {
  let isWorking = false;
  let isStopped = false;
  const look = async () => {
    if (isWorking) return;
    isWorking = true;
    try {
      const [newest] = keptBackups(dataDirectory);
      if (newest === undefined || nowMs() - momentOf(newest) >= dayMs) await keepBackup(databaseUrl, dataDirectory, nowMs());
    } catch (error) {
      if (!isStopped) report(error instanceof Error ? error.message : String(error));
    } finally {
      isWorking = false;
    }
  };
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  void look();
  return {
    stop: () => {
      isStopped = true;
      clearInterval(timer);
    },
  };
}
