import { linkTo } from '#components/ui/link-to.ts';

/** What a feed is narrowed to, as far as its address says so. */
type Narrowed = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** The default that an address does not need to name. */
const defaultLimit = 50;

/** The one address of a feed: its filters by name, so that the same filters have the same address however they were written. */
export function addressOf(path: string, { asOf, limit, ...filters }: Narrowed): string {
  const named = Object.entries(filters)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => [name, typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : undefined] as const);
  const size = limit === defaultLimit || limit === undefined ? {} : { limit: String(limit) };
  return linkTo(`/feeds/${path}`, typeof asOf === 'string' ? asOf : null, { ...Object.fromEntries(named), ...size });
}

const pages = { negotiation: 'negotiations', union: 'unions', issue: 'issues', person: 'people' } as const;

/** The page that a feed belongs to: that of the one thing that it is about, else the board. */
export function homeOf(filters: Narrowed): string {
  const about = Object.entries(pages).flatMap(([name, folder]) => {
    const slugs = filters[name];
    return Array.isArray(slugs) ? slugs.map((slug) => `/${folder}/${slug}`) : [];
  });
  return about.length === 1 ? (about[0] ?? '/') : '/';
}
