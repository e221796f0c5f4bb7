import type { Claim, Dispute } from '../source/dispute.ts';
import type { Source } from '../source/source.ts';
import { publishersOf } from './words.ts';

/** The disputes that what is quoted is part of, with the sources that their claims cite. */
export interface Disagreement {
  readonly disputes: readonly Dispute[];
  readonly sources: ReadonlyMap<string, Source>;
}

/** The sources of citations, each once. */
export function sourcesBy(citations: Claim['citations'], sources: ReadonlyMap<string, Source>): Source[] {
  return [...new Set(citations.map(({ source }) => source))].flatMap((id) => sources.get(id) ?? []);
}

/** A claim as a part of a sentence: without its full stop, but with that of an abbreviation such as p.m. */
function said({ claim, claimedBy, citations }: Claim, sources: ReadonlyMap<string, Source>): string {
  return `according to ${claimedBy ?? publishersOf(sourcesBy(citations, sources))}: ${claim.replace(/(?<!\.[a-z])\.$/, '')}`;
}

/** Both sides of a dispute. A version that was set aside is told only where no two others are left. */
function bothSides({ question, claims }: Dispute, sources: ReadonlyMap<string, Source>): string {
  const standing = claims.filter(({ rank }) => rank !== 'DEPRECATED');
  const versions = (standing.length > 1 ? standing : claims).map((claim) => said(claim, sources));
  return `Accounts differ on “${question}”: ${versions.join('; ')}`;
}

/**
 * Both sides of every dispute, as sentences that follow another one; nothing where there is none. A settled dispute is told only of what
 * the record itself calls disputed.
 */
export function disagreementInWords({ disputes, sources }: Disagreement, isDisputed = false): string {
  const told = disputes.filter(({ status }) => isDisputed || status !== 'SETTLED');
  return told.map((dispute) => `. ${bothSides(dispute, sources)}`).join('');
}
