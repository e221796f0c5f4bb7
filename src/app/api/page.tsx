import { Fragment, type ReactNode } from 'react';
import { Allowed, Fields, Operation, type OperationToShow, Permalink, schemaAnchor } from '#components/reference/operation.tsx';
import { PageFrame } from '#components/ui/page-shell.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { Section } from '#components/ui/section.tsx';
import { environment, publicOrigin } from '#env';
import { alwaysProblems } from '#http/openapi.ts';
import { type ProblemCode, problemCodes, problems, problemType } from '#http/problem.ts';
import { apiReference, type ReferenceOperation, type ReferenceSchema } from '#http/reference.ts';
import type { SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'API',
  description: 'Every address of the open API: parameters, answers, problems, and an example that runs. No key.',
  path: '/api',
});

/** What holds for every address, each with an anchor of its own. */
const conventions: readonly (readonly [id: string, title: string, body: ReactNode])[] = [
  [
    'answers',
    'Answers',
    <>
      Each answer is <code>{'{ data, meta, links }'}</code> in JSON and UTF-8. <code>meta.version</code> is the number of the last change to
      the record that it reflects. Names are added and never renamed, so ignore those that you do not know. An unknown parameter is refused,
      so that a typo never looks like an answer. Any site may ask, and reads need no key.
    </>,
  ],
  [
    'as-of',
    'As of a date',
    <>
      <code>asOf=2023-10-02</code> answers for the end of that day: facts in effect and announcements made by then; <code>2023-10</code> and{' '}
      <code>2023</code> are the last days of that month and year. Without it the answer is for today, in the time zone of the talks.{' '}
      <code>meta.asOf</code> says which day it was.
    </>,
  ],
  [
    'known-at',
    'Known at a moment',
    <>
      <code>knownAt=2026-11-25T12:00:00Z</code> answers from the record as it was at that moment, before whatever was corrected or retracted
      since. Such an answer never changes. The two clocks are independent: <code>asOf</code> is what was true, <code>knownAt</code> what
      this record said.
    </>,
  ],
  [
    'cursors',
    'Pages of a list',
    <>
      A list answers up to <code>limit</code> things (50; at most 200). As long as there are more, <code>links.next</code> (in CSV and
      NDJSON the header <code>Link</code>) is the address of the next page. Follow it as it is: its cursor works only with the same filters.
      A list begun without a date goes on with the day that it was begun on.
    </>,
  ],
  [
    'formats',
    'Formats',
    <>
      Lists, timelines, ladders and comparisons also answer as CSV and NDJSON, citations as text, BibTeX, RIS and CSL-JSON, by{' '}
      <code>format=csv</code> and the like or the header <code>Accept</code>. In CSV a text that a spreadsheet would take for a formula has
      an apostrophe before it.
    </>,
  ],
  [
    'caching',
    'Asking again',
    <>
      Each answer has a strong <code>ETag</code>. Send it back as <code>If-None-Match</code>, and an answer that has not changed is a 304
      without a body. <code>HEAD</code> answers the headers alone.
    </>,
  ],
  [
    'stream',
    'The stream',
    <>
      <a href="#streamChanges">GET /api/v1/stream</a> tells every change as it happens, as server-sent events: try it with{' '}
      <code>curl -N</code>. A client that comes back with <code>Last-Event-ID</code>, as browsers do by themselves, misses nothing. Who
      would rather ask follows <a href="#listChanges">/changes</a> with <code>since</code>; who would rather be told has{' '}
      <a href="/data#webhooks">webhooks</a>.
    </>,
  ],
  [
    'rate-limits',
    'Rate limits',
    <>
      Reads have none of their own; open streams are limited for each address. A token may make {environment().WRITE_RATE} writes a minute
      where it was given no other rate: <code>RateLimit</code> and <code>RateLimit-Policy</code> say what is left, and a write too many is
      answered with 429 and <code>Retry-After</code>.
    </>,
  ],
  [
    'writing',
    'Writing',
    <>
      Editors send <code>Authorization: Bearer</code> with a token, and with each write an <code>Idempotency-Key</code> of its own: asking
      again with the same key gives the first answer and does nothing twice. A correction names the revision that it corrects by{' '}
      <code>If-Match</code>. Each write is whole or not at all, and every reason against one is told at once.
    </>,
  ],
];

/** How an operation is asked from a command line. */
function curlOf({ method, path, example, parameters, body }: ReferenceOperation, origin: string): string {
  if (method === 'GET') return `curl ${path.endsWith('/stream') ? '-N ' : ''}'${origin}${example ?? path}'`;
  const needed = parameters.filter(({ place, name }) => place === 'header' && name !== 'Idempotency-Key');
  return [
    `curl -X ${method} '${origin}${path}'`,
    "-H 'Authorization: Bearer <token>'",
    "-H 'Idempotency-Key: <a new one for each write>'",
    ...needed.map(({ name }) => `-H '${name}: "<revision>"'`),
    `-H 'Content-Type: ${body?.mediaTypes[0] ?? 'application/json'}'`,
    '--data @body.json',
  ].join(' \\\n  ');
}

function isProblem(code: string): code is ProblemCode {
  return code in problems;
}

function toShow(operation: ReferenceOperation, origin: string): OperationToShow {
  const common: readonly string[] = alwaysProblems;
  return {
    ...operation,
    problems: operation.problems
      .filter(isProblem)
      .flatMap((code) => (common.includes(code) ? [] : [{ code, status: problems[code].status }])),
    // The document describes itself; the stream has no end that a page could show.
    example: operation.example ?? (operation.id === 'getOpenApi' ? operation.path : null),
    curl: curlOf(operation, origin),
  };
}

function Conventions() {
  return (
    <Section id="conventions" title="What holds everywhere">
      <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
        {conventions.map(([id, title, body]) => (
          <div key={id} id={id} className="target:bg-panel">
            <h3 className="text-lg">
              <Permalink id={id}>{title}</Permalink>
            </h3>
            <p className="mt-1 text-sm">{body}</p>
          </div>
        ))}
      </div>
    </Section>
  );
}

function Problems() {
  return (
    <Section
      id="problems"
      title="Problems"
      lead={
        <>
          Whatever is refused or fails is <code>application/problem+json</code> (RFC 9457): <code>type</code>, <code>title</code>,{' '}
          <code>status</code>, <code>detail</code>, <code>instance</code>, <code>code</code>, and <code>invalidParams</code> with the name
          of each parameter or field and the reason. Every address can answer {alwaysProblems.join(', ')}.
        </>
      }
    >
      <dl className="text-sm">
        {problemCodes.map((code) => (
          <div
            key={code}
            id={`problem-${code}`}
            className="grid gap-x-4 border-rule border-t py-1.5 target:bg-panel lg:grid-cols-[3rem_17rem_1fr]"
          >
            <dt className="contents">
              <span className="figure font-semibold">{problems[code].status}</span>
              <a href={problemType(code, '')} className="break-all">
                <code>{code}</code>
              </a>
            </dt>
            <dd>
              <Prose text={problems[code].explanation} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function Schemas({ schemas }: { schemas: readonly ReferenceSchema[] }) {
  return (
    <Section id="schemas" title="Schemas" lead="The named parts of answers and bodies.">
      {schemas.map(({ name, description, allowed, fields, type }) => (
        <div key={name} id={schemaAnchor(name)} className="mt-6 target:bg-panel">
          <h3 className="font-sans text-base">
            <Permalink id={schemaAnchor(name)}>
              <code className="break-all">{name}</code>
            </Permalink>
          </h3>
          {description !== null && (
            <p className="mb-1 max-w-[44rem] text-sm">
              <Prose text={description} />
            </p>
          )}
          {allowed.length > 0 && <Allowed values={allowed} />}
          {fields.length > 0 ? (
            <Fields fields={fields} />
          ) : (
            <Fields fields={[{ name: 'value', type, allowed: [], isRequired: true, meaning: null }]} />
          )}
        </div>
      ))}
    </Section>
  );
}

export default async function ApiPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const origin = publicOrigin();
  const { groups, schemas } = apiReference(origin);
  return (
    <PageFrame view={view} path="/api" about={[]}>
      <h1 className="text-4xl">API</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Everything on these pages, for programs: no key, from any origin, as of any date. Run an example, or give{' '}
        <a href="/api/v1/openapi.json">openapi.json</a> to a program that makes clients.
      </p>
      <div className="lg:grid lg:grid-cols-[14rem_minmax(0,1fr)] lg:gap-x-10">
        <Contents groups={groups} />
        <div className="min-w-0">
          <Conventions />
          {groups.map(({ tag, operations }) => (
            <Section key={tag.name} id={anchorOf(tag.name)} title={tag.name} lead={tag.description}>
              {operations.map((operation) => (
                <Operation key={operation.id} operation={toShow(operation, origin)} />
              ))}
            </Section>
          ))}
          <Problems />
          <Schemas schemas={schemas} />
        </div>
      </div>
    </PageFrame>
  );
}

/** The anchor of a group of operations. */
function anchorOf(tag: string): string {
  return `about-${tag.toLowerCase().replaceAll(' ', '-')}`;
}

/** A path that breaks between its parts where it is too long for its column. */
function Breakable({ path }: { path: string }) {
  return path.split(/(?<=.\/)/).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function Contents({ groups }: { groups: ReturnType<typeof apiReference>['groups'] }) {
  const links = (items: readonly (readonly [href: string, name: ReactNode])[]) => (
    <ul className="mb-3">
      {items.map(([href, name]) => (
        <li key={href}>
          <a href={href} className="inline-block break-words py-0.5 no-underline hover:underline">
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <nav
      aria-label="On this page"
      className="mt-6 columns-2 gap-6 text-xs lg:sticky lg:top-0 lg:mt-12 lg:max-h-screen lg:columns-1 lg:self-start lg:overflow-y-auto lg:pb-4"
    >
      <p className="font-semibold">
        <a href="#conventions">What holds everywhere</a>
      </p>
      {links(conventions.map(([id, title]) => [`#${id}`, title]))}
      {groups.map(({ tag, operations }) => (
        <div key={tag.name}>
          <p className="break-after-avoid font-semibold">
            <a href={`#${anchorOf(tag.name)}`}>{tag.name}</a>
          </p>
          {links(
            operations.map(({ id, method, path }) => [
              `#${id}`,
              <code key={id}>
                {method === 'GET' ? '' : `${method} `}
                <Breakable path={path.replace('/api/v1', '')} />
              </code>,
            ]),
          )}
        </div>
      ))}
      <p className="font-semibold">
        <a href="#problems">Problems</a>
      </p>
      <p className="font-semibold">
        <a href="#schemas">Schemas</a>
      </p>
    </nav>
  );
}
