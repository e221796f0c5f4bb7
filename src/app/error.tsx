'use client';

/** What a reader sees when a page could not be made, as when the database is away. */
export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main className="mx-auto max-w-[42rem] px-4 py-16">
      <h1 className="text-4xl">The record cannot be read just now</h1>
      <p className="mt-3">Something went wrong on our side. Nothing is lost; try again in a moment.</p>
      <button type="button" onClick={reset} className="mt-4">
        Try again
      </button>
    </main>
  );
}
