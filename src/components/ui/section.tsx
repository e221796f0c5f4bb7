import type { ReactNode } from 'react';

/** A part of a page with its heading and an anchor. */
export function Section({ id, title, lead, children }: { id: string; title: string; lead?: ReactNode; children: ReactNode }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="mt-12">
      <h2 id={`${id}-title`} className="border-ink border-t pt-2 text-2xl">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-1 max-w-[42rem] text-soft text-sm">{lead}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** What a page says where it has nothing to show. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="border-rule border-l-4 py-1 pl-3 text-soft">{children}</p>;
}
