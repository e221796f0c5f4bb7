import type { DayCount } from '#domain/deal-status/day-count.ts';
import type { DealStatus } from '#domain/deal-status/deal-status.ts';
import { stoppageNouns } from '#domain/deal-status/rules.ts';
import type { Event } from '#domain/event/event.ts';
import type { Negotiation } from '#domain/negotiation/negotiation.ts';
import type { Source } from '#domain/source/source.ts';
import { oneLine } from '#domain/text/one-line.ts';
import type { Sentence } from '#domain/text/sentence.ts';
import { formatDate } from '#domain/time/format.ts';

/**
 * Text of the record as Markdown shows it, word for word: one line in which nothing means anything to Markdown or HTML, at its beginning
 * or within, and no address becomes a link by itself.
 */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&~|$!@^{}]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/www\./gi, (start) => `${start.slice(0, -1)}\\.`)
    .replace(/^[#+\-=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A link; an address that is none of the web is left out, and the text stands alone. */
export function markdownLink(text: string, address: string): string {
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol)) return markdownText(text);
  return `[${markdownText(text)}](<${url.href.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

function sentence(parts: Sentence, origin: string): string {
  return parts
    .map((part) => (typeof part === 'string' ? spaced(part) : markdownLink(part.text, `${origin}/events/${part.event}`)))
    .join('');
}

/** A part of a sentence with the spaces at its ends, which {@link oneLine} takes away. */
function spaced(part: string): string {
  return `${/^\s/.test(part) ? ' ' : ''}${markdownText(part)}${/\s$/.test(part) ? ' ' : ''}`;
}

function days({ state, stoppage, inclusive, elapsed, working }: DayCount): string {
  const noun = stoppageNouns[stoppage];
  const count = state === 'IN_EFFECT' ? `Day ${inclusive} of the ${noun}` : `The ${noun} lasted ${inclusive} days`;
  return `${count} by the unions’ inclusive count (${elapsed} elapsed, ${working} working days)`;
}

/** Where a negotiation stands, as lines of Markdown. */
export function statusMarkdown(negotiation: Negotiation, status: DealStatus, origin: string, level: '#' | '##'): string {
  const title = markdownLink(negotiation.title, `${origin}/negotiations/${negotiation.slug}`);
  return [
    `${level} ${level === '#' ? markdownText(negotiation.title) : title}`,
    '',
    `**${markdownText(status.label)}**, as of ${formatDate(status.asOf)}. ${sentence(status.explanation, origin)}`,
    ...(status.dayCount === null || status.headline === 'SUPERSEDED' ? [] : ['', `${days(status.dayCount)}.`]),
    '',
    `Next step: ${markdownText(status.nextStep.what)}`,
    '',
  ].join('\n');
}

/** Events as a list, one line each. */
export function eventsMarkdown(events: readonly Event[], origin: string): string {
  return events
    .map(
      (event) =>
        `- ${formatDate(event.date)}: ${markdownLink(event.headline, `${origin}/events/${event.id}`)}. ${markdownText(event.summary)}\n`,
    )
    .join('');
}

/** An event with its sources. */
export function eventMarkdown(event: Event, negotiation: Negotiation, sources: ReadonlyMap<string, Source>, origin: string): string {
  const cited = event.citations.flatMap(({ source: id, quote }) => {
    const source = sources.get(id);
    if (source === undefined) return [];
    const { title, publisher, url } = source;
    const quoted = quote === undefined ? '' : `: “${markdownText(quote)}”`;
    return [`- ${url === null ? markdownText(title) : markdownLink(title, url)}, ${markdownText(publisher)}${quoted}\n`];
  });
  const said = event.kind === 'STATEMENT' ? [`> ${markdownText(event.statement.quote)}`, ''] : [];
  return [
    `# ${markdownText(event.headline)}`,
    '',
    `${formatDate(event.date)}, ${markdownLink(negotiation.title, `${origin}/negotiations/${negotiation.slug}`)}. Confidence: ${event.confidence.toLowerCase()}.`,
    '',
    markdownText(event.summary),
    '',
    ...said,
    '## Sources',
    '',
    cited.join(''),
  ].join('\n');
}
