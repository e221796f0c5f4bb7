import { readKnownSources } from '#data/record/known.ts';
import { readSourcesById } from '#data/source/read.ts';
import type { ReadTx } from '#data/transaction.ts';
import type { Event } from '#domain/event/event.ts';
import { type EventRead, sourcesCited, toEventAnswer } from '#http/contracts/event.ts';
import type { Known } from '#http/known-at.ts';

/** Events in the shape of the API, with the sources of all of them read at once. */
export async function presentEvents<Fact extends Event>(
  tx: ReadTx,
  reads: readonly EventRead<Fact>[],
  origin: string,
  known: Known | null = null,
) {
  const cited = sourcesCited(reads);
  const sources = known === null ? await readSourcesById(tx, cited) : await readKnownSources(tx, known.version, cited);
  return reads.map((read) => toEventAnswer(read, sources, origin));
}
