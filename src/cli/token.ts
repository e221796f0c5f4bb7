import { InvalidArgumentError } from 'commander';
import { readTokens } from '#data/access/read.ts';
import { createToken, revokeToken } from '#data/access/write.ts';
import { type TokenScope, tokenNameSchema, tokenScopes } from '#domain/access/token.ts';
import { withDatabase } from './with-database.ts';

/** The option `--scope`: `publish`, `correct` or both, separated by a comma. */
export function parseScopes(text: string): readonly TokenScope[] {
  const names = text.split(',').map((name) => name.trim().toUpperCase());
  const scopes = tokenScopes.filter((scope) => names.includes(scope));
  if (scopes.length !== new Set(names).size) throw new InvalidArgumentError('Expected publish, correct, or publish,correct.');
  return scopes;
}

/** The option `--name`. */
export function parseTokenName(text: string): string {
  const parsed = tokenNameSchema.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`Expected ${parsed.error.issues[0]?.message ?? 'a name'}.`);
  return parsed.data;
}

/** The option `--rate`. */
export function parseRate(text: string): number {
  const rate = Number(text);
  if (!/^\d{1,7}$/.test(text) || rate < 1 || rate > 1_000_000) throw new InvalidArgumentError('Expected a whole number from 1 to 1000000.');
  return rate;
}

/** `parley token create`: the last line of its output is the token and nothing else. */
export async function createTokenCommand({
  name,
  scope,
  rate,
}: {
  readonly name: string;
  readonly scope: readonly TokenScope[];
  readonly rate?: number;
}): Promise<void> {
  const token = await withDatabase((database) => createToken(database, { name, scopes: scope, rate: rate ?? null }));
  console.log(`the token of "${name}" is shown this once; parley token revoke ${name} ends it`);
  console.log(token);
}

/** `parley token list`. */
export async function listTokensCommand(): Promise<void> {
  const tokens = await withDatabase(readTokens);
  if (tokens.length === 0) console.log('there are no tokens');
  for (const { id, name, scopes, rate, createdAt, revokedAt } of tokens) {
    const may = scopes.map((scope) => scope.toLowerCase()).join(',');
    const limit = rate === null ? 'usual rate' : `${rate} a minute`;
    console.log([id, name, may, limit, `created ${createdAt}`, revokedAt === null ? 'in use' : `revoked ${revokedAt}`].join('  '));
  }
}

/** `parley token revoke <name or id>`. */
export async function revokeTokenCommand(nameOrId: string): Promise<void> {
  await withDatabase((database) => revokeToken(database, nameOrId));
  console.log(`revoked "${nameOrId}": nothing can be written with it any more`);
}
