// Gives each Parley embed on a page the height that its content needs. One copy serves all embeds of the page.
(() => {
  const type = 'parley:height';
  const most = 20_000;
  const { origin } = new URL(document.currentScript.src);
  const isOurs = (frame) => frame.src.startsWith(`${origin}/embed/`);

  // Taken is { type, height } and nothing else, from a frame of ours on this page.
  window.addEventListener('message', (event) => {
    const { data } = event;
    if (event.origin !== origin || typeof data !== 'object' || data === null || data.type !== type) return;
    if (Object.keys(data).length !== 2 || !Number.isInteger(data.height) || data.height < 1 || data.height > most) return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === event.source && isOurs(frame)) frame.style.height = `${data.height}px`;
  });

  for (const frame of document.querySelectorAll('iframe')) if (isOurs(frame)) frame.contentWindow?.postMessage({ type }, '*');
})();
