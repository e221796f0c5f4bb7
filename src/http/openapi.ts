import { z } from 'zod';
import { changeAnswer } from './contracts/change.ts';
import { streamQuery } from './contracts/stream.ts';
import { webhookMessage } from './contracts/webhook.ts';
import { mediaTypes } from './formats.ts';
import { allQueryParameters, type FileFrame, type OperationFrame, type WriteFrame } from './operation.ts';
import { listParameters, numberParameters } from './parameters.ts';
import { type ProblemCode, problemSchema, problems } from './problem.ts';

/** The problems that every address can answer. */
export const alwaysProblems: readonly ProblemCode[] = [
  'INVALID_PARAMETERS',
  'QUERY_TOO_LONG',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'INTERNAL',
  'DATABASE_UNAVAILABLE',
  'SERVER_BUSY',
];

/** What an operation is about. */
export interface Tag {
  readonly name: string;
  readonly description: string;
  /** The first parts of the paths that are about it. */
  readonly paths: readonly string[];
}

/** What operations are about, in the order of the documentation. */
export const tags: readonly Tag[] = [
  { name: 'Status', description: 'Where negotiations stand on a date, and the days of a stoppage.', paths: ['status', 'daycount'] },
  { name: 'Negotiations', description: 'Negotiations, alone and side by side.', paths: ['negotiations', 'comparison'] },
  {
    name: 'Events',
    description: 'Dated facts, in order of time and one by one.',
    paths: ['timeline', 'events', 'sessions', 'statements', 'votes'],
  },
  { name: 'Issues and demands', description: 'What is bargained over, and what is on the table.', paths: ['issues', 'demands'] },
  { name: 'Parties', description: 'Unions, companies and people.', paths: ['unions', 'studios', 'people'] },
  { name: 'Sources', description: 'What the record rests on, and what sources differ on.', paths: ['sources', 'disputes'] },
  { name: 'Search', description: 'Anything in the record, by its words.', paths: ['search'] },
  {
    name: 'Changes',
    description: 'The log of the record: what was published, corrected and retracted.',
    paths: ['changes', 'checkpoint', 'stream'],
  },
  { name: 'Releases', description: 'The whole record as of a day, for good.', paths: ['releases'] },
  { name: 'Feeds and calendars', description: 'The record in feed readers and calendar programs.', paths: ['feeds', 'calendars'] },
  {
    name: 'Embeds and pictures',
    description: 'The record on other sites: frames, badges, and the pictures by which pages are shared.',
    paths: ['embed', 'oembed', 'badge', 'og'],
  },
  { name: 'Writing', description: 'Publishing, correcting and retracting, with a token.', paths: [] },
  { name: 'This document', description: 'The API as programs read it.', paths: ['openapi.json'] },
];

/** The tag of a read, by its path. */
function tagged(path: string): { readonly tags: readonly string[] } {
  return { tags: tags.filter(({ paths }) => paths.includes(path.split('/')[1] ?? '')).map(({ name }) => name) };
}

/** What JSON can say. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type JsonObject = { readonly [name: string]: Json };

/** What there is to describe. */
interface Described {
  readonly operations: readonly OperationFrame[];
  readonly writes: readonly WriteFrame[];
  /** Addresses outside the API. */
  readonly files: readonly FileFrame[];
}

/** The OpenAPI 3.1 document of the API, generated from the schemas that parse its requests and that its answers are tested with. */
export function openApiDocument({ operations, writes, files }: Described, origin: string): JsonObject {
  const schemas = new Map<string, Json>();
  const described = [
    ...operations.map((operation) => [operation.path, { get: describeOperation(operation, origin, schemas) }] as const),
    ...writes.map((write) => [write.path, { [write.method.toLowerCase()]: describeWrite(write, schemas) }] as const),
    ['/stream', { get: describeStream(schemas) }] as const,
    ...files.map((file) => [file.path, { get: describeFile(file, origin, schemas) }] as const),
    ['/openapi.json', { get: describeItself(schemas) }] as const,
  ];
  const paths = new Map<string, JsonObject>();
  for (const [path, item] of described) paths.set(path, { ...paths.get(path), ...item });
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version: '1',
      summary: 'The public, live, fully sourced record of Hollywood’s labor negotiations.',
      description:
        'Every answer is `{ data, meta, links }`. `meta.asOf` is the date that it is for and `meta.version` the number of the last change that it reflects. ' +
        'Errors are `application/problem+json` (RFC 9457). Answers carry a strong `ETag`; `If-None-Match` gets a 304. Reads need no token. ' +
        'Names are added and never renamed, so ignore those that you do not know. In CSV, a text that a spreadsheet would take for a formula ' +
        '(it begins with = + - or @) has an apostrophe before it.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths: Object.fromEntries(paths),
    webhooks: { change: { post: describeWebhook(schemas) } },
    components: {
      schemas: Object.fromEntries([...schemas].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token of the operators, which may publish, correct or both.' },
      },
    },
  };
}

function describeOperation(operation: OperationFrame, origin: string, schemas: Map<string, Json>): JsonObject {
  const text = { schema: { type: 'string' } };
  return {
    operationId: operation.id,
    ...tagged(operation.path),
    summary: operation.summary,
    ...(operation.description !== undefined && { description: operation.description }),
    parameters: [...parameters(operation.params, 'path', schemas), ...parameters(allQueryParameters(operation), 'query', schemas)],
    responses: {
      '200': {
        description: `The answer. For example: ${origin}/api/v1${operation.example}`,
        headers: {
          ETag: { description: 'Changes whenever the answer does.', ...text },
          ...(operation.id === 'getEvent' && { 'Parley-Revision': { description: 'The revision of the event: for `If-Match`.', ...text } }),
          ...(operation.list && { Link: { description: 'The next page (`rel="next"`), where there is more.', ...text } }),
          ...(operation.formats.length > 0 && {
            'Parley-As-Of': { description: '`meta.asOf`, for answers that are not JSON.', ...text },
            'Parley-Known-At': { description: '`meta.knownAt`, for answers that are not JSON.', ...text },
            'Parley-Version': { description: '`meta.version`, for answers that are not JSON.', ...text },
          }),
        },
        content: {
          'application/json': { schema: written(operation.answer, 'output', schemas) },
          ...Object.fromEntries(operation.formats.map((format) => [mediaTypes[format].split(';')[0] ?? '', text])),
        },
      },
      '304': { description: 'Not changed since the answer that `If-None-Match` names.' },
      ...refusals([...operation.problems, ...(operation.list ? (['INVALID_CURSOR'] as const) : [])], schemas),
    },
    'x-example': `${origin}/api/v1${operation.example}`,
  };
}

/** An address outside the API, which has a server of its own in the document: the site. */
function describeFile(file: FileFrame, origin: string, schemas: Map<string, Json>): JsonObject {
  const { id, path, summary, description, params, query, mediaTypes: types, problems: own } = file;
  const example = `${origin}${file.example.replace('{origin}', encodeURIComponent(origin))}`;
  return {
    operationId: id,
    ...tagged(path),
    summary,
    ...(description !== undefined && { description }),
    servers: [{ url: origin }],
    parameters: [...parameters(params, 'path', schemas), ...parameters(query, 'query', schemas)],
    responses: {
      '200': {
        description: `The file. For example: ${example}`,
        headers: { ETag: { description: 'Changes whenever the answer does.', schema: { type: 'string' } } },
        content: Object.fromEntries(types.map((type) => [type.split(';')[0] ?? '', { schema: { type: 'string' } }])),
      },
      '304': { description: 'Not changed since the answer that `If-None-Match` names.' },
      ...refusals(own, schemas, ['NOT_ACCEPTABLE']),
    },
    'x-example': example,
  };
}

/** OpenAPI 3.1 has no words for a stream of events: its text is described, and each event's data by the schema of a change. */
function describeStream(schemas: Map<string, Json>): JsonObject {
  return {
    operationId: 'streamChanges',
    ...tagged('/stream'),
    summary: 'Every change to the record as it happens, as server-sent events',
    description:
      '`id` is the number of the change, `event` its kind (PUBLISHED, CORRECTED, RETRACTED), `data` the change as `GET /changes` tells it. A client that ' +
      'comes back with `Last-Event-ID` (browsers do by themselves) or `since` goes on exactly where it was. The event `reset` says that this was too long ago: read the record anew. ' +
      'The event `day` says that a day has begun in the time zone of the talks. A comment at least every 15 s keeps the connection open.',
    parameters: parameters(streamQuery, 'query', schemas),
    responses: {
      '200': {
        description: 'The stream. It has no end.',
        content: {
          'text/event-stream': {
            schema: { type: 'string', contentMediaType: 'application/json', contentSchema: written(changeAnswer, 'output', schemas) },
          },
        },
      },
      ...refusals(['TOO_MANY_STREAMS', 'STREAM_FULL'], schemas),
    },
  };
}

/** What a receiver of webhooks is sent. */
function describeWebhook(schemas: Map<string, Json>): JsonObject {
  const header = (name: string, description: string) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } });
  return {
    operationId: 'receiveChange',
    tags: ['Changes'],
    summary: 'A change, sent to a webhook as it happens',
    description:
      'Signed by Standard Webhooks 1.0. Each webhook is sent the changes that it follows one at a time, in the order of the log and at least once: the next when ' +
      'the last was taken. The operators set webhooks up with `parley webhook add` and hand out the secret.',
    parameters: [
      header('webhook-id', 'The id of the message, `change_` and `data.seq`: the same whenever it is sent again.'),
      header('webhook-timestamp', 'When this attempt was made, in seconds of the Unix epoch. Refuse what is older than five minutes.'),
      header(
        'webhook-signature',
        '`v1,` and the HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}` in base64, by the key that the secret holds.',
      ),
    ],
    requestBody: { required: true, content: { 'application/json': { schema: written(webhookMessage, 'output', schemas) } } },
    responses: {
      '2XX': { description: 'It was taken. It has to be answered within 15 s.' },
      '410': { description: 'The receiver wants no more: the webhook is disabled.' },
      default: {
        description:
          'It was not taken, nor is a redirect followed: it is sent again after 5 s, 5 min, 30 min and so on, for three days. Then the webhook is disabled.',
      },
    },
  };
}

function describeWrite(write: WriteFrame, schemas: Map<string, Json>): JsonObject {
  const text = { schema: { type: 'string' } };
  const header = (name: string, required: boolean, description: string) => ({ name, in: 'header', required, description, ...text });
  const body = written(write.body, 'input', schemas);
  return {
    operationId: write.id,
    tags: ['Writing'],
    summary: write.summary,
    description: write.description,
    security: [{ token: [write.scope.toLowerCase()] }],
    parameters: [
      ...parameters(write.params, 'path', schemas),
      header('Idempotency-Key', true, 'The name of this write, 1 to 255 printable ASCII characters: a new one for each.'),
      ...(write.ifMatch === 'NONE'
        ? []
        : [header('If-Match', write.ifMatch === 'REQUIRED', 'The revision that was read, such as "1234".')]),
    ],
    requestBody: { required: true, content: Object.fromEntries(write.mediaTypes.map((type) => [type, { schema: body }])) },
    responses: {
      [String(write.status)]: {
        description: 'It took effect. `meta.seq` is the number of its change.',
        headers: {
          ETag: { description: 'The revision of the event: for `If-Match`.', ...text },
          ...(write.status === 201 && { Location: { description: 'The address of the event.', ...text } }),
          'Idempotency-Replayed': { description: '`true` where the answer was given before.', ...text },
          RateLimit: { description: 'How many writes are left in this minute.', ...text },
          'RateLimit-Policy': { description: 'How many writes a minute the token may make.', ...text },
        },
        content: { 'application/json': { schema: written(write.answer, 'output', schemas) } },
      },
      ...refusals(write.problems, schemas),
    },
  };
}

function describeItself(schemas: Map<string, Json>): JsonObject {
  return {
    operationId: 'getOpenApi',
    ...tagged('/openapi.json'),
    summary: 'This document',
    parameters: [],
    responses: {
      '200': { description: 'The document.', content: { 'application/json': { schema: { type: 'object' } } } },
      ...refusals([], schemas),
    },
  };
}

function refusals(own: readonly ProblemCode[], schemas: Map<string, Json>, never: readonly ProblemCode[] = []): JsonObject {
  const content = { 'application/problem+json': { schema: written(problemSchema, 'output', schemas) } };
  const byStatus = Map.groupBy(
    new Set([...alwaysProblems.filter((code) => !never.includes(code)), ...own]),
    (code) => problems[code].status,
  );
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.map((code) => `${code}: ${problems[code].explanation}`).join('\n\n'), content },
    ]),
  );
}

function parameters(query: z.ZodObject, place: 'path' | 'query', schemas: Map<string, Json>): JsonObject[] {
  const whole = rewritten(z.toJSONSchema(query, { io: 'input' }), schemas);
  const properties = isObject(whole.properties) ? whole.properties : {};
  const required = Array.isArray(whole.required) ? whole.required : [];
  return Object.entries(query.shape).map(([name, field]) => {
    const property = properties[name];
    const { description, ...schema } = isObject(property) ? property : {};
    const pipe = pipeIn(field);
    const item = pipe && listParameters.get(pipe);
    const bounds = pipe && numberParameters.get(pipe);
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description !== undefined && { description }),
      ...(item === undefined
        ? {
            schema:
              bounds === undefined
                ? schema
                : { type: 'integer', ...bounds, ...(schema.default !== undefined && { default: schema.default }) },
          }
        : { style: 'form', explode: false, schema: { type: 'array', items: written(item, 'input', schemas) } }),
    };
  });
}

/** What turns the text of a parameter into its value, looked for under `exactOptional()` and the like. */
function pipeIn(field: unknown): z.ZodPipe | undefined {
  if (field instanceof z.ZodExactOptional || field instanceof z.ZodOptional || field instanceof z.ZodDefault) return pipeIn(field.unwrap());
  return field instanceof z.ZodPipe ? field : undefined;
}

/** A schema as JSON Schema: a reference where it has a name, and then with its own content under that name. */
function written(schema: z.ZodType, io: 'input' | 'output', schemas: Map<string, Json>): JsonObject {
  const content = rewritten(z.toJSONSchema(schema, { io }), schemas);
  const id = schema.meta()?.id;
  // A schema with a name may come as a mere reference to itself, its content then being among the parts just moved.
  if (id === undefined || content.$ref !== undefined) return content;
  schemas.set(id, content);
  return { $ref: `#/components/schemas/${id}` };
}

/** JSON Schema with its named parts moved to the document's components. Further names are allowed: the API only ever adds. */
function rewritten(schema: object, schemas: Map<string, Json>): JsonObject {
  const { $schema: _, id: __, $defs, ...content } = asJson(schema);
  if (isObject($defs)) for (const [name, part] of Object.entries($defs)) if (isObject(part)) schemas.set(name, moved(part));
  return moved(content);
}

function moved(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).flatMap(([name, value]) => {
      if (name === 'additionalProperties' && value === false) return [];
      if (name === 'id' && typeof value === 'string') return [];
      if (name === '$ref' && typeof value === 'string') return [[name, value.replace('#/$defs/', '#/components/schemas/')]];
      if (Array.isArray(value)) return [[name, value.map((item: Json) => (isObject(item) ? moved(item) : item))]];
      return [[name, isObject(value) ? moved(value) : value]];
    }),
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asJson(value: object): JsonObject {
  const json: Json = JSON.parse(JSON.stringify(value));
  return isObject(json) ? json : {};
}
