export const metadata = { title: 'The record cannot be read just now', robots: { index: false } };

/** What a reader sees when a page could not be made, as when the database is away: the server in front answers with it, and nothing leads here. */
export default function UnavailablePage() {
  return (
    <main className="mx-auto max-w-[42rem] px-4 py-16">
      <p className="font-serif text-3xl leading-none font-bold tracking-tight">
        <a href="/" className="no-underline">
          Parley
        </a>
      </p>
      <h1 className="mt-6 text-4xl">The record cannot be read just now</h1>
      <p className="mt-3">Something went wrong on our side. Nothing is lost: load the page again in a moment.</p>
    </main>
  );
}
