import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { immutableCacheControl } from '#http/cache-control.ts';
import type { InnerAnswer } from './inner.ts';
import { runNode } from './run-node.ts';

/** Where a build leaves the script of its pages, and where development does. */
const files = { built: join('.next', 'parley-page.js'), fresh: join('.next', 'dev', 'parley-page.js') };

/** Makes the script of every page in one file from `src/browser`, in a process of its own: a bundler would take up memory for as long as this one lives. */
function bundle(root: string, file: string): Promise<void> {
  const options = ['--platform', 'browser', '--format', 'iife', '--minify', '--logLevel', 'silent'];
  return runNode(root, [join('node_modules', 'rolldown', 'bin', 'cli.mjs'), join('src', 'browser', 'page.ts'), ...options, '--file', file]);
}

/** Makes the script of the pages part of the build. */
export function buildPageScript(root: string): Promise<void> {
  return bundle(root, files.built);
}

/** A script and the address that pages load it from. */
export interface PageScript {
  readonly address: string;
  readonly answer: () => Promise<InnerAnswer>;
}

function answerOf(code: string, cacheControl: string): InnerAnswer {
  return {
    status: 200,
    headers: new Map([
      ['content-type', 'text/javascript; charset=utf-8'],
      ['cache-control', cacheControl],
    ]),
    body: Buffer.from(code),
  };
}

/** The script of the build that is there, at an address that its text makes, so that it may be kept for good. */
export async function builtPageScript(root: string): Promise<PageScript> {
  const code = await readFile(join(root, files.built), 'utf8');
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 16);
  return { address: `/scripts/page.${hash}.js`, answer: async () => answerOf(code, immutableCacheControl) };
}

/**
 * The script as its sources are now, bundled each time that it is asked for. It waits until React, which in development runs in the
 * page, has taken over what the server drew.
 */
export function freshPageScript(root: string): PageScript {
  const code = async () => {
    await bundle(root, files.fresh);
    return `addEventListener('load', () => requestIdleCallback(() => {${await readFile(join(root, files.fresh), 'utf8')}}));`;
  };
  return { address: '/scripts/page.js', answer: async () => answerOf(await code(), 'no-store') };
}
