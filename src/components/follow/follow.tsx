/** Where to follow what a page shows: its feeds, and its calendar where it has one. */
export function Follow({
  feeds,
  calendar,
}: {
  feeds: readonly { readonly name: string; readonly href: string }[];
  calendar?: { readonly subscribe: string; readonly download: string };
}) {
  const links = [
    ...feeds,
    ...(calendar === undefined
      ? []
      : [
          { name: 'Calendar', href: calendar.subscribe },
          { name: 'Calendar file', href: calendar.download },
        ]),
  ];
  return (
    <p className="no-print mt-2 flex flex-wrap gap-x-4 text-soft text-sm">
      <span className="font-semibold">Follow</span>
      {links.map(({ name, href }) => (
        <a key={name} href={href} className="inline-block py-0.5">
          {name}
        </a>
      ))}
    </p>
  );
}
