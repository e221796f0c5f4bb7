import { expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '#http/openapi.ts';
import { operations, writeOperations } from '#http/operations.ts';
import { problemCodes } from '#http/problem.ts';
import { ask, routePaths } from './ask.ts';

const documentSchema = z.object({
  openapi: z.literal('3.1.1'),
  servers: z.array(z.object({ url: z.url() })),
  paths: z.record(
    z.string(),
    z.object({
      get: z.object({
        operationId: z.string(),
        parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query']), required: z.boolean() })),
        responses: z.record(z.string(), z.object({ description: z.string().min(1) })),
      }),
    }),
  ),
  components: z.object({ schemas: z.record(z.string(), z.object({})) }),
});

it('describes every route, and no other', async () => {
  const document = documentSchema.parse(await (await ask('/openapi.json')).json());
  // The stream is the front's own, and has no route.
  expect(Object.keys(document.paths).sort()).toEqual([...routePaths, '/stream'].sort());
  expect(new Set(Object.values(document.paths).map(({ get }) => get.operationId)).size).toBe(routePaths.length + 1);
});

it('names the parts of every path as parameters', async () => {
  const { paths } = documentSchema.parse(await (await ask('/openapi.json')).json());
  for (const [path, { get }] of Object.entries(paths)) {
    const inPath = get.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
    expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  }
});

it('has every schema that it refers to', () => {
  const text = JSON.stringify(openApiDocument(operations, writeOperations, 'https://parley.example'));
  const { components } = documentSchema.parse(JSON.parse(text));
  const referred = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect([...referred].filter((name) => name === undefined || !(name in components.schemas))).toEqual([]);
  expect(Object.keys(components.schemas).filter((name) => !referred.has(name))).toEqual([]);
  expect(text).not.toContain('$defs');
});

it('says which problems each address answers', () => {
  const text = JSON.stringify(openApiDocument(operations, writeOperations, 'https://parley.example'));
  for (const code of problemCodes.filter((known) => known !== 'UNKNOWN_ROUTE' && known !== 'MALFORMED_ADDRESS'))
    expect(text).toContain(`${code}: `);
});
