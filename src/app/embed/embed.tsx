import type { ReactNode } from 'react';
import { EmbedDocument } from '#components/embed/document.tsx';
import type { View } from '#components/ui/view.ts';
import { readChanges } from '#data/change/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import { correctionsOf, type Shown } from '#domain/change/bearing.ts';
import type { Change } from '#domain/change/change.ts';
import { homeTimeZone, resolveAsOf } from '#domain/time/as-of.ts';
import type { Theme } from '#http/contracts/embed.ts';
import type { FileAnswer } from '#http/endpoint.ts';
import { now } from '#live/clock.ts';
import { markup } from '../markup.ts';

/** What every embed may be asked for. */
export interface EmbedAsked {
  readonly asOf?: string;
  readonly version?: number;
  readonly theme: Theme;
}

/** The most corrections that are looked at for one embed. */
const mostCorrections = 500;

/** What an embed shows the record of: pinned to a date where one is asked for. */
export function embedView({ asOf }: EmbedAsked, timeZone: string = homeTimeZone): View {
  const today = resolveAsOf(undefined, now(), timeZone);
  return { asOf: asOf ?? today, linkDate: asOf ?? null, today, timeZone, version: null };
}

/**
 * The corrections that a pinned embed tells of: those after the change whose number its code carries, so that whoever embedded a fact that
 * was right then is not told of errors before. Code without a number may be of any age: then every correction counts. A live embed
 * always shows what is held true now, and tells none.
 */
export async function embedCorrections(
  tx: ReadTx,
  { version = 0 }: EmbedAsked,
  view: View,
  negotiation: readonly string[],
  shown: Shown,
): Promise<readonly Change[]> {
  if (view.linkDate === null) return [];
  const changes = await readChanges(tx, { since: version, negotiation, kind: ['CORRECTED', 'RETRACTED'], limit: mostCorrections });
  return correctionsOf(changes, shown, view.asOf);
}

/** An embed as an answer. */
export function embedFile(
  asked: EmbedAsked,
  frame: { readonly title: string; readonly view: View; readonly page: string; readonly corrections: readonly Change[] },
  card: ReactNode,
): FileAnswer {
  const html = markup(<EmbedDocument {...frame} theme={asked.theme} isSince={asked.version !== undefined} card={card} />);
  return { mediaType: 'text/html; charset=utf-8', body: `<!doctype html>${html}` };
}
