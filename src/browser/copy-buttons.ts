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

let timer: ReturnType<typeof setTimeout> | undefined;

function say(words: string): void {
  const status = document.getElementById('copied');
  clearTimeout(timer);
  if (status === null) return;
  status.textContent = words;
  timer = setTimeout(() => {
    status.textContent = '';
  }, saidMs);
}

async function copy(copied: string): Promise<void> {
  if (!('clipboard' in navigator)) return show(copied);
  try {
    // The promise goes into the item, because some browsers allow a write only within the press itself.
    const text = textOf(copied).then((words) => new Blob([words], { type: 'text/plain' }));
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text })]);
    say('Copied');
  } catch {
    say('Not copied: please try again');
  }
}

/**
 * Makes every button with `data-copy` on the page copy, and says so. One listener for all of them, and the text of most is fetched
 * only when it is wanted, so that a button costs a page next to nothing.
 */
export function startCopyButtons(): void {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('button[data-copy]') : null;
    if (button?.dataset.copy !== undefined) void copy(button.dataset.copy);
  });
  // A button shows from when it does something.
  document.documentElement.dataset.copies = '';
}
