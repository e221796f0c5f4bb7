import { element } from './elements.ts';

/** How much of an answer is shown, in lines and in characters: its beginning tells what it is like. */
const mostLines = 60;
const mostCharacters = 6_000;

/** The headers that tell of an answer what its body does not. */
const headers = ['Content-Type', 'ETag', 'Link', 'Parley-Version', 'Parley-Revision', 'Cache-Control'];

/** A JSON text with a line for each value; any other text as it is. */
function readable(text: string, type: string): string {
  if (!/json/.test(type) || /ndjson/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function statusLine(words: string): HTMLElement {
  return element('p', { role: 'status', class: 'font-semibold text-sm' }, words);
}

/** What is shown of the answer at an address: its status, the headers that matter, and how it begins. */
async function answerAt(address: string, id: string): Promise<HTMLElement[]> {
  const response = await fetch(address);
  const text = readable(await response.text(), response.headers.get('Content-Type') ?? '');
  const body = text.split('\n').slice(0, mostLines).join('\n').slice(0, mostCharacters);
  const rows = headers.flatMap((name) => {
    const value = response.headers.get(name);
    if (value === null) return [];
    return [
      element(
        'div',
        { class: 'contents' },
        element('dt', { class: 'text-soft' }, name),
        element('dd', { class: 'break-all' }, element('code', {}, value)),
      ),
    ];
  });
  // A part of the page that scrolls must be reached by keyboard.
  const shown = {
    tabindex: '0',
    'aria-label': `The answer of ${id}`,
    class: 'mt-2 max-h-96 overflow-auto border-rule border bg-paper p-2',
  };
  return [
    statusLine(`${response.status} ${response.statusText}`.trim()),
    element('dl', { class: 'mt-1 grid gap-x-4 sm:grid-cols-[8rem_1fr]' }, ...rows),
    ...(body === '' ? [] : [element('section', shown, element('pre', {}, element('code', {}, body)))]),
    ...(body.length === text.length ? [] : [element('p', { class: 'mt-1 text-soft' }, 'The answer goes on: this is its beginning.')]),
  ];
}

async function ask(address: string, id: string, place: HTMLElement): Promise<void> {
  const answer = element('div', { class: 'mt-3 border-rule border-t pt-2 text-xs' }, statusLine('Asking …'));
  place.replaceChildren(answer);
  try {
    answer.replaceChildren(...(await answerAt(address, id)));
  } catch {
    answer.replaceChildren(statusLine('No answer: please try again'));
  }
}

/**
 * Makes every link with `data-example` on the page show what its address answers in the place below it, which is named `answer-` and
 * the value. One listener for all; where there are no scripts the links are links.
 */
export function startExampleAnswers(): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-example]') : null;
    const place = document.getElementById(`answer-${link?.dataset.example ?? ''}`);
    if (link?.dataset.example === undefined || place === null || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void ask(link.href, link.dataset.example, place);
  });
}
