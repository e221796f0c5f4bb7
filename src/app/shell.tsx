import { cache } from 'react';
import { type Frame, PageFrame } from '#components/ui/page-shell.tsx';
import { readRelated } from '#data/negotiation/read.ts';
import { readMarks } from '#data/timeline/marks.ts';
import { read } from './read.ts';

const surroundingsOf = cache((today: string, negotiation: string | undefined) =>
  read(async (tx) => ({
    marks: await readMarks(tx, { asOf: today, negotiation }),
    successors: negotiation === undefined ? [] : await readRelated(tx, { following: [negotiation] }),
  })),
);

/**
 * What surrounds a page that reads the record: the frame, its date control marked with the major events of the record, or of one
 * negotiation. A page about one rests on the rounds that followed it, too: by them it is superseded.
 */
export async function PageShell({ negotiation, ...frame }: Omit<Frame, 'marks'> & { readonly negotiation?: string | undefined }) {
  const { asOf, today } = frame.view;
  const { marks, successors } = await surroundingsOf(today, negotiation);
  // What came later than the date being looked at is a place to go to, and is not told.
  return (
    <PageFrame
      {...(negotiation !== undefined && { about: [negotiation], restsOn: successors, plays: true })}
      {...frame}
      marks={marks.map(({ date, headline }) => ({ day: date, name: date > asOf ? null : headline }))}
    />
  );
}
