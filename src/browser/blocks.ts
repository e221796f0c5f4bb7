/** One block of a stream of server-sent events (HTML, 9.2.6): an event, or a comment that shows that the server is there. */
export interface Block {
  readonly id: string | undefined;
  readonly event: string | undefined;
  readonly data: string | undefined;
  /** When to come back once the stream breaks, in milliseconds. */
  readonly retry: string | undefined;
  /** Which day it is, by time zone. */
  readonly today: string | undefined;
}

function blockOf(text: string): Block {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined)
      fields.set(name, name === 'data' && fields.has(name) ? `${fields.get(name)}\n${value}` : value);
  }
  const [id, event, data, retry, today] = ['id', 'event', 'data', 'retry', 'today'].map((name) => fields.get(name));
  return { id, event, data, retry, today };
}

/** Takes a stream apart, in whatever pieces it comes: gives the blocks that each piece completes. */
export function blockReader(): (piece: string) => Block[] {
  let rest = '';
  return (piece) => {
    const texts = (rest + piece).replaceAll('\r\n', '\n').split('\n\n');
    rest = texts.pop() ?? '';
    return texts.map(blockOf);
  };
}
