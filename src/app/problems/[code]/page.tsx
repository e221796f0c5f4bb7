import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { problemCodes, problems } from '#http/problem.ts';

type Props = { params: Promise<{ code: string }> };

/** The problem that an address stands for: `/problems/not-found` is NOT_FOUND. */
async function problemOf({ params }: Props) {
  const { code } = await params;
  const known = problemCodes.find((candidate) => candidate.toLowerCase().replaceAll('_', '-') === code);
  return known === undefined ? notFound() : { code: known, ...problems[known] };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { title } = await problemOf(props);
  return { title };
}

/** What a problem of the API means: where the `type` of an error leads. */
export default async function ProblemPage(props: Props) {
  const { code, status, title, explanation } = await problemOf(props);
  return (
    <main>
      <h1>{title}</h1>
      <p>
        The API answers this with status {status} and the code <code>{code}</code>.
      </p>
      <p>{explanation}</p>
    </main>
  );
}
