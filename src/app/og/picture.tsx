import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageResponse } from 'next/og';
import { lookOf } from '#components/deal-status/status.tsx';
import { type Picture, PictureCard } from '#components/picture/card.tsx';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import { stoppageNouns } from '#domain/deal-status/rules.ts';
import { oneLine } from '#domain/text/one-line.ts';
import type { File } from '#http/endpoint.ts';

/** The size of every picture, in pixels: what networks ask for. */
const size = { width: 1200, height: 630 } as const;

const faces = [
  ['Libre Franklin', 400, '@fontsource/libre-franklin/files/libre-franklin-latin-400-normal.woff'],
  ['Libre Franklin', 600, '@fontsource/libre-franklin/files/libre-franklin-latin-600-normal.woff'],
  ['Source Serif 4', 700, '@fontsource/source-serif-4/files/source-serif-4-latin-700-normal.woff'],
] as const;

// The drawing program reads no variable fonts and no WOFF2, so that these are other files than those of the pages.
const fonts = Promise.all(
  faces.map(async ([name, weight, file]) => ({
    name,
    weight,
    style: 'normal' as const,
    data: await readFile(join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', file)),
  })),
);

/** The state of a negotiation, as a picture shows it. */
export function pictureState({ headline, label }: Pick<DealStatus, 'headline' | 'label'>, name?: string): Picture['states'][number] {
  const { color, path } = lookOf(headline);
  return { label: oneLine(label), color, path, ...(name !== undefined && { name: oneLine(name) }) };
}

/** The days of a stoppage that goes on or is what a status is about, with their method. */
export function pictureFigure({ dayCount, headline }: DealStatus): Picture['figure'] {
  if (dayCount === null || headline === 'RATIFIED' || headline === 'SUPERSEDED') return undefined;
  const value = dayCount.state === 'IN_EFFECT' ? `Day ${dayCount.inclusive}` : `${dayCount.inclusive} days`;
  return { value, note: `of the ${stoppageNouns[dayCount.stoppage]}, inclusive count` };
}

/** A picture as an answer. */
export function pictureFile(picture: Picture): File {
  const told = { ...picture, kicker: oneLine(picture.kicker), title: oneLine(picture.title) };
  return {
    mediaType: 'image/png',
    body: async () => new Uint8Array(await new ImageResponse(<PictureCard {...told} />, { ...size, fonts: await fonts }).arrayBuffer()),
  };
}
