import { expect } from 'vitest';
import { z } from 'zod';
import { createToken } from '#data/access/write.ts';
import { database } from '#data/client.ts';
import type { TokenScope } from '#domain/access/token.ts';
import { eventAnswer } from '#http/contracts/event.ts';
import { writeMetaSchema } from '#http/operation.ts';
import { type Problem, problemSchema } from '#http/problem.ts';
import { ask } from './ask.ts';

let made = 0;

/** A token of its own, and the name under which the log has it. */
export async function makeToken(scopes: readonly TokenScope[] = ['PUBLISH', 'CORRECT'], rate: number | null = 100_000) {
  made += 1;
  const name = `desk-${made}`;
  return { name, token: await createToken(database(), { name, scopes, rate }) };
}

/** The event that tests publish: sound, minor, and of a negotiation of the bundled record. */
export function entryOf(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    negotiation: 'wga-2026',
    id: `2026-03-02-${id}`,
    kind: 'ACTION',
    date: '2026-03-02',
    headline: `Members gather (${id})`,
    summary: 'Members of the union gather before the talks begin.',
    significance: 'MINOR',
    confidence: 'REPORTED',
    citations: [{ source: 'test-page' }],
    sources: [testPage],
    ...more,
  };
}

/** A source that the bundled record does not have. */
export const testPage = {
  id: 'test-page',
  url: 'https://press.example/gather',
  publisher: 'Example Press',
  title: 'Members gather',
  publishedOn: '2026-03-02',
  retrievedOn: '2026-03-03',
  kind: 'PRESS',
} as const;

let keys = 0;

/** A key that no test has used. */
export function newKey(): string {
  keys += 1;
  return `key-${process.pid}-${keys}`;
}

/** What a write is sent with, beside its body. */
export interface Sent {
  readonly token: string;
  readonly key?: string | null;
  readonly ifMatch?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a write. A body that is text is sent as it is. */
export function send(method: string, path: string, body: unknown, { token, key = newKey(), ifMatch, headers }: Sent): Promise<Response> {
  return ask(path, {
    method,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(key !== null && { 'Idempotency-Key': key }),
      ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      ...headers,
    },
  });
}

/** The answer to a write of an event, held against its contract. */
export async function written(response: Response, status: number) {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body: unknown = JSON.parse(text);
  const { data, meta } = z.strictObject({ data: eventAnswer, meta: writeMetaSchema, links: z.strictObject({ self: z.url() }) }).parse(body);
  expect(response.headers.get('etag')).toBe(`"${meta.seq}"`);
  return { data, meta, text, etag: `"${meta.seq}"` };
}

/** The problem that a write is answered with, held against its contract. */
export async function refusal(response: Response, status: number): Promise<Problem> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  return problemSchema.parse(JSON.parse(text));
}

/** The paths that a problem names, in order. */
export function pathsOf({ invalidParams = [] }: Problem): string[] {
  return invalidParams.map(({ name }) => name).toSorted();
}
