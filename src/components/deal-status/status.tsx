import { type DayCount, dayCountMethods } from '#domain/deal-status/day-count.ts';
import type { Headline } from '#domain/deal-status/deal-status.ts';
import type { NextStep } from '#domain/deal-status/next-step.ts';
import { stoppageNouns } from '#domain/deal-status/rules.ts';
import type { Sentence } from '#domain/text/sentence.ts';
import { formatDate } from '#domain/time/format.ts';
import { linkTo } from '../ui/link-to.ts';
import type { Color } from '../ui/palette.ts';
import type { View } from '../ui/view.ts';

/** The colour and the shape of each status: never one without the other, and always with the word. */
const looks: Readonly<Record<Headline, { readonly color: Color; readonly path: string }>> = {
  ON_STRIKE: { color: 'strike', path: 'M1 1h10v10H1z' },
  LOCKED_OUT: { color: 'strike', path: 'M1 1h10v10H1z' },
  STRIKE_CALLED: { color: 'strike', path: 'M6 0l6 11H0z' },
  TALKS_SUSPENDED: { color: 'idle', path: 'M1 1h4v10H1zM7 1h4v10H7z' },
  IN_TALKS: { color: 'talks', path: 'M6 0a6 6 0 110 12A6 6 0 016 0z' },
  RATIFICATION_VOTE: { color: 'vote', path: 'M0 6l2-2 3 3 5-6 2 2-7 8z' },
  TENTATIVE_AGREEMENT: { color: 'deal', path: 'M6 0l6 6-6 6-6-6z' },
  RATIFIED: { color: 'settled', path: 'M6 0a6 6 0 110 12A6 6 0 016 0zM3 6l2 2.5L9.2 4 8 3 5 6.4 4 5z' },
  SUPERSEDED: { color: 'idle', path: 'M0 2h7l5 4-5 4H0z' },
  CONTRACT_EXPIRED: { color: 'idle', path: 'M1 5h10v2H1z' },
  NOT_OPENED: { color: 'idle', path: 'M6 0a6 6 0 110 12A6 6 0 016 0zm0 2.5a3.5 3.5 0 100 7 3.5 3.5 0 000-7z' },
};

/** The classes of the colours, written out so that the stylesheet gets them. */
const textColors: Partial<Record<Color, string>> = {
  strike: 'text-strike',
  talks: 'text-talks',
  vote: 'text-vote',
  deal: 'text-deal',
  settled: 'text-settled',
  idle: 'text-idle',
};

/** The colour and the shape of a status, for what is drawn where no stylesheet reaches: the shape in a square of 12 by 12. */
export function lookOf(headline: Headline): (typeof looks)[Headline] {
  return looks[headline];
}

/** The status in one word or two, with its shape. */
export function StatusBadge({ headline, label, large = false }: { headline: Headline; label: string; large?: boolean }) {
  const { color, path } = looks[headline];
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-semibold ${textColors[color]} ${large ? 'text-xl' : ''}`}>
      <svg viewBox="0 0 12 12" className="h-[0.75em] w-[0.75em] shrink-0 fill-current" aria-hidden="true">
        <path d={path} fillRule="evenodd" />
      </svg>
      {label}
    </span>
  );
}

/** A sentence whose facts lead to their own pages. */
export function StatusSentence({ sentence, view }: { sentence: Sentence; view: View }) {
  return (
    <>
      {sentence.map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <a key={`${part.event} ${String(index)}`} href={linkTo(`/events/${part.event}`, view.linkDate)} className="whitespace-nowrap">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}

/** The days of a stoppage by the unions' count, named, with the two other counts beside it. */
export function DayCountFigure({ count }: { count: DayCount }) {
  const isOn = count.state === 'IN_EFFECT';
  return (
    <div className="figure">
      <p className="leading-tight">
        <span className={`font-serif font-semibold ${isOn ? 'text-5xl text-strike leading-none tracking-tight' : 'text-2xl'}`}>
          {isOn ? `Day ${count.inclusive}` : `${count.inclusive} days`}
        </span>
        <span className="mt-1 block text-soft text-sm">
          of the {stoppageNouns[count.stoppage]}, {dayCountMethods.inclusive.label} count
        </span>
      </p>
      <p className="mt-0.5 text-soft text-xs">
        {count.elapsed} {dayCountMethods.elapsed.label} · {count.working} {dayCountMethods.working.label}
        {isOn ? '' : ` · ${count.state === 'SUSPENDED' ? 'suspended' : 'ended'} after ${formatDate(count.to)}`}
      </p>
    </div>
  );
}

/** Who has to act, and what is next on the calendar. `brief` tells only the one or the other. */
export function NextStepText({ step, view, brief = false }: { step: NextStep; view: View; brief?: boolean }) {
  return (
    <>
      {(!brief || step.next === null) && <p>{step.what}</p>}
      {step.next !== null && (
        <p className={brief ? '' : 'mt-1 text-soft'}>
          Next:{' '}
          {step.next.event === null ? step.next.what : <a href={linkTo(`/events/${step.next.event}`, view.linkDate)}>{step.next.what}</a>},{' '}
          <span className="whitespace-nowrap">{formatDate(step.next.date)}</span>
          {step.next.time === null ? '' : `, ${step.next.time}`}
        </p>
      )}
    </>
  );
}
