import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** A button that copies: the text of the element `#id`, or what an address of this site answers. Not shown without JavaScript. */
export function CopyButton({ copied, children }: { copied: string; children: string }) {
  return (
    <button type="button" className="copy" data-copy={copied}>
      {children}
    </button>
  );
}

/** What can be cited: an event, or where a negotiation stands, as a whole or on one issue or measure. */
export type Cited =
  | { readonly event: string }
  | {
      readonly negotiation: string;
      readonly issue?: string | undefined;
      readonly measure?: string | undefined;
      readonly contractYear?: number | null | undefined;
      readonly scope?: string | null | undefined;
    };

function aspectOf(cited: Exclude<Cited, { event: string }>) {
  const { issue, measure, contractYear, scope } = cited;
  return { issue, measure, contractYear: contractYear?.toString(), scope: scope ?? undefined };
}

/** Where the API cites it. */
export function citationAddress(cited: Cited, asOf: string | null, format: string): string {
  if ('event' in cited) return linkTo(`/api/v1/events/${cited.event}/citation`, asOf, { format });
  return linkTo(`/api/v1/negotiations/${cited.negotiation}/citation`, asOf, { ...aspectOf(cited), format });
}

function pageOf(cited: Cited, asOf: string | null): string {
  if ('event' in cited) return linkTo(`/events/${cited.event}#cite`, asOf);
  return linkTo('/cite', asOf, { negotiation: cited.negotiation, ...aspectOf(cited) });
}

/** The way to every form of a citation, and a button for the sentence. It carries no text of its own, so that a list can have many. */
export function CiteLink({ cited, view }: { cited: Cited; view: View }) {
  return (
    <p className="no-print mt-1 flex flex-wrap items-baseline gap-x-3 text-xs">
      <a href={pageOf(cited, view.linkDate)} className="text-soft">
        Cite
      </a>
      <CopyButton copied={citationAddress(cited, view.linkDate, 'text')}>Copy sentence</CopyButton>
    </p>
  );
}

const forms = [
  ['sentence', 'Sentence, ready for print'],
  ['short', 'Short citation'],
  ['long', 'Citation with its sources'],
] as const;

const files = [
  ['bibtex', 'BibTeX'],
  ['ris', 'RIS'],
  ['csl', 'CSL-JSON'],
  ['text', 'plain text'],
] as const;

/** Every form of a citation: texts to select or copy, and files for reference managers. */
export function CitePanel({
  quotation,
  cited,
  asOf,
}: {
  quotation: { readonly sentence: string; readonly short: string; readonly long: string };
  cited: Cited;
  asOf: string;
}) {
  return (
    <div className="max-w-[48rem]">
      {forms.map(([form, name]) => (
        <div key={form} className="border-rule border-t py-3">
          <div className="flex items-baseline justify-between gap-4">
            <h3 className="font-sans text-sm">{name}</h3>
            <CopyButton copied={`#cite-${form}`}>{`Copy ${form}`}</CopyButton>
          </div>
          <p id={`cite-${form}`} className={`mt-1 break-words select-all ${form === 'sentence' ? 'font-serif text-lg' : 'text-sm'}`}>
            {quotation[form]}
          </p>
        </div>
      ))}
      <div className="border-rule border-t py-3">
        <h3 className="font-sans text-sm">For reference managers</h3>
        <ul className="mt-1 flex flex-wrap gap-x-8 gap-y-2 text-sm">
          {files.map(([format, name]) => (
            <li key={format} className="flex items-baseline gap-2">
              <a href={citationAddress(cited, asOf, format)}>{name}</a>
              <CopyButton copied={citationAddress(cited, asOf, format)}>{`Copy ${name}`}</CopyButton>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
