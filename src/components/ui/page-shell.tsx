import type { ReactNode } from 'react';
import { longestSearch } from '#domain/search/search.ts';
import { formatDate, formatShortDate } from '#domain/time/format.ts';
import { type DateMark, DateSlider } from './date-slider.tsx';
import { linkTo } from './link-to.ts';
import { LiveBar } from './live-bar.tsx';
import { pages } from './masthead.ts';
import { Player } from './player.tsx';
import { SearchBox } from './search-box.tsx';
import { reachOf } from './slider-scale.ts';
import type { View } from './view.ts';

/** What surrounds a page. */
export interface Frame {
  readonly view: View;
  /** The address of this page without its query. */
  readonly path: string;
  /** The other parameters of the address, which the date field must keep. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  /** The days that the date control leads to, in order of time; the slider reaches from the first of them on. */
  readonly marks?: readonly DateMark[];
  /** The negotiations that the page is about, by slug: it tells of what changes in them. Left out for a page about all. */
  readonly about?: readonly string[] | undefined;
  /** Other negotiations that something on the page is made from: what changes in them changes it, without being told of. */
  readonly restsOn?: readonly string[];
  /** Whether the page can be played through its marks. */
  readonly plays?: boolean;
  /** Whether there is nothing at the address, so that no page of the masthead is the one that is open. */
  readonly isMissing?: boolean;
  /** What was searched for, on the page that answers it. */
  readonly search?: string;
  readonly children: ReactNode;
}

/** What surrounds every page: masthead with its search, date control, the notice of a historical view, and the footer. */
export function PageFrame({
  view,
  path,
  parameters = {},
  marks = [],
  about,
  restsOn = [],
  plays = false,
  isMissing = false,
  search = '',
  children,
}: Frame) {
  const { asOf, linkDate, today } = view;
  const [first] = marks;
  const next = marks.find(({ day }) => day > asOf);
  const reach = reachOf(
    marks.map(({ day }) => day),
    { asOf, today },
  );
  return (
    <div className="mx-auto flex min-h-screen max-w-[76rem] flex-col px-4 sm:px-6">
      <a href="#content" className="absolute top-0 left-2 -translate-y-full bg-ink p-2 text-paper focus:translate-y-0">
        Skip to content
      </a>
      <header className="border-ink border-b-2 pt-5 pb-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
          <p className="font-serif text-3xl leading-none font-bold tracking-tight">
            <a href={linkTo('/', linkDate)} className="no-underline">
              Parley
            </a>
          </p>
          <p className="text-soft text-sm">The sourced record of Hollywood’s labor negotiations</p>
          <search className="no-print w-full sm:ml-auto sm:w-72">
            <form action="/search" method="get" className="flex gap-x-2 text-sm">
              {linkDate !== null && <input type="hidden" name="asOf" value={linkDate} />}
              <SearchBox value={search} longest={longestSearch} />
              <button type="submit">Search</button>
            </form>
          </search>
        </div>
        <nav aria-label="Pages" className="mt-2">
          <ul className="flex flex-wrap gap-x-5 text-sm">
            {pages.map(([href, name]) => {
              const isHere = !isMissing && (href === '/' ? path === '/' : path.startsWith(href));
              return (
                <li key={href}>
                  <a
                    href={linkTo(href, linkDate)}
                    aria-current={isHere ? 'page' : undefined}
                    className={`inline-block py-1.5 ${isHere ? 'font-bold decoration-2' : 'no-underline hover:underline'}`}
                  >
                    {name}
                  </a>
                </li>
              );
            })}
          </ul>
        </nav>
      </header>
      <section aria-label="Date" className="no-print border-rule border-b py-3">
        <form action={path} method="get" className="flex flex-wrap items-start gap-x-3 gap-y-2 text-sm">
          {Object.entries(parameters).map(([name, value]) =>
            value === undefined || value === '' ? null : <input key={name} type="hidden" name={name} value={value} />,
          )}
          <label htmlFor="as-of" className="py-2 font-semibold">
            As of
          </label>
          <input id="as-of" type="date" name="asOf" defaultValue={asOf} required className="figure" />
          <button type="submit">Show</button>
          <StepTo id="step-back" mark={marks.findLast(({ day }) => day < asOf)} path={path} parameters={parameters} />
          <DateSlider reach={reach} value={asOf} today={today} marks={marks} />
          <StepTo id="step-on" mark={next} path={path} parameters={parameters} />
          {plays && first !== undefined && (
            <Player
              first={linkTo(path, first.day, parameters)}
              next={next === undefined ? null : linkTo(path, next.day, parameters)}
              now={formatDate(asOf)}
            />
          )}
        </form>
        <noscript>
          <style>{'.scrubber,.live,.needs-script,.copy{display:none}'}</style>
        </noscript>
        {linkDate !== null && (
          <p role="note" className="bg-notice px-3 py-2 text-on-notice text-sm">
            <strong>The record as of {formatDate(asOf)}.</strong> What happened or was announced later is left out.{' '}
            <a href={linkTo(path, null, parameters)}>Back to today</a>
          </p>
        )}
      </section>
      <main id="content" tabIndex={-1} className="grow pt-2 pb-16 outline-none">
        <LiveBar view={view} today={linkDate === null ? null : linkTo(path, null, parameters)} about={about ?? null} restsOn={restsOn} />
        {children}
      </main>
      <footer className="border-rule border-t py-6 text-soft text-sm">
        <p>
          Every fact names its source. How statuses, day counts and comparisons are made is told in the{' '}
          <a href={linkTo('/methodology', linkDate)}>methodology</a>; all of it can be had as <a href={linkTo('/data', linkDate)}>data</a>{' '}
          and through the <a href={linkTo('/api', linkDate)}>API</a>.
        </p>
      </footer>
      <p
        id="copied"
        role="status"
        data-own=""
        className="fixed bottom-4 left-4 z-10 not-empty:bg-ink not-empty:px-4 not-empty:py-2 font-semibold text-paper text-sm"
      />
    </div>
  );
}

/** The way to the major event before or after the date being looked at: with scripts it comes in place of this view (`src/browser/player.ts`). */
function StepTo({
  id,
  mark,
  path,
  parameters,
}: {
  id: 'step-back' | 'step-on';
  mark: DateMark | undefined;
  path: string;
  parameters: NonNullable<Frame['parameters']>;
}) {
  if (mark === undefined) return null;
  const isBack = id === 'step-back';
  return (
    <a
      id={id}
      data-step=""
      href={linkTo(path, mark.day, parameters)}
      className="figure whitespace-nowrap py-2 no-underline hover:underline"
    >
      {isBack && <span aria-hidden="true">← </span>}
      <span className="sr-only">{isBack ? 'Back to' : 'On to'} the major event of </span>
      {formatShortDate(mark.day)}
      {mark.name !== null && <span className="sr-only">: {mark.name}</span>}
      {!isBack && <span aria-hidden="true"> →</span>}
    </a>
  );
}
