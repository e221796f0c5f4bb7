import { createElement, Suspense, use } from 'react';
import { renderToReadableStream } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import type { NextHandler } from './inner.ts';
import { askPlainly, plainPage, unfinishedIn } from './plain-page.ts';

const shell = '<!DOCTYPE html><html id="__next_error__"><body><!--$--><!--/$--><script src="/_next/x.js"></script></body></html>';

/** Answers in Next's place, by address. */
function answering(answers: Readonly<Record<string, readonly [status: number, body: string, type?: string]>>): NextHandler {
  return async (request, response) => {
    const [status, body, type = 'text/html; charset=utf-8'] = answers[request.url ?? ''] ?? [500, shell];
    response.writeHead(status, { 'content-type': type }).end(body);
  };
}

const read = async (next: NextHandler, target: string) => {
  const { status, body } = await askPlainly(next, { method: 'GET', target, headers: {} });
  return [status, body.toString()];
};

describe('a page as readers get it', () => {
  test('has no script of React and none of its marks', () => {
    const page = `<head><link rel="stylesheet" href="/a.css"/><link rel="preload" as="script" fetchPriority="low" href="/_next/b.js"/>
      <script src="/_next/b.js" async=""></script><script src="/scripts/page.1.js" defer=""></script></head>
      <p>81<!-- --> days</p><!--$--><i></i><!--/$--><script type="application/ld+json">{"a":"b"}</script>
      <script>self.__next_f.push([1,"<p>81</p>"])</script><script id="_R_">requestAnimationFrame(function(){})</script>`;
    expect(plainPage(page).replace(/\s+(?=<|$)/g, '')).toBe(
      `<head><link rel="stylesheet" href="/a.css"/><script src="/scripts/page.1.js" defer=""></script></head><p>81 days</p><i></i><script type="application/ld+json">{"a":"b"}</script>`,
    );
  });

  test('keeps what a text says of scripts', () => {
    const text = '<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;!-- --&gt;</p>';
    expect(plainPage(text)).toBe(text);
  });

  test('is told in full where there is nothing at its address', async () => {
    const next = answering({ '/unions/none': [404, shell], '/_not-found': [404, '<html><h1>Not in the record</h1></html>'] });
    expect(await read(next, '/unions/none')).toEqual([404, '<html><h1>Not in the record</h1></html>']);
  });

  test('is told in full where it cannot be made, with the status that it has', async () => {
    const next = answering({ '/': [500, shell], '/unavailable': [200, '<html><h1>Not just now</h1></html>'] });
    expect(await read(next, '/')).toEqual([500, '<html><h1>Not just now</h1></html>']);
    expect(await read(next, '/unions/none')).toEqual([500, '<html><h1>Not just now</h1></html>']);
  });

  test('is empty where it leads elsewhere', async () => {
    const next: NextHandler = async (_, response) => {
      response.writeHead(307, { 'content-type': 'text/html', location: '/releases/2023-10-02' }).end(shell);
    };
    const { status, headers, body } = await askPlainly(next, { method: 'GET', target: '/releases/latest', headers: {} });
    expect([status, headers.get('location'), body.length]).toEqual([307, '/releases/2023-10-02', 0]);
  });

  test('is an error where not even that can be made', async () => {
    await expect(read(answering({}), '/')).rejects.toThrow('no page can be made for /, which Next answered with 500');
  });
});

test('embeds and other answers are left as they are', async () => {
  const script = '<script>1</script>';
  const next = answering({ '/embed/status?negotiation=a': [200, script], '/feeds/atom': [200, script, 'application/atom+xml'] });
  expect(await read(next, '/embed/status?negotiation=a')).toEqual([200, script]);
  expect(await read(next, '/feeds/atom')).toEqual([200, script]);
});

describe('what React leaves for the browser to finish', () => {
  const failing = () => {
    throw new Error('this part fails');
  };
  const late = new Promise<string>((resolve) => setImmediate(() => resolve('late')));
  const within = (inner: () => string) => createElement('main', null, createElement(Suspense, { fallback: 'wait' }, createElement(inner)));

  test.each([
    ['a Suspense boundary that was still waiting, a piece of the page that came late', within(() => use(late))],
    ['a Suspense boundary that failed', within(failing)],
    ['a form that calls a function of React', createElement('form', { action: () => undefined })],
    ['', within(() => 'there at once')],
  ])('is found: %s', async (found, element) => {
    const html = await new Response(await renderToReadableStream(element, { onError: () => undefined })).text();
    expect(unfinishedIn(html).join(', ')).toBe(found);
  });

  test('is reported with the address of the page', async () => {
    const faults: string[] = [];
    const next = answering({ '/unions': [200, '<html><!--$?--><template id="B:0"></template>wait<!--/$--></html>'] });
    await askPlainly(next, { method: 'GET', target: '/unions', headers: {} }, (fault) => faults.push(fault));
    expect(faults).toEqual([expect.stringMatching(/^the page at \/unions is not whole without React \(a Suspense boundary/)]);
  });
});
