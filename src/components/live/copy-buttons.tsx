'use client';

import { useEffect, useState } from 'react';

/** How long the word that something was copied stays, in milliseconds. */
const saidMs = 3_000;

async function textAt(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.text()).trim();
}

/** The text that a button copies: of the element that `#id` names, or what an address answers. */
function textOf(copied: string): Promise<string> {
  return copied.startsWith('#') ? Promise.resolve(document.getElementById(copied.slice(1))?.textContent ?? '') : textAt(copied);
}

/** Selects a text or opens its address, for a browser that gives pages no clipboard, as on a plain HTTP address. */
function show(copied: string): void {
  const element = copied.startsWith('#') ? document.getElementById(copied.slice(1)) : null;
  if (element === null) window.location.assign(copied);
  else window.getSelection()?.selectAllChildren(element);
}

/**
 * Makes every button with `data-copy` on the page copy, and says so. One listener for all of them, and the text of most is fetched
 * only when it is wanted, so that a button costs a page next to nothing.
 */
export function CopyButtons() {
  const [said, setSaid] = useState('');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (words: string) => {
      clearTimeout(timer);
      setSaid(words);
      timer = setTimeout(() => setSaid(''), saidMs);
    };
    const copy = async (copied: string) => {
      if (!('clipboard' in navigator)) return show(copied);
      try {
        // The promise goes into the item, because some browsers allow a write only within the press itself.
        const text = textOf(copied).then((words) => new Blob([words], { type: 'text/plain' }));
        await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
        say('Copied');
      } catch {
        say('Not copied: please try again');
      }
    };
    const press = (event: MouseEvent) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>('button[data-copy]') : null;
      if (button?.dataset.copy !== undefined) void copy(button.dataset.copy);
    };
    document.addEventListener('click', press);
    // A button shows from when it does something.
    document.documentElement.dataset.copies = '';
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', press);
    };
  }, []);

  return (
    <p role="status" className={`fixed bottom-4 left-4 z-10 ${said === '' ? '' : 'bg-ink px-4 py-2 font-semibold text-paper text-sm'}`}>
      {said}
    </p>
  );
}
