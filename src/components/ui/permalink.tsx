/** The address of a fact on the page that it stands on. */
export function Permalink({ id, what }: { id: string; what: string }) {
  return (
    <a href={`#${id}`} aria-label={`Permalink to ${what}`} className="no-print ml-1.5 text-soft text-xs no-underline hover:underline">
      #
    </a>
  );
}
