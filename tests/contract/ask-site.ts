import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('../../src/app', import.meta.url));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> | undefined }) => Promise<Response>;

/** The addresses outside the API that have a route file, as the contracts write them: `/feeds/{format}`. */
export const sitePaths: readonly string[] = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:^|\/)route\.tsx?$/.test(file) && !file.startsWith('api/'))
  .map((file) => `/${file.replace(/\/route\.tsx?$/, '')}`.replaceAll('[', '{').replaceAll(']', '}'));

/** Asks an address of the site outside the API and its pages, as Next would: by the folders of its route file. */
export async function askSite(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`http://127.0.0.1:3000${path}`, init);
  let folder = app;
  const params: Record<string, string> = {};
  for (const segment of (path.split('?')[0] ?? '').split('/').slice(1)) {
    const dynamic = readdirSync(folder).find((name) => name.startsWith('['));
    if (!existsSync(join(folder, segment)) && dynamic !== undefined) params[dynamic.slice(1, -1)] = decodeURIComponent(segment);
    folder = join(folder, existsSync(join(folder, segment)) ? segment : (dynamic ?? segment));
  }
  const file = ['route.ts', 'route.tsx'].map((name) => join(folder, name)).find((name) => existsSync(name));
  if (file === undefined) throw new Error(`There is no route file for ${path}.`);
  const module: object = await import(file);
  const handle = Object.entries(module).find(([name]) => name === request.method)?.[1];
  if (!isHandler(handle)) throw new Error(`The route does not export ${request.method}.`);
  return handle(request, { params: Object.keys(params).length === 0 ? undefined : Promise.resolve(params) });
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
