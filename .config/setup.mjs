// Prepares a clone: installs packages when the lock file is newer than what is installed, and generates the database client when its
// schema has changed. Runs on any Node from 20 and needs nothing but Node's own modules, because nothing else may be there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

function fail(message) {
  console.error(`parley: ${message}`);
  process.exit(1);
}

function run(what, command, args) {
  console.log(`parley: ${what} …`);
  const started = Date.now();
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`);
    fail(`${what} failed${error === undefined ? '' : `: ${error.message}`}`);
  }
  console.log(`parley: ${what} done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function modifiedAt(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

if (major < 20 || (major === 20 && minor < 9)) fail(`Node ${process.versions.node} is too old: expected 20.9 or newer`);

const installed = join(root, 'node_modules', '.package-lock.json');
if (modifiedAt(join(root, 'package-lock.json')) > modifiedAt(installed)) {
  run('installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
const bin = join(root, 'node_modules', '.bin');
if (!existsSync(join(bin, process.platform === 'win32' ? 'node.cmd' : 'node')))
  fail('the package "node" brought no Node 24: install scripts are switched off; run npm rebuild node');

const schemaFiles = [
  join(root, 'prisma', 'schema.prisma'),
  ...readdirSync(join(root, 'prisma', 'models')).map((name) => join(root, 'prisma', 'models', name)),
].sort();
const hash = createHash('sha256');
for (const file of schemaFiles) hash.update(readFileSync(file));
const stamp = hash.digest('hex');
const stampFile = join(root, 'src', 'data', 'generated', '.schema');
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  run('generating the database client', join(bin, 'prisma'), ['generate', '--config', join('.config', 'prisma.ts')]);
  writeFileSync(stampFile, stamp);
}
