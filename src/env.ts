import { isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Where the process runs and what it talks to. Every variable is optional. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('the port to serve on; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('the address to listen on; 0.0.0.0 for all'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('any PostgreSQL from 15 on; without it Parley runs its own under DATA_DIR'),
  DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('the same database as the role that owns it, which migrates; without it the role of DATABASE_URL does'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .transform((directory) => resolve(directory))
    .describe('the folder of the embedded database'),
  WRITE_RATE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(600)
    .describe('how many writes a minute an API token may make that was given no rate of its own'),
  ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((origin) => new URL(origin).origin)
    .optional()
    .describe('the public base address, for permalinks; by default the address that is served'),
  CACHE_BYTES: z.coerce
    .number()
    .int()
    .min(1_000_000)
    .default(96 * 1024 * 1024)
    .describe('how many bytes of ready answers are kept'),
  MAX_STREAMS: z.coerce.number().int().min(0).default(20_000).describe('how many live streams are open at most'),
  MAX_STREAMS_PER_ADDRESS: z.coerce.number().int().min(0).default(200).describe('how many of them from one address'),
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0).describe('how many proxies of our own add to X-Forwarded-For'),
  WEBHOOK_LOOPBACK: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1 lets webhooks go to this machine, also without TLS: for development'),
  ACCESS_LOG: z
    .enum(['0', '1'])
    .default('0')
    .transform((text) => text === '1')
    .describe('1 gives every answer a line in the log'),
  METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe('the port of 127.0.0.1 to serve /metrics on; without it there are none'),
  SECURITY_CONTACT: z
    .url({ protocol: /^(mailto|https|tel)$/ })
    .optional()
    .describe('where to report a security problem, as a mailto:, https: or tel: address, for /.well-known/security.txt'),
});
export type Environment = z.infer<typeof environmentSchema>;

function meaningOf(name: string): string {
  for (const [key, field] of Object.entries(environmentSchema.shape)) if (key === name) return field.description ?? '';
  return '';
}

/** A variable that cannot be used. The message names it and says what it should be. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/**
 * The variables of the process, parsed. An empty one counts as not set.
 *
 * @throws EnvironmentError naming every variable that is wrong
 */
export function parseEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `${name}: ${issue.message} (${meaningOf(name)})`;
  });
  throw new EnvironmentError(problems.join('; '));
}

/** The variables of this process, read anew at each call: the server sets DATABASE_URL once its database is up. */
export function environment(): Environment {
  return parseEnvironment(process.env);
}

/** The public base address where one was given: what may be printed where it outlasts this process. */
export function givenOrigin(): string | null {
  return environment().ORIGIN ?? null;
}

/** The public base address, without a slash at the end: ORIGIN, else the address that is served, once its port is known. */
export function publicOrigin(): string {
  const { ORIGIN, HOST, PORT } = environment();
  return ORIGIN ?? `http://${HOST === '0.0.0.0' ? 'localhost' : isIPv6(HOST) ? `[${HOST}]` : HOST}:${PORT}`;
}

/** The address of the script of every page, which the server sets when it starts. */
export function pageScriptAddress(): string {
  return process.env.PAGE_SCRIPT ?? '/scripts/page.js';
}
