import { History } from '#components/change/change.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Change } from '#domain/change/change.ts';

/** What the record has said of the event. Of one that had only been announced by a past date it tells no more than when it changed. */
export function EventHistory({ history, isWhole }: { history: readonly Change[]; isWhole: boolean }) {
  const isCorrected = history.length > 1;
  return (
    <Section
      id="history"
      title="History"
      lead={
        isCorrected
          ? 'What the record has said of this, the latest first. Nothing is overwritten.'
          : 'The record has said the same of this from the first.'
      }
    >
      <History changes={history} isWhole={isWhole} />
    </Section>
  );
}
