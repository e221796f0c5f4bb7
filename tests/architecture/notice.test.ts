import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { root } from './imports.ts';

test('NOTICE names the packages that are shipped, and their licences', () => {
  expect(() => execFileSync(process.execPath, ['.config/notice.mjs', '--check'], { cwd: root, stdio: 'pipe' })).not.toThrow();
});
