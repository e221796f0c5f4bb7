import type { ReactNode } from 'react';
import { EmbedMissing } from '#components/embed/document.tsx';
import { linkTo } from '#components/ui/link-to.ts';
import type { View } from '#components/ui/view.ts';
import { type NegotiationDetail, readNegotiation, readNegotiationFrame } from '#data/negotiation/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Shown } from '#domain/change/bearing.ts';
import { formatDate } from '#domain/time/format.ts';
import type { FileAnswer } from '#http/endpoint.ts';
import { notFound } from '#http/problem.ts';
import { type EmbedAsked, embedCorrections, embedFile, embedView } from './embed.tsx';

/**
 * An embed about one negotiation on a date, even where nothing was known of it by then. What draws it says what it has shown.
 *
 * @throws ProblemError NOT_FOUND where the record has no such negotiation
 */
export async function negotiationEmbed(
  tx: ReadTx,
  asked: EmbedAsked & { readonly negotiation: string },
  anchor: string,
  draw: (
    detail: NegotiationDetail & { readonly agreed: ReadonlySet<string> },
    view: View,
  ) => Promise<{ readonly card: ReactNode; readonly shown: Shown }>,
): Promise<FileAnswer> {
  const frame = await readNegotiationFrame(tx, asked.negotiation);
  if (frame === null) throw notFound('negotiation', asked.negotiation);
  const { negotiation, knownFrom } = frame;
  const view = embedView(asked, negotiation.timeZone);
  const page = linkTo(`/negotiations/${negotiation.slug}${anchor}`, view.linkDate);
  const about = { title: negotiation.title, view, page };
  if (view.asOf < knownFrom) {
    const message = `${negotiation.title}: nothing had happened or been announced by ${formatDate(view.asOf)}.`;
    return embedFile(asked, { ...about, corrections: [] }, <EmbedMissing message={message} />);
  }
  const detail = await readNegotiation(tx, frame, view.asOf);
  const agreed = new Set(detail.agreement === null ? [] : [negotiation.slug]);
  const { card, shown } = await draw({ ...detail, agreed }, view);
  const corrections = await embedCorrections(tx, asked, view, [negotiation.slug], shown);
  return embedFile(asked, { ...about, corrections }, card);
}
