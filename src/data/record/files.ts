import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { z } from 'zod';
import { negotiationFileSchema, type Registries, type RegistryName, registrySchemas } from '#domain/record/record.ts';
import type { Problem, RecordFile } from '#domain/record/validate.ts';

/** The largest record file that is read, in bytes. The largest of the bundled record has some 210,000. */
export const largestFile = 32 * 1024 * 1024;

/** What came of reading record files: the files that have the right shape, and what is wrong with the others. */
export interface ReadFiles {
  readonly files: readonly RecordFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads a record: one JSON file, or a folder with registries and a `negotiations` folder, any part of which may be missing. What a
 * file is follows from its name (`sources.json` is the registry of sources); any other name is a negotiation.
 */
export function readRecordFiles(path: string): ReadFiles {
  if (!existsSync(path)) return { files: [], problems: [{ file: path, path: '$', message: 'there is no such file or folder' }] };
  if (!statSync(path).isDirectory()) return collect([{ path, name: basename(path) }]);
  const listed = [path, join(path, 'negotiations')].flatMap((folder) =>
    existsSync(folder) && statSync(folder).isDirectory()
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.json') && statSync(join(folder, name)).isFile())
          .toSorted()
          .map((name) => ({ path: join(folder, name), name: relative(path, join(folder, name)) }))
      : [],
  );
  if (listed.length === 0)
    return {
      files: [],
      problems: [{ file: path, path: '$', message: 'there are no record files (*.json) in this folder or its "negotiations"' }],
    };
  return collect(listed);
}

function collect(listed: readonly { readonly path: string; readonly name: string }[]): ReadFiles {
  const files: RecordFile[] = [];
  const problems: Problem[] = [];
  for (const { path, name } of listed) {
    const value = readJson(path, name);
    if ('problem' in value) {
      problems.push(value.problem);
      continue;
    }
    const parsed = parse(name, value.json);
    if (Array.isArray(parsed)) problems.push(...parsed);
    else files.push(parsed);
  }
  return { files, problems };
}

/** Reads one file of JSON, whatever it holds. */
export function readJsonFile(path: string): { readonly json: unknown } | { readonly problem: Problem } {
  if (!existsSync(path) || !statSync(path).isFile()) return { problem: { file: path, path: '$', message: 'there is no such file' } };
  return readJson(path, basename(path));
}

function readJson(path: string, name: string): { readonly json: unknown } | { readonly problem: Problem } {
  const problem = (message: string) => ({ problem: { file: name, path: '$', message } });
  const { size } = statSync(path);
  if (size > largestFile) return problem(`the file has ${size} bytes: expected at most ${largestFile}`);
  const bytes = readFileSync(path);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return problem('the file is not UTF-8');
  }
  if (text.startsWith('\uFEFF')) return problem('the file begins with a byte order mark: expected UTF-8 without one');
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return problem(`the file is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function registryOf<Name extends RegistryName>(
  file: string,
  kind: Name,
  json: unknown,
): { file: string; kind: Name; value: Registries[Name] } | Problem[] {
  const parsed = schemaOf(kind).safeParse(json);
  return parsed.success ? { file, kind, value: parsed.data } : problemsOf(file, parsed.error);
}

function schemaOf<Name extends RegistryName>(kind: Name): z.ZodType<Registries[Name]> {
  const schemas: { readonly [Kind in RegistryName]: z.ZodType<Registries[Kind]> } = registrySchemas;
  return schemas[kind];
}

/** The value as the record file that its name says it is, or what is wrong with it. */
function parse(file: string, json: unknown): RecordFile | Problem[] {
  const kind = basename(file, '.json');
  switch (kind) {
    case 'associations':
      return registryOf(file, kind, json);
    case 'issues':
      return registryOf(file, kind, json);
    case 'measures':
      return registryOf(file, kind, json);
    case 'people':
      return registryOf(file, kind, json);
    case 'sources':
      return registryOf(file, kind, json);
    case 'studios':
      return registryOf(file, kind, json);
    case 'unions':
      return registryOf(file, kind, json);
    default: {
      const parsed = negotiationFileSchema.safeParse(json);
      return parsed.success ? { file, kind: 'negotiation', value: parsed.data } : problemsOf(file, parsed.error);
    }
  }
}

/** Zod's findings as problems with JSON paths. */
export function problemsOf(file: string, error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({
    file,
    path: issue.path.reduce<string>((path, key) => (typeof key === 'number' ? `${path}[${key}]` : `${path}.${String(key)}`), '$'),
    message: issue.message,
  }));
}
