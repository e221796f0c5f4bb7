import { patternNames } from '#components/comparison/cell.tsx';
import { confidenceNames } from '#components/event/event-item.tsx';
import { Section } from '#components/ui/section.tsx';
import { readMeasureDefinitions } from '#data/position/read.ts';
import { dayCountMethods } from '#domain/deal-status/day-count.ts';
import { headlineRules } from '#domain/deal-status/rules.ts';
import { axisStates } from '#domain/event/status-change.ts';
import { acts } from '#domain/position/position.ts';
import { anchorOf } from '#domain/record/anchor.ts';
import { longestQuoteInWords, sourceKinds } from '#domain/source/source.ts';
import type { SearchParams } from '../as-of.ts';
import { metadataOf } from '../metadata.ts';
import { read } from '../read.ts';
import { PageShell } from '../shell.tsx';
import { viewOf } from '../view.ts';

export const metadata = metadataOf({
  title: 'Methodology',
  description: 'Every rule by which Parley derives a status, counts a day and compares a term, from the table that the code itself runs.',
  path: '/methodology',
});

/** Words with what they mean. */
function Definitions({ entries }: { entries: readonly (readonly [name: string, meaning: string])[] }) {
  return (
    <dl className="max-w-[50rem]">
      {entries.map(([name, meaning]) => (
        <div key={name} className="grid gap-x-6 border-rule border-t py-2 sm:grid-cols-[14rem_1fr]">
          <dt className="font-semibold">{name}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}

function explained(table: Readonly<Record<string, { readonly label: string; readonly explanation: string }>>) {
  return Object.values(table).map(({ label, explanation }) => [label, explanation] as const);
}

export default async function MethodologyPage({ searchParams }: { searchParams: SearchParams }) {
  const view = await viewOf(searchParams);
  const measures = await read(readMeasureDefinitions);
  return (
    <PageShell view={view} path="/methodology">
      <h1 className="text-4xl">Methodology</h1>
      <p className="mt-3 max-w-[42rem] text-lg text-soft">
        Nobody types a status in. Dated, cited facts go in; the rules below say where things stand on any date. These are the tables that
        the code itself runs.
      </p>
      <Section
        id="axes"
        title="Five axes"
        lead="A negotiation stands on all five at once: in 2023 writers bargained while on strike, and their strike ended before they ratified. On each axis the latest fact that had taken effect by the date holds; ties break by the fact’s id. A deal that is rejected puts bargaining back, and a later deal is approved anew."
      >
        <Definitions entries={Object.entries(axisStates).map(([axis, states]) => [axis, states.join(' · ')])} />
      </Section>
      <Section id="headline" title="The headline status" lead="The first rule that holds names the status.">
        <ol className="max-w-[50rem] list-decimal pl-6">
          {headlineRules.map((rule) => (
            <li key={rule.headline} className="border-rule border-t py-2">
              <strong>{rule.label}.</strong> {rule.meaning}
              <span className="block text-soft text-sm">When: {rule.condition}</span>
              {rule.ends !== null && <span className="block text-soft text-sm">What ends it: {rule.ends}</span>}
            </li>
          ))}
        </ol>
      </Section>
      <Section
        id="days"
        title="Counting the days of a stoppage"
        lead="Never one number without its method. A stoppage that ends at 00:00 or 00:01 ends with the day before; one that ends later counts that day. A stoppage that is suspended and taken up again adds up; a new one begins at 1."
      >
        <Definitions entries={explained(dayCountMethods)} />
      </Section>
      <Section id="dates" title="Dates" lead="As precise as the source, and in the time zone of the talks.">
        <ul className="max-w-[42rem] list-disc pl-5">
          <li>A fact known by its month or year counts from the last day it can mean, and is printed as that month or year.</li>
          <li>A date “as of” means the end of that day: facts in effect by then, and announcements made by then.</li>
          <li>What is only announced is listed as announced, without what came of it; it changes no status until its day.</li>
          <li>The terms of an agreement are told from the tentative agreement on, as tentative until members ratify them.</li>
          <li>A fact that was first known later never changes what is shown for an earlier date.</li>
        </ul>
      </Section>
      <Section
        id="ladders"
        title="Numbers"
        lead="Each side’s moves on one measure, for one contract year and scope, in order. The gap is between each side’s latest number. Raises over several years are given as a simple sum and compounded, both named: 5, 4 and 3.5 are 12.5 and 13.02."
      >
        <Definitions entries={explained(acts)} />
        <details className="mt-6">
          <summary>What each of the {measures.length} measures means</summary>
          <dl className="mt-2 max-w-[50rem] text-sm">
            {measures.map(({ measure, title, summary }) => (
              <div
                key={measure}
                id={anchorOf('measure', measure)}
                className="grid gap-x-6 border-rule border-t py-2 target:bg-panel sm:grid-cols-[14rem_1fr]"
              >
                <dt className="font-semibold">{title}</dt>
                <dd>{summary}</dd>
              </div>
            ))}
          </dl>
        </details>
      </Section>
      <Section
        id="pattern"
        title="The pattern"
        lead="What a round agreed is held against the earliest settlement of the same cycle that has a comparable number on the issue. The settlement that comes first has no pattern to be held against."
      >
        <Definitions entries={explained(patternNames)} />
      </Section>
      <Section
        id="sources"
        title="Sources and confidence"
        lead={`No fact without a source. A quotation has at most ${longestQuoteInWords} words, verbatim.`}
      >
        <Definitions entries={[...explained(sourceKinds), ...explained(confidenceNames)]} />
      </Section>
    </PageShell>
  );
}
