import type { Statement } from '#domain/statement/statement.ts';

/** Who said something: the person, or where nobody is named the organization, by the names of both. */
export function speakerOf({ speaker, organization }: Statement, names: ReadonlyMap<string, string>): string {
  return names.get(speaker ?? organization) ?? speaker ?? organization;
}
