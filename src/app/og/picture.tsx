import { ImageResponse } from 'next/og';
import { lookOf } from '#components/deal-status/status.tsx';
import { type Picture, PictureCard } from '#components/picture/card.tsx';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import { stoppageNouns } from '#domain/deal-status/rules.ts';
import type { FileAnswer } from '#http/endpoint.ts';
import { drawable, pictureFaces } from './faces.ts';

/** The size of every picture, in pixels: what networks ask for. */
const size = { width: 1200, height: 630 } as const;

/** The state of a negotiation, as a picture shows it. */
export function pictureState({ headline, label }: Pick<DealStatus, 'headline' | 'label'>, name?: string): Picture['states'][number] {
  const { color, path } = lookOf(headline);
  return { label, color, path, ...(name !== undefined && { name }) };
}

/** The days of a stoppage that goes on or is what a status is about, with their method. */
export function pictureFigure({ dayCount, headline }: DealStatus): Picture['figure'] {
  if (dayCount === null || headline === 'RATIFIED' || headline === 'SUPERSEDED') return undefined;
  const value = dayCount.state === 'IN_EFFECT' ? `Day ${dayCount.inclusive}` : `${dayCount.inclusive} days`;
  return { value, note: `of the ${stoppageNouns[dayCount.stoppage]}, inclusive count` };
}

/** What a picture says, in characters that can be drawn. */
async function told({ kicker, title, states, ...picture }: Picture): Promise<Picture> {
  const state = async ({ name, label, ...look }: Picture['states'][number]) => ({
    ...look,
    label: await drawable(label),
    ...(name !== undefined && { name: await drawable(name) }),
  });
  return { ...picture, kicker: await drawable(kicker), title: await drawable(title), states: await Promise.all(states.map(state)) };
}

/** A picture as an answer. */
export function pictureFile(picture: Picture): FileAnswer {
  return {
    mediaType: 'image/png',
    body: async () => {
      const options = { ...size, fonts: await pictureFaces() };
      return new Uint8Array(await new ImageResponse(<PictureCard {...(await told(picture))} />, options).arrayBuffer());
    },
  };
}
