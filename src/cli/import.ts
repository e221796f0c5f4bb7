import { userInfo } from 'node:os';
import { readRecordFiles } from '#data/record/files.ts';
import { type ImportResult, InvalidRecordError, importRecord } from '#data/record/import.ts';
import { withDatabase } from './with-database.ts';

/**
 * `parley import <path>`.
 *
 * @throws InvalidRecordError when a file cannot be read or does not fit
 * @throws UnexplainedCorrectionError when a fact would be corrected without a reason
 */
export async function importCommand(path: string, { dryRun = false, reason }: { dryRun?: boolean; reason?: string }): Promise<void> {
  const { files, problems } = readRecordFiles(path);
  if (problems.length > 0) throw new InvalidRecordError(problems);
  const options = { actor: `import by ${userInfo().username}`, dryRun, ...(reason !== undefined && { reason }) };
  const result = await withDatabase((database) => importRecord(database, files, options));
  if (dryRun) for (const { kind, entity, key } of result.facts) console.log(`${kind === 'PUBLISHED' ? 'new' : 'changed'} ${entity} ${key}`);
  console.log(summaryOf(result, dryRun));
  const { retracted } = result;
  if (retracted > 0) console.log(`${retracted} ${retracted === 1 ? 'fact was' : 'facts were'} retracted before: left retracted`);
}

function summaryOf({ facts, unchanged }: ImportResult, dryRun: boolean): string {
  if (facts.length === 0) return `nothing changed: ${unchanged} facts are on the record as they are`;
  const published = facts.filter((fact) => fact.kind === 'PUBLISHED').length;
  const would = dryRun ? 'would be ' : '';
  return `${published} facts ${would}published, ${facts.length - published} ${would}corrected, ${unchanged} unchanged`;
}
