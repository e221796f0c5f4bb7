import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { importsOf, layerOf, resolveImport, root, sources, violationsOf } from './imports.ts';

const files = sources();
const packageJson = z
  .object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const versions = { ...packageJson.dependencies, ...packageJson.devDependencies };

describe('imports', () => {
  test('every import is one that its layer allows', () => expect(files.flatMap(({ file, text }) => violationsOf(file, text))).toEqual([]));

  test.each([
    ['domain/time/zone.ts', "import { readFileSync } from 'node:fs';"],
    ['domain/time/zone.ts', "import { database } from '#data/client.ts';"],
    ['components/ui/section.tsx', "import { database } from '#data/client.ts';"],
    ['components/ui/section.tsx', "export * from 'zod';"],
    ['http/etag.ts', "const client = await import('#data/client.ts');"],
    ['data/client.ts', "import { Fragment } from 'react';"],
    ['cli/parley.ts', "import Page from '../app/page.tsx';"],
    ['utils/helper.ts', ''],
  ])('a wrong import in %s is found: %s', (file, text) => expect(violationsOf(file, text)).toHaveLength(1));

  test('the nouns of the domain import each other in no circle', () => {
    const edges = new Map<string, Set<string>>();
    for (const { file, text } of files) {
      if (layerOf(file) !== 'domain') continue;
      const noun = file.split('/')[1] ?? '';
      const targets = edges.get(noun) ?? new Set();
      for (const specifier of importsOf(text, file)) {
        const meaning = resolveImport(file, specifier);
        if ('path' in meaning) targets.add(meaning.path.split('/')[1] ?? '');
      }
      targets.delete(noun);
      edges.set(noun, targets);
    }
    expect(circleIn(edges)).toBeNull();
  });

  test('a circle is found', () => {
    expect(
      circleIn(
        new Map([
          ['a', new Set(['b'])],
          ['b', new Set(['c'])],
          ['c', new Set(['a'])],
        ]),
      ),
    ).toEqual(['a', 'b', 'c', 'a']);
  });
});

/** A path from a noun back to itself; null where there is none. */
function circleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>();
  const walk = (noun: string, path: string[]): string[] | null => {
    if (path.includes(noun)) return [...path.slice(path.indexOf(noun)), noun];
    if (done.has(noun)) return null;
    for (const next of edges.get(noun) ?? []) {
      const circle = walk(next, [...path, noun]);
      if (circle !== null) return circle;
    }
    done.add(noun);
    return null;
  };
  for (const noun of edges.keys()) {
    const circle = walk(noun, []);
    if (circle !== null) return circle;
  }
  return null;
}

describe('the repository', () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');

  test('its top level stays small', () => {
    const prose = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'NOTICE', 'README.md', 'SECURITY.md'];
    const top = [...new Set(tracked.map((path) => path.split('/')[0] ?? ''))].filter((name) => !name.startsWith('.'));
    expect(top.toSorted()).toEqual(
      [
        ...prose,
        'docs',
        'next.config.ts',
        'package-lock.json',
        'package.json',
        'prisma',
        'public',
        'src',
        'tests',
        'tsconfig.json',
      ].toSorted(),
    );
  });

  test('nothing generated is committed', () =>
    expect(tracked.filter((path) => /generated\/|\.next\/|node_modules\/|test-results\//.test(path))).toEqual([]));

  test('versions are exact', () =>
    expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]));

  test.each([
    ['next', [16, 4, 6]],
    ['react', [19, 3, 1]],
    ['react-dom', [19, 3, 1]],
  ] as const)('%s is at least %j, which closes published holes', (name, floor) => {
    const [major = 0, minor = 0, patch = 0] = (versions[name] ?? '').split('.').map(Number);
    const rank = (numbers: readonly number[]) => numbers.reduce((total, number) => total * 1000 + number, 0);
    expect(rank([major, minor, patch])).toBeGreaterThanOrEqual(rank(floor));
  });

  test('the lock file names no host', () => expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved":/));

  test.each([/^\s*['"]use server['"]/m, /^\s*['"]use cache/m, /cacheComponents/])('no file has %s', (pattern) => {
    expect(files.filter(({ text }) => pattern.test(text)).map(({ file }) => file)).toEqual([]);
  });

  test('there is no proxy or middleware', () =>
    expect(tracked.filter((path) => /^(src\/)?(proxy|middleware)\.[jt]sx?$/.test(path))).toEqual([]));

  test('Prisma is known in src/data alone', () => {
    const prisma = files.filter(({ file, text }) => layerOf(file) !== 'data' && /generated\/client/.test(text));
    expect(prisma.map(({ file }) => file)).toEqual([]);
  });
});
