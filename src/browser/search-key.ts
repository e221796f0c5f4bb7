/** Lets `/` put the cursor into the search, from anywhere but another field. */
export function startSearchKey(): void {
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    const field = document.querySelector<HTMLInputElement>('input[type=search]');
    if (field === null) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
