import type { ReactNode } from 'react';
import type { Change } from '#domain/change/change.ts';
import { formatDate } from '#domain/time/format.ts';
import type { View } from '../ui/view.ts';
import { embedStyle } from './style.ts';

/** What frames an embed. */
interface Frame {
  readonly title: string;
  readonly theme: 'auto' | 'light' | 'dark';
  readonly view: View;
  /** The page of this site that shows it in full. */
  readonly page: string;
  /** Corrections that bear on a pinned embed: those since its code was copied where `isSince`, else every one. */
  readonly corrections: readonly Change[];
  readonly isSince: boolean;
  readonly card: ReactNode;
}

/**
 * An embed as a document of its own: styles written in, one small script that tells its height and, where it is live, brings it up to
 * date. Links open in a window of their own.
 */
export function EmbedDocument({ title, theme, view, page, corrections, isSince, card }: Frame) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: this is a whole document, which Next has no part in */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Parley`}</title>
        <base target="_blank" />
        <style>{embedStyle(theme)}</style>
        <script src="/embed-frame.js" defer data-live={view.linkDate === null ? '' : undefined} />
      </head>
      <body>
        <main>
          {card}
          <CorrectionNotice corrections={corrections} isSince={isSince} page={page} />
          <footer>
            <span>
              <strong>Parley</strong> · <a href={page}>Sources and full record</a>
            </span>
            <span>
              {view.linkDate === null ? 'As of today, ' : 'As of '}
              {formatDate(view.asOf)}
            </span>
          </footer>
        </main>
      </body>
    </html>
  );
}

/** What a pinned embed says of facts that turned out wrong: it shows them as corrected, and tells so. */
function CorrectionNotice({ corrections, isSince, page }: Pick<Frame, 'corrections' | 'isSince' | 'page'>) {
  const last = corrections.at(-1);
  if (last === undefined) return null;
  const verb = last.kind === 'RETRACTED' ? 'Retracted' : 'Corrected';
  const address = last.entity === 'EVENT' ? `/events/${last.key}` : page;
  return (
    <p className="notice" role="note">
      <strong>
        {verb} on {formatDate(last.recordedAt.slice(0, 10))}
        {isSince ? ', after this was embedded' : ''}.
      </strong>{' '}
      {last.reason ?? 'No reason was given.'} <a href={address}>What changed</a>
      {corrections.length > 1 && `, and ${corrections.length - 1} more.`}
    </p>
  );
}

/** An embed of what the record does not have, or not by that date. */
export function EmbedMissing({ message }: { message: string }) {
  return <p className="lede">{message}</p>;
}
