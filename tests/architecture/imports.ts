import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The layers of src, each with the layers and the packages that it may import (DESIGN §2). Whatever is not listed is refused. */
export const layers: Readonly<Record<string, { readonly layers: readonly string[]; readonly packages: readonly string[] }>> = {
  domain: { layers: ['domain'], packages: ['zod', '@date-fns/tz', '@date-fns/utc', 'date-fns'] },
  data: {
    layers: ['data', 'domain', 'env'],
    packages: [
      'zod',
      'p-queue',
      'pg',
      'pg-copy-streams',
      '@prisma/adapter-pg',
      '@prisma/driver-adapter-utils',
      '@prisma/schema-engine-wasm',
      'node:',
    ],
  },
  http: {
    layers: ['http', 'domain'],
    packages: [
      'zod',
      '@date-fns/tz',
      '@date-fns/utc',
      'date-fns',
      'csv-stringify',
      'fflate',
      '@citation-js/core',
      '@xmldom/xmldom',
      'ical-generator',
      'ipaddr.js',
      'negotiator',
      'timezones-ical-library',
      '@citation-js/plugin-bibtex',
      'node:',
    ],
  },
  components: { layers: ['components', 'domain'], packages: ['next', 'react', 'react-dom', 'd3-scale'] },
  // What runs in the reader's browser. Pages need no React there (src/live/plain-page.ts), and this must never reach for the server's layers.
  browser: { layers: ['browser', 'domain'], packages: ['idiomorph'] },
  live: {
    layers: ['live', 'domain', 'data', 'http'],
    packages: ['ipaddr.js', 'light-my-request', 'lru-cache', 'negotiator', 'next', 'p-queue', 'pg', 'pino', 'prom-client', 'zod', 'node:'],
  },
  app: {
    layers: ['app', 'components', 'data', 'domain', 'http', 'live', 'env'],
    packages: ['next', 'react', 'react-dom', 'zod', '@date-fns/utc', 'date-fns', 'node:'],
  },
  cli: { layers: ['cli', 'data', 'domain', 'http', 'live', 'env'], packages: ['commander', 'date-fns', 'node:'] },
  env: { layers: [], packages: ['zod', 'node:'] },
  server: { layers: ['data', 'live', 'env'], packages: ['pg', 'node:'] },
};

/** An import that the table does not allow. */
export interface Violation {
  readonly file: string;
  readonly imported: string;
}

/** The source files below a folder, without tests, generated code and styles. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return name === 'generated' ? [] : sourceFiles(path);
    return /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name) ? [path] : [];
  });
}

/** Every module that a source text imports, statically or not, by its specifier. */
export function importsOf(text: string, fileName: string): string[] {
  const source = ts.createSourceFile(
    fileName,
    text,
    ts.ScriptTarget.Latest,
    true,
    fileName.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      found.push(node.moduleSpecifier.text);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) found.push(argument.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The layer of a path below src: its first folder, or the name of a file that stands alone. */
export function layerOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** What a specifier in a file means: a path below src, or a package. */
export function resolveImport(file: string, specifier: string): { readonly path: string } | { readonly package: string } {
  if (specifier === '#env') return { path: 'env.ts' };
  if (specifier.startsWith('#')) return { path: specifier.slice(1) };
  if (specifier.startsWith('.')) return { path: normalize(join(dirname(file), specifier)) };
  if (specifier.startsWith('node:')) return { package: 'node:' };
  const [scope = '', name] = specifier.split('/');
  return { package: scope.startsWith('@') ? `${scope}/${name ?? ''}` : scope };
}

/** The imports of one file that its layer does not allow. `file` is relative to src. */
export function violationsOf(file: string, text: string): Violation[] {
  const rule = layers[layerOf(file)];
  if (rule === undefined) return [{ file, imported: 'a place in src that the design does not name' }];
  return importsOf(text, file).flatMap((specifier) => {
    const meaning = resolveImport(file, specifier);
    const isAllowed =
      'path' in meaning
        ? rule.layers.includes(layerOf(meaning.path)) || meaning.path.endsWith('.css')
        : rule.packages.includes(meaning.package);
    return isAllowed ? [] : [{ file, imported: specifier }];
  });
}

/** Every file of src with its path relative to src and its text. */
export function sources(): { readonly file: string; readonly text: string }[] {
  const src = join(root, 'src');
  return sourceFiles(src).map((path) => ({ file: relative(src, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}
