import { expect, test } from './page.ts';
import { pages } from './pages.ts';

/** Pages that are for their reader alone: made out of what he asked for, or with nothing to tell yet. */
const apart = [
  '/negotiations/sag-aftra-2023/changes?from=2023-07-13&to=2023-10-02',
  '/cite?negotiation=sag-aftra-2023&asOf=2023-10-02',
  '/events/2023-12-05-contract-ratified?asOf=2023-10-02',
  '/unavailable',
];

const headOf = (html: string) => html.slice(0, html.indexOf('</head>'));

for (const [path] of pages.filter(([path]) => !apart.includes(path))) {
  test(`${path} says what it is where it is shared`, async ({ request }) => {
    const head = headOf(await (await request.get(path)).text());
    for (const name of [
      'name="description"',
      'property="og:title"',
      'property="og:description"',
      'property="og:url"',
      'property="og:image"',
    ])
      expect(head, name).toMatch(new RegExp(`<meta ${name} content="[^"]`));
    expect(head.match(/<link rel="canonical"/g)).toHaveLength(1);
    expect(head).toMatch(/<title>[^<]/);
  });
}

for (const path of apart) {
  test(`${path} asks not to be found`, async ({ request }) => {
    expect(headOf(await (await request.get(path)).text())).toContain('<meta name="robots" content="noindex"');
  });
}
