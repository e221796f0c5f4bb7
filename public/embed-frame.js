// Runs within an embed: tells the page around it how high it is, and brings a live one up to date. Without it the embed reads as it is.
(() => {
  const script = document.currentScript;
  const type = 'parley:height';
  // How often a live embed asks whether it has changed, in milliseconds. Mostly the answer is a 304, and only while somebody looks.
  const every = 60_000;

  const tell = () => {
    if (window.parent === window) return;
    window.parent.postMessage({ type, height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, '*');
  };

  const refresh = async () => {
    if (document.hidden) return;
    const response = await fetch(window.location.href, { cache: 'no-cache', credentials: 'omit' }).catch(() => null);
    if (response === null || !response.ok) return;
    const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('main');
    const shown = document.querySelector('main');
    if (next !== null && shown !== null && next.outerHTML !== shown.outerHTML) shown.replaceWith(next);
  };

  const start = () => {
    new ResizeObserver(tell).observe(document.documentElement);
    // The page around it may have been slower: it asks with the same message, without a height.
    window.addEventListener('message', ({ source, data }) => {
      if (source === window.parent && data?.type === type) tell();
    });
    window.addEventListener('toggle', tell, true);
    // Embeds that were loaded together do not ask together.
    if (script?.dataset.live !== undefined) setTimeout(() => setInterval(refresh, every), Math.random() * every);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
