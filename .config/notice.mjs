// Writes NOTICE: which packages are shipped with Parley and under which licences, from the lock file alone, so that every machine
// writes the same. `--check` writes nothing, and fails where the file says something else.
import { readFileSync, writeFileSync } from 'node:fs';

const place = new URL('../NOTICE', import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

/** What stands in the lock file without a licence, and the licence that the package itself comes with. */
const known = {};

const byLicence = new Map();
for (const [path, { version, license, dev, link }] of Object.entries(packages)) {
  if (path === '' || dev === true || link === true) continue;
  const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const licence = license ?? known[name];
  if (licence === undefined)
    throw new Error(`${name} ${version} names no licence: look into the package, and add it to .config/notice.mjs`);
  byLicence.set(licence, new Set([...(byLicence.get(licence) ?? []), `${name} ${version}`]));
}
const inOrder = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
const sections = [...byLicence]
  .sort(([one], [other]) => inOrder(one, other))
  .map(
    ([licence, names]) =>
      `${licence}\n${[...names]
        .sort(inOrder)
        .map((name) => `  ${name}\n`)
        .join('')}`,
  );
const text = `Parley
Copyright (c) 2026 The founders of Parley, under the MIT License (see LICENSE).

It is shipped with the packages below, each under its own licence, whose text is in the package. Packages for one kind of machine are
installed on that kind alone. Made by \`npm run notice\`.

${sections.join('\n')}`;

if (process.argv.includes('--check')) {
  if (readFileSync(place, 'utf8') === text) process.exit(0);
  console.error('NOTICE is not what package-lock.json says: run npm run notice');
  process.exit(1);
}
writeFileSync(place, text);
