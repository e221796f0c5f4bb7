import type { View } from './view.ts';

/** Where the API has what a chart or a table shows. */
export interface Shown {
  /** The address below `/api/v1`. */
  readonly path: string;
  /** Its parameters but for the date and the format. An empty one is kept: it may mean something. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  /** What it is, to tell its links from others on the page. */
  readonly name: string;
}

function addressOf({ path, parameters = {} }: Shown, asOf: string, format?: string): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, asOf, format })) if (value !== undefined) query.set(name, value);
  return `/api/v1${path}?${query.toString().replaceAll('%2C', ',')}`;
}

/** The data behind a chart or a table, as a file for a spreadsheet and for programs, pinned to the date of the page. */
export function DataLinks({ shown, view: { asOf }, label = 'Data' }: { shown: Shown; view: View; label?: string }) {
  const about = <span className="sr-only"> of {shown.name}</span>;
  const file = ['parley', ...(shown.name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []), asOf].join('-');
  return (
    <p className="no-print mt-2 flex items-baseline gap-x-3 text-soft text-xs">
      <span>{label}</span>
      <a href={addressOf(shown, asOf, 'csv')} download={`${file}.csv`}>
        CSV{about}
      </a>
      <a href={addressOf(shown, asOf)}>JSON{about}</a>
    </p>
  );
}
