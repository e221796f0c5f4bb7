import { formatDate } from '#domain/time/format.ts';
import { linkTo } from '../ui/link-to.ts';
import type { View } from '../ui/view.ts';

/** An embed as a page asks for it. */
export interface Embeddable {
  readonly kind: keyof typeof embedSizes;
  /** Which, by the parameters of its address. */
  readonly parameters: Readonly<Record<string, string | undefined>>;
  /** What a screen reader calls the frame. */
  readonly title: string;
}

/** The space that each embed takes before it has sized itself, in CSS pixels. */
export const embedSizes = {
  status: { width: 600, height: 280 },
  timeline: { width: 600, height: 560 },
  ladder: { width: 600, height: 420 },
  compare: { width: 720, height: 560 },
  event: { width: 600, height: 300 },
} as const;

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The HTML that shows an embed on a page elsewhere: a frame, and the script that gives it the height that it needs. */
export function embedCode(
  { kind, parameters, title }: Embeddable,
  { origin, width, height }: { readonly origin: string; readonly width?: number; readonly height?: number },
): string {
  const address = `${origin}${linkTo(`/embed/${kind}`, parameters.asOf ?? null, parameters)}`;
  return [
    `<iframe src="${attribute(address)}" title="${attribute(title)}" width="${width ?? '100%'}" height="${height ?? embedSizes[kind].height}"`,
    ' loading="lazy" style="border:0;max-width:100%"></iframe>',
    `<script src="${attribute(origin)}/embed.js" async></script>`,
  ].join('');
}

/** The code of an embed to copy: live, and pinned to the date that the page shows with the number of the last change. */
export function EmbedCode({
  embed,
  name: what,
  view,
  origin,
}: {
  embed: Embeddable;
  /** What is embedded, where a page has several of a kind. */
  name?: string;
  view: View;
  origin: string;
}) {
  const pinned = { ...embed, parameters: { ...embed.parameters, asOf: view.asOf, version: view.version?.toString() } };
  const name = [embed.kind, ...Object.values(embed.parameters)].join('-').replaceAll(/[^\w-]+/g, '-');
  const choices = [
    { id: `embed-live-${name}`, label: 'Live: changes as the record does', code: embedCode(embed, { origin }) },
    {
      id: `embed-pinned-${name}`,
      label: `Pinned to ${formatDate(view.asOf)}: tells when a fact in it is corrected`,
      code: embedCode(pinned, { origin }),
    },
  ];
  return (
    <details className="no-print mt-2 text-sm">
      <summary className="py-1 text-soft">{what === undefined ? 'Embed' : `Embed: ${what}`}</summary>
      <div className="mt-2 max-w-[48rem] border-rule border p-3">
        {(view.linkDate === null ? choices : choices.toReversed()).map(({ id, label, code }) => (
          <div key={id} className="mb-3">
            <p className="flex flex-wrap items-baseline justify-between gap-3">
              <span className="font-semibold">{label}</span>
              <button type="button" className="copy" data-copy={`#${id}`}>
                Copy code
              </button>
            </p>
            <pre className="mt-1 bg-panel p-2 text-xs break-all whitespace-pre-wrap">
              <code id={id} className="select-all">
                {code}
              </code>
            </pre>
          </div>
        ))}
        <p className="text-soft text-xs">
          No cookies. Light or dark by the reader’s system; <code>theme=light</code> or <code>theme=dark</code> in the address fixes it.
          Without the script the frame keeps its height.
        </p>
      </div>
    </details>
  );
}
