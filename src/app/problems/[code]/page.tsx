import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageFrame } from '#components/ui/page-shell.tsx';
import { Prose } from '#components/ui/prose.tsx';
import { problemCodes, problems } from '#http/problem.ts';
import { metadataOf } from '../../metadata.ts';
import { viewOf } from '../../view.ts';

type Props = { params: Promise<{ code: string }> };

/** The problem that an address stands for: `/problems/not-found` is NOT_FOUND. */
async function problemOf({ params }: Props) {
  const { code } = await params;
  const known = problemCodes.find((candidate) => candidate.toLowerCase().replaceAll('_', '-') === code);
  return known === undefined ? notFound() : { code: known, ...problems[known] };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { code, title, explanation } = await problemOf(props);
  return metadataOf({ title, description: explanation, path: `/problems/${code.toLowerCase().replaceAll('_', '-')}` });
}

/** What a problem of the API means: where the `type` of an error leads. */
export default async function ProblemPage(props: Props) {
  const { code, status, title, explanation } = await problemOf(props);
  const view = await viewOf(Promise.resolve({}));
  return (
    <PageFrame view={view} path="/data">
      <p className="text-soft text-sm">Problem of the API</p>
      <h1 className="mt-1 text-4xl">{title}</h1>
      <p className="mt-3">
        The API answers this with status {status} and the code <code>{code}</code>.
      </p>
      <p className="mt-3 max-w-[42rem]">
        <Prose text={explanation} />
      </p>
    </PageFrame>
  );
}
