import { expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from '#http/openapi.ts';
import { fileOperations, operations, writeOperations } from '#http/operations.ts';
import { problemCodes } from '#http/problem.ts';
import { ask, routePaths } from './ask.ts';
import { askSite, sitePaths } from './ask-site.ts';

const described = z.object({
  operationId: z.string(),
  tags: z.tuple([z.string()]),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(['path', 'query', 'header']), required: z.boolean() })),
  responses: z.record(z.string(), z.object({ description: z.string().min(1) })),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.1'),
  servers: z.array(z.object({ url: z.url() })),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string(),
    z
      .strictObject({ get: described.optional(), post: described.optional(), patch: described.optional() })
      .transform((item) =>
        Object.entries(item).flatMap(([method, operation]) => (operation === undefined ? [] : [{ ...operation, method }])),
      ),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.object({})),
    securitySchemes: z.object({ token: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }) }),
  }),
});

/** Files of the site whose addresses are agreed on elsewhere, forms of its pages, and the files of releases, which their own list names. */
const notDescribed = ['.well-known', 'llms.txt', 'markdown', 'releases', 'robots.txt', 'sitemap.xml', 'trust.txt'];

it.each(fileOperations.map((file) => [file.path, file] as const))(
  '%s answers its example as it is described',
  async (_, { example, mediaTypes }) => {
    const path = example.replace('{origin}', 'http://127.0.0.1:3000');
    const response = await askSite(path);
    expect(response.status).toBe(200);
    expect(mediaTypes.map((type) => type.split(';')[0])).toContain(response.headers.get('content-type')?.split(';')[0]);
    const typo = await askSite(`${path}${path.includes('?') ? '&' : '?'}colour=red`);
    expect([typo.status, typo.headers.get('content-type')]).toEqual([400, 'application/problem+json; charset=utf-8']);
  },
);

it('describes every route, and no other', async () => {
  const document = documentSchema.parse(await (await ask('/openapi.json')).json());
  const outside = sitePaths.filter((path) => !notDescribed.includes(path.split('/')[1] ?? ''));
  // The stream is the front's own, and has no route.
  expect(Object.keys(document.paths).sort()).toEqual([...routePaths, '/stream', ...outside].sort());
  const ids = Object.values(document.paths).flatMap((item) => item.map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(operations.length + writeOperations.length + fileOperations.length + 2);
});

it('says of every operation what it is about, and of nothing that there is none about', async () => {
  const { paths, tags } = documentSchema.parse(await (await ask('/openapi.json')).json());
  const used = Object.values(paths).flatMap((item) => item.flatMap((operation) => operation.tags));
  expect(new Set(used)).toEqual(new Set(tags.map(({ name }) => name)));
});

it('describes the writes with the token that they need, their headers and every status', async () => {
  const { paths } = documentSchema.parse(await (await ask('/openapi.json')).json());
  for (const { path, method, scope, ifMatch, status } of writeOperations) {
    const write = paths[path]?.find((operation) => operation.method === method.toLowerCase());
    expect(write?.security).toEqual([{ token: [scope.toLowerCase()] }]);
    const headers = write?.parameters.filter((parameter) => parameter.in === 'header').map(({ name, required }) => [name, required]);
    expect(headers).toEqual([['Idempotency-Key', true], ...(ifMatch === 'NONE' ? [] : [['If-Match', ifMatch === 'REQUIRED']])]);
    const statuses = Object.keys(write?.responses ?? {}).map(Number);
    expect(statuses).toEqual(expect.arrayContaining([status, 400, 401, 403, 405, 406, 409, 413, 415, 422, 429, 500, 503]));
    expect(statuses.includes(428)).toBe(ifMatch === 'REQUIRED');
    expect(statuses.includes(412)).toBe(ifMatch !== 'NONE');
  }
});

it('names the parts of every path as parameters', async () => {
  const { paths } = documentSchema.parse(await (await ask('/openapi.json')).json());
  for (const [path, item] of Object.entries(paths))
    for (const { parameters } of item) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
      expect(inPath, path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
});

it('has every schema that it refers to', () => {
  const text = JSON.stringify(openApiDocument({ operations, writes: writeOperations, files: fileOperations }, 'https://parley.example'));
  const { components } = documentSchema.parse(JSON.parse(text));
  const referred = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
  expect([...referred].filter((name) => name === undefined || !(name in components.schemas))).toEqual([]);
  expect(Object.keys(components.schemas).filter((name) => !referred.has(name))).toEqual([]);
  expect(text).not.toContain('$defs');
});

it('says which problems each address answers', () => {
  const text = JSON.stringify(openApiDocument({ operations, writes: writeOperations, files: fileOperations }, 'https://parley.example'));
  // Some are of addresses that are none, and some of what is not a request that an address could be found for.
  const elsewhere: readonly string[] = [
    'UNKNOWN_ROUTE',
    'MALFORMED_ADDRESS',
    'MALFORMED_REQUEST',
    'REQUEST_TIMEOUT',
    'EXPECTATION_FAILED',
    'HEADERS_TOO_LARGE',
  ];
  for (const code of problemCodes.filter((known) => !elsewhere.includes(known))) expect(text).toContain(`${code}: `);
});

it('describes what webhooks are sent as they are sent it', async () => {
  const webhooksSchema = z.object({
    webhooks: z.object({
      change: z.object({
        post: described.extend({
          requestBody: z.object({
            content: z.object({
              'application/json': z.object({ schema: z.object({ $ref: z.literal('#/components/schemas/WebhookMessage') }) }),
            }),
          }),
        }),
      }),
    }),
    components: z.object({
      schemas: z.object({
        WebhookMessage: z.object({ properties: z.object({ type: z.object({ pattern: z.string() }), data: z.object({}) }) }),
      }),
    }),
  });
  const { webhooks, components } = webhooksSchema.parse(await (await ask('/openapi.json')).json());
  expect(webhooks.change.post.parameters.map(({ name }) => name)).toEqual(['webhook-id', 'webhook-timestamp', 'webhook-signature']);
  const type = new RegExp(components.schemas.WebhookMessage.properties.type.pattern);
  expect(['event.published', 'source.corrected', 'dispute.retracted', 'webhook.test', 'event'].map((each) => type.test(each))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
