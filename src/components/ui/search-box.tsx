/** The field of a search, which `/` puts the cursor into (`src/browser/search-key.ts`). Without JavaScript it is a field all the same. */
export function SearchBox({ value, longest }: { value: string; longest: number }) {
  return (
    <span className="relative min-w-0 grow">
      <input
        type="search"
        name="q"
        defaultValue={value}
        maxLength={longest}
        required
        aria-label="Search the record"
        aria-keyshortcuts="/"
        placeholder="Search the record"
        className="peer w-full"
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2 hidden -translate-y-1/2 border border-rule px-1.5 text-soft text-xs peer-placeholder-shown:pointer-fine:inline peer-focus:hidden"
      >
        /
      </span>
    </span>
  );
}
