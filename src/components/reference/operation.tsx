import type { ReactNode } from 'react';
import { Prose } from '../ui/prose.tsx';

/** Words of a type; those that name a schema lead to it. */
type TypeWords = readonly (string | { readonly schema: string })[];

/** A parameter of an address, or a field of a schema. */
export interface FieldToShow {
  readonly name: string;
  readonly type: TypeWords;
  readonly allowed: readonly string[];
  readonly isRequired: boolean;
  readonly meaning: string | null;
  /** Where it is sent, where it is sent. */
  readonly place?: 'path' | 'query' | 'header';
}

/** An operation of the API as its page shows it. */
export interface OperationToShow {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | null;
  readonly parameters: readonly FieldToShow[];
  readonly body: { readonly type: TypeWords; readonly mediaTypes: readonly string[] } | null;
  readonly answer: {
    readonly status: string;
    readonly type: TypeWords;
    readonly mediaTypes: readonly string[];
    readonly headers: readonly string[];
  };
  /** The problems of its own, each with its status. */
  readonly problems: readonly { readonly code: string; readonly status: number }[];
  readonly example: string | null;
  /** How it is asked from a command line. */
  readonly curl: string;
}

/** The name of the place of a schema on the page of the API. */
export function schemaAnchor(name: string): string {
  return `schema-${name}`;
}

function Type({ words }: { words: TypeWords }) {
  return words.map((word, index) =>
    typeof word === 'string' ? (
      word
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the words of one type never change places
      <a key={index} href={`#${schemaAnchor(word.schema)}`}>
        {word.schema}
      </a>
    ),
  );
}

/** Parameters or fields: each with its type, the values that it can have, and what it means. */
export function Fields({ fields }: { fields: readonly FieldToShow[] }) {
  return (
    <dl className="text-sm">
      {fields.map(({ name, type, allowed, isRequired, meaning, place }) => (
        <div key={`${place ?? ''} ${name}`} className="grid gap-x-4 border-rule border-t py-1.5 sm:grid-cols-[11rem_1fr]">
          <dt>
            <code className="break-all font-semibold">{name}</code>
            {isRequired && place !== undefined && <span className="block text-xs">required</span>}
            {!isRequired && place === undefined && <span className="block text-soft text-xs">may be missing</span>}
          </dt>
          <dd className="min-w-0">
            <span className="block break-words text-soft text-xs">
              <Type words={type} />
              {place !== undefined && place !== 'query' && `, in the ${place}`}
            </span>
            {meaning !== null && <Prose text={meaning} />}
            {allowed.length > 0 && <Allowed values={allowed} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The values that something can have. */
export function Allowed({ values }: { values: readonly string[] }) {
  return (
    <span className="block break-words text-xs">
      <span className="text-soft">One of</span> <code>{values.join(' ')}</code>
    </span>
  );
}

/** A heading that leads to itself: the permalink of what it is over. */
export function Permalink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <a href={`#${id}`} className="no-underline hover:underline">
      {children}
    </a>
  );
}

/** Whether an answer says more in a window of its own than as text: a page or a picture. */
function isToBeSeen(mediaTypes: readonly string[]): boolean {
  return mediaTypes.some((type) => type === 'text/html' || type.startsWith('image/'));
}

/** One operation: what it is asked with, what it answers, and an example. */
export function Operation({ operation }: { operation: OperationToShow }) {
  const { id, method, path, summary, description, parameters, body, answer, problems, example, curl } = operation;
  return (
    <article id={id} aria-labelledby={`${id}-title`} className="mt-8 border-ink border-t pt-3">
      <h3 id={`${id}-title`} className="font-sans text-base">
        <Permalink id={id}>
          <span className={`font-bold text-sm ${method === 'GET' ? 'text-talks' : 'text-employer'}`}>{method}</span>{' '}
          <code className="break-all">{path}</code>
        </Permalink>
      </h3>
      <p className="mt-1 max-w-[44rem]">
        <Prose text={summary} />.
      </p>
      {description !== null && (
        <p className="mt-1 max-w-[44rem] text-soft text-sm">
          <Prose text={description} />
        </p>
      )}
      {parameters.length > 0 && (
        <div className="mt-3">
          <Fields fields={parameters} />
        </div>
      )}
      <dl className="mt-3 grid gap-x-4 gap-y-1 border-rule border-t pt-2 text-sm sm:grid-cols-[11rem_1fr]">
        {body !== null && (
          <>
            <dt className="text-soft">Body</dt>
            <dd className="break-words">
              <Type words={body.type} /> as <code>{body.mediaTypes.join(', ')}</code>
            </dd>
          </>
        )}
        <dt className="text-soft">Answer</dt>
        <dd className="min-w-0 break-words">
          {answer.status}: <Type words={answer.type} /> as <code>{answer.mediaTypes.join(', ')}</code>
          {answer.headers.length > 0 && (
            <span className="block text-xs">
              <span className="text-soft">Headers</span> <code>{answer.headers.join(', ')}</code>
            </span>
          )}
        </dd>
        {problems.length > 0 && (
          <>
            <dt className="text-soft">Problems of its own</dt>
            <dd className="min-w-0 break-words">
              {problems.map(({ code, status }, index) => (
                <span key={code}>
                  {index > 0 && ', '}
                  {status} <a href={`#problem-${code}`}>{code}</a>
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      <div className="mt-3 bg-panel p-3">
        <pre className="whitespace-pre-wrap break-all text-xs">
          <code id={`curl-${id}`}>{curl}</code>
        </pre>
        <p className="mt-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-sm">
          {example !== null && (
            <a href={example} data-example={isToBeSeen(answer.mediaTypes) ? undefined : id} className="font-semibold">
              Run it
              <span className="sr-only">: {summary}</span>
            </a>
          )}
          <button type="button" className="copy" data-copy={`#curl-${id}`}>
            Copy command
          </button>
        </p>
        {example !== null && <div id={`answer-${id}`} data-own="" />}
      </div>
    </article>
  );
}
