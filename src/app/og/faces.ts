import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { faces } from '#components/picture/card.tsx';
import { oneLine } from '#domain/text/one-line.ts';

/** A face as the drawing program takes it. */
interface Face {
  readonly name: string;
  readonly weight: 400 | 600 | 700;
  readonly style: 'normal';
  readonly data: Buffer;
}

// The drawing program reads no variable fonts and no WOFF2, so that these are other files than those of the pages.
const files = [
  ['libre-franklin', faces.sans, 400],
  ['libre-franklin', faces.sans, 600],
  ['source-serif-4', faces.serif, 700],
] as const;

const subsets = ['latin', 'latin-ext'] as const;

async function load(): Promise<{ readonly fonts: Face[]; readonly characters: ReadonlySet<number> }> {
  const loaded = await Promise.all(
    files.map(([family, names, weight]) =>
      Promise.all(
        subsets.map(async (subset, index): Promise<Face> => {
          const file = `node_modules/@fontsource/${family}/files/${family}-${subset}-${weight}-normal.woff`;
          const data = await readFile(join(/* turbopackIgnore: true */ process.cwd(), file));
          return { name: names[index] ?? family, weight, style: 'normal', data };
        }),
      ),
    ),
  );
  const drawn = loaded.map((parts) => new Set(parts.flatMap(({ data }) => charactersOf(data))));
  const [first = new Set<number>(), ...others] = drawn;
  return { fonts: loaded.flat(), characters: others.reduce((all, one) => all.intersection(one), first) };
}

const loading = load();

/** The faces that pictures are drawn with. */
export async function pictureFaces(): Promise<Face[]> {
  return (await loading).fonts;
}

/**
 * Text with nothing in it that the faces lack: for a letter with signs they do not have it is the plain letter, for words in another
 * script an ellipsis, and pictographs are left out. The drawing program would ask servers elsewhere for what is missing.
 */
export async function drawable(text: string): Promise<string> {
  const { characters } = await loading;
  // Signs by themselves would stand beside their letters.
  const has = (character: string) => characters.has(character.codePointAt(0) ?? 0) && !/\p{M}/u.test(character);
  const told = [...text.normalize('NFC')].map((character) => {
    if (has(character)) return character;
    const plain = [...character.normalize('NFKD')].filter(has).join('');
    return plain !== '' ? plain : /[\p{L}\p{N}]/u.test(character) ? '…' : '';
  });
  return oneLine(told.join('').replace(/…(?:[\s…]*…)+/g, '…'));
}

/** The characters of the basic plane that a WOFF file has a glyph for, from its table `cmap`. */
function charactersOf(woff: Buffer): number[] {
  const cmap = tableOf(woff, 'cmap');
  const parts = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => cmap.subarray(cmap.readUInt32BE(8 + index * 8)));
  return parts.filter((part) => part.readUInt16BE(0) === 4).flatMap(charactersIn);
}

function tableOf(woff: Buffer, tag: string): Buffer {
  for (let entry = 44; entry < 44 + woff.readUInt16BE(12) * 20; entry += 20) {
    if (woff.toString('latin1', entry, entry + 4) !== tag) continue;
    const [offset, stored, length] = [woff.readUInt32BE(entry + 4), woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)];
    const bytes = woff.subarray(offset, offset + stored);
    return stored < length ? inflateSync(bytes) : bytes;
  }
  throw new Error(`The font has no table ${tag}.`);
}

/** The characters of a part of the table in format 4: segments of codes, each with what makes a glyph of a code. */
function charactersIn(part: Buffer): number[] {
  const doubled = part.readUInt16BE(6);
  const at = (list: number, segment: number) => 14 + list * doubled + (list > 0 ? 2 : 0) + segment;
  const found: number[] = [];
  for (let segment = 0; segment < doubled; segment += 2) {
    const [end, start, delta] = [part.readUInt16BE(at(0, segment)), part.readUInt16BE(at(1, segment)), part.readUInt16BE(at(2, segment))];
    const offsets = at(3, segment);
    const offset = part.readUInt16BE(offsets);
    for (let code = start; code <= end && code < 0xffff; code += 1) {
      const glyph = offset === 0 ? code + delta : part.readUInt16BE(offsets + offset + (code - start) * 2);
      if ((glyph & 0xffff) !== 0) found.push(code);
    }
  }
  return found;
}
