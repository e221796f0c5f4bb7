import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pages } from '../e2e/pages.ts';
import { root, sources } from './imports.ts';

/** What React would have to do in a browser, by how it is written. Pages reach their readers as HTML, without React. */
const ofBrowser: readonly (readonly [what: string, mark: RegExp])[] = [
  ["'use client'", /^\s*['"]use client['"]/m],
  ["'use server'", /^\s*['"]use server['"]/m],
  ['a Suspense boundary', /\bSuspense\b/],
  ['an event handler', /\son[A-Z][A-Za-z]*=\{/],
  ['a hook of the browser', /\buse(State|Effect|LayoutEffect|Reducer|Ref|Transition|Optimistic|ActionState|SyncExternalStore)\b/],
  ['a part of Next that needs a browser', /from ['"]next\/(link|image|script|dynamic|form)['"]/],
  ['a form that calls a function', /\baction=\{(async\b|\()/],
];
/** Files by which Next would put a boundary around a page. */
const boundaries = /(^|\/)(loading|error|global-error|template|default)\.tsx$/;

function ofBrowserIn(file: string, text: string): string[] {
  if (!file.endsWith('.tsx') && !/^(app|components)\//.test(file)) return [];
  const found = ofBrowser.flatMap(([what, mark]) => (mark.test(text) ? [`${file}: ${what}`] : []));
  return boundaries.test(file) && file.startsWith('app/') ? [...found, `${file}: a boundary`] : found;
}

describe('what React would finish in the browser', () => {
  test('is nowhere', () => expect(sources().flatMap(({ file, text }) => ofBrowserIn(file, text))).toEqual([]));

  test.each([
    ['app/a/page.tsx', "'use client';\nexport default () => null;"],
    ['app/a/act.ts', "'use server';"],
    ['components/ui/a.tsx', "import { Suspense } from 'react';"],
    ['components/ui/a.tsx', '<button onClick={press}>'],
    ['components/ui/a.tsx', 'const [a] = useState(1);'],
    ['components/ui/a.tsx', "import Link from 'next/link';"],
    ['components/ui/a.tsx', '<form action={async () => undefined}>'],
    ['app/a/loading.tsx', ''],
  ])('is found in %s: %s', (file, text) => expect(ofBrowserIn(file, text)).toHaveLength(1));
});

/** The pattern of the addresses of a page's file. */
function addressesOf(file: string): RegExp {
  const path = file.replace(/\/?page\.tsx$/, '');
  return new RegExp(`^/${path.replace(/\[[^\]]+\]/g, '[^/]+')}$`);
}

describe('the pages that browser tests visit', () => {
  const files = globSync('**/page.tsx', { cwd: join(root, 'src/app') });
  const paths = pages.map(([path]) => path.replace(/[?#].*/, ''));

  test('are all there are', () => {
    expect(files).toContain('negotiations/[slug]/page.tsx');
    expect(files.filter((file) => !paths.some((path) => addressesOf(file).test(path)))).toEqual([]);
  });

  test('have each a page of its own kind', () =>
    expect(paths.filter((path) => !files.some((file) => addressesOf(file).test(path)))).toEqual([]));
});
