import type { Problem } from '#domain/record/validate.ts';

/** The most problems that are printed one by one: a file of another kind altogether has thousands. */
const mostPrinted = 200;

/** Prints every problem as `file: path: what is wrong`, and that nothing was stored. */
export function printProblems(problems: readonly Problem[]): void {
  for (const { file, path, message } of problems.slice(0, mostPrinted)) console.error(`${file}: ${path}: ${message}`);
  if (problems.length > mostPrinted) console.error(`… and ${problems.length - mostPrinted} more`);
  console.error(`parley: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}; nothing was stored`);
}
