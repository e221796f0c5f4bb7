import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { CitePanel } from '#components/quotation/cite.tsx';
import { Section } from '#components/ui/section.tsx';
import { readVersion } from '#data/change/read.ts';
import { readNegotiationFrame, readRelated } from '#data/negotiation/read.ts';
import { formatDate } from '#domain/time/format.ts';
import { publicOrigin } from '#env';
import { toQuotationAnswer } from '#http/contracts/quotation.ts';
import { wholeNumber } from '#http/parameters.ts';
import { askedFor, parameter, type SearchParams } from '../as-of.ts';
import { quotedNegotiation } from '../quotation.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata: Metadata = { title: 'Cite and quote', robots: { index: false } };

const contractYearSchema = wholeNumber(1, 10);

/** What the address asks for; a contract year that is none is left out. */
async function aspectOf(searchParams: SearchParams) {
  const asked = await askedFor(searchParams);
  const year = contractYearSchema.safeParse(parameter(asked.contractYear));
  return {
    negotiation: parameter(asked.negotiation) ?? '',
    issue: parameter(asked.issue),
    measure: parameter(asked.measure),
    contractYear: year.success ? year.data : undefined,
    scope: parameter(asked.scope),
  };
}

export default async function CitePage({ searchParams }: { searchParams: SearchParams }) {
  const { negotiation: slug, ...aspect } = await aspectOf(searchParams);
  const found = await read(async (tx) => {
    const frame = await readNegotiationFrame(tx, slug);
    if (frame === null) return null;
    const view = await viewOf(searchParams, frame.negotiation.timeZone);
    if (frame.knownFrom === null || view.asOf < frame.knownFrom) return null;
    const quoted = await quotedNegotiation(tx, frame.negotiation, aspect, view.asOf);
    if (quoted === null) return null;
    // What was agreed on an issue is held against the settlements of its cycle.
    const cycles = aspect.issue === undefined ? [] : [frame.negotiation.cycle];
    return { view, ...quoted, version: await readVersion(tx), related: await readRelated(tx, { following: [slug], cycles }) };
  });
  if (found === null) notFound();
  const { view, quotation, path, version, related } = found;
  const cited = { negotiation: slug, ...aspect };
  return (
    <PageShell
      view={view}
      path="/cite"
      parameters={{ negotiation: slug, ...aspect, contractYear: aspect.contractYear?.toString() }}
      negotiation={slug}
      restsOn={related}
    >
      <h1 className="mt-1 max-w-[50rem] text-3xl">{quotation.title}</h1>
      <p className="mt-2">
        <a href={path}>The page that shows it, as of {formatDate(view.asOf)}</a>
      </p>
      <Section id="cite" title="Cite and quote">
        <CitePanel quotation={toQuotationAnswer(quotation, path, publicOrigin(), version)} cited={cited} asOf={view.asOf} />
      </Section>
    </PageShell>
  );
}
