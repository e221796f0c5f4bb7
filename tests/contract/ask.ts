import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src/app/api/v1', import.meta.url));

type Handler = (request: Request, context: { params: Promise<Record<string, string>> | undefined }) => Promise<Response>;

/** The addresses that have a route file, as the contracts write them: `/negotiations/{slug}`. */
export const routePaths: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('route.ts'))
  .map((file) => `/${relative('.', file).replace(/\/?route\.ts$/, '')}`.replaceAll('[', '{').replaceAll(']', '}'))
  .sort();

/** Asks a route of the API as Next would: by its address, with the parts of the path decoded. */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`http://localhost:3000/api/v1${path}`, init);
  const segments = (path.split('?')[0] ?? '').split('/').slice(1);
  for (const route of routePaths) {
    const parts = route.split('/').slice(1);
    if (parts.length !== segments.length) continue;
    if (!parts.every((part, index) => part.startsWith('{') || part === segments[index])) continue;
    const params = Object.fromEntries(
      parts.flatMap((part, index) => (part.startsWith('{') ? [[part.slice(1, -1), decodeURIComponent(segments[index] ?? '')]] : [])),
    );
    return handler(await import(join(folder, route.replaceAll('{', '[').replaceAll('}', ']'), 'route.ts')), request.method)(request, {
      params: Object.keys(params).length === 0 ? undefined : Promise.resolve(params),
    });
  }
  return handler(await import('../../src/app/api/[...path]/route.ts'), request.method)(request, { params: undefined });
}

function handler(module: object, method: string): Handler {
  const found = Object.entries(module).find(([name]) => name === method)?.[1];
  if (!isHandler(found)) throw new Error(`The route does not export ${method}.`);
  return found;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === 'function';
}
