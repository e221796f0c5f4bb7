import { cache } from 'react';
import { type Frame, PageFrame } from '#components/ui/page-shell.tsx';
import { readMarks } from '#data/timeline/marks.ts';
import { read } from './read.ts';

const marksOf = cache((today: string, negotiation: string | undefined) => read((tx) => readMarks(tx, { asOf: today, negotiation })));

/** What surrounds a page that reads the record: the frame, its date control marked with the major events of the record, or of one negotiation. */
export async function PageShell({ negotiation, ...frame }: Omit<Frame, 'marks'> & { readonly negotiation?: string | undefined }) {
  const { asOf, today } = frame.view;
  const marks = await marksOf(today, negotiation);
  // What came later than the date being looked at is a place to go to, and is not told.
  return (
    <PageFrame
      {...frame}
      {...(negotiation !== undefined && { about: [negotiation], plays: true })}
      marks={marks.map(({ date, headline }) => ({ day: date, name: date > asOf ? null : headline }))}
    />
  );
}
