import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { immutableCacheControl } from '#http/cache-control.ts';
import type { InnerAnswer } from './inner.ts';

/** Where a build leaves the script of its pages. */
const built = join('.next', 'parley-page.js');

/** The script of every page in one file, made from `src/browser`. */
async function bundle(root: string): Promise<string> {
  // Loaded where it is needed: a server whose build is there has no use for it.
  const { rolldown } = await import('rolldown');
  const made = await rolldown({ input: join(root, 'src', 'browser', 'page.ts'), cwd: root, platform: 'browser' });
  const { output } = await made.generate({ format: 'iife', minify: true });
  await made.close();
  return output[0].code;
}

/** Makes the script of the pages part of the build. */
export async function buildPageScript(root: string): Promise<void> {
  await writeFile(join(root, built), await bundle(root));
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
  const code = await readFile(join(root, built), 'utf8');
  const hash = createHash('sha256').update(code).digest('base64url').slice(0, 16);
  return { address: `/scripts/page.${hash}.js`, answer: async () => answerOf(code, immutableCacheControl) };
}

/**
 * The script as its sources are now, bundled each time that it is asked for. It waits until React, which in development runs in the
 * page, has taken over what the server drew.
 */
export function freshPageScript(root: string): PageScript {
  const code = async () => `addEventListener('load', () => requestIdleCallback(() => {${await bundle(root)}}));`;
  return { address: '/scripts/page.js', answer: async () => answerOf(await code(), 'no-store') };
}
