import type { ReactNode } from 'react';
import { formatDate } from '#domain/time/format.ts';
import { linkTo } from './link-to.ts';
import type { View } from './view.ts';

/** Events in a line each, with the date to its precision. */
export function EventReferences({
  events,
  names,
  view,
}: {
  events: readonly { readonly id: string; readonly date: string; readonly headline: string; readonly negotiation: string }[];
  names?: ReadonlyMap<string, string>;
  view: View;
}) {
  return (
    <ol>
      {events.map((event) => (
        <li key={event.id} className="grid gap-x-6 border-rule border-t py-2 text-sm sm:grid-cols-[9.5rem_1fr]">
          <span className="figure text-soft">{formatDate(event.date)}</span>
          <span>
            <a href={linkTo(`/events/${event.id}`, view.linkDate)}>{event.headline}</a>
            <span className="text-soft"> · {names?.get(event.negotiation) ?? event.negotiation}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Links in columns. */
export function LinkList({ items }: { items: readonly { readonly href: string; readonly name: string; readonly note?: ReactNode }[] }) {
  return (
    <ul className="sm:columns-2 sm:gap-8">
      {items.map(({ href, name, note }) => (
        <li key={href} className="break-inside-avoid border-rule border-t py-2">
          <a href={href}>{name}</a>
          {note !== undefined && <span className="block text-soft text-sm">{note}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The link to the next page of a list, where there is one. */
export function NextPage({ href }: { href: string | null }) {
  return href === null ? null : (
    <p className="mt-6">
      <a href={href} rel="next">
        Next page
      </a>
    </p>
  );
}
