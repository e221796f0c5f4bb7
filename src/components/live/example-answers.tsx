'use client';

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** How much of an answer is shown, in lines and in characters: its beginning tells what it is like. */
const mostLines = 60;
const mostCharacters = 6_000;

/** The headers that tell of an answer what its body does not. */
const headers = ['Content-Type', 'ETag', 'Link', 'Parley-Version', 'Parley-Revision', 'Cache-Control'];

interface Shown {
  readonly status: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly isWhole: boolean;
}

/** A JSON text with a line for each value; any other text as it is. */
function readable(text: string, type: string): string {
  if (!/json/.test(type) || /ndjson/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

async function shownOf(address: string): Promise<Shown> {
  const response = await fetch(address);
  const type = response.headers.get('Content-Type') ?? '';
  const text = readable(await response.text(), type);
  const body = text.split('\n').slice(0, mostLines).join('\n').slice(0, mostCharacters);
  return {
    status: `${response.status} ${response.statusText}`.trim(),
    headers: headers.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    }),
    body,
    isWhole: body.length === text.length,
  };
}

const failed: Shown = { status: 'No answer: please try again', headers: [], body: '', isWhole: true };

/**
 * Makes every link with `data-example` on the page show what its address answers in the place below it, which is named `answer-` and
 * the value. One listener for all; where there are no scripts the links are links.
 */
export function ExampleAnswers() {
  const [shown, setShown] = useState<ReadonlyMap<string, Shown | 'ASKED'>>(new Map());

  useEffect(() => {
    const put = (id: string, value: Shown | 'ASKED') => setShown((all) => new Map(all).set(id, value));
    const press = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-example]') : null;
      const id = link?.dataset.example;
      if (link === null || id === undefined || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      put(id, 'ASKED');
      shownOf(link.href).then(
        (value) => put(id, value),
        () => put(id, failed),
      );
    };
    document.addEventListener('click', press);
    return () => document.removeEventListener('click', press);
  }, []);

  return [...shown].map(([id, value]) => {
    const place = document.getElementById(`answer-${id}`);
    return place === null ? null : createPortal(<Answer value={value} id={id} />, place, id);
  });
}

function Answer({ value, id }: { value: Shown | 'ASKED'; id: string }) {
  return (
    <div className="mt-3 border-rule border-t pt-2 text-xs">
      <p role="status" className="font-semibold text-sm">
        {value === 'ASKED' ? 'Asking …' : value.status}
      </p>
      {value !== 'ASKED' && (
        <>
          <dl className="mt-1 grid gap-x-4 sm:grid-cols-[8rem_1fr]">
            {value.headers.map(([name, text]) => (
              <div key={name} className="contents">
                <dt className="text-soft">{name}</dt>
                <dd className="break-all">
                  <code>{text}</code>
                </dd>
              </div>
            ))}
          </dl>
          {value.body !== '' && (
            <section
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a part of the page that scrolls must be reached by keyboard
              tabIndex={0}
              aria-label={`The answer of ${id}`}
              className="mt-2 max-h-96 overflow-auto border-rule border bg-paper p-2"
            >
              <pre>
                <code>{value.body}</code>
              </pre>
            </section>
          )}
          {!value.isWhole && <p className="mt-1 text-soft">The answer goes on: this is its beginning.</p>}
        </>
      )}
    </div>
  );
}
