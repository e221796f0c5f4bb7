import { PageFrame } from '#components/ui/page-shell.tsx';
import { viewOf } from './view.ts';

export const metadata = { title: 'Not in the record' };

/** What a reader sees where the record has nothing: and for a date that does not exist. */
export default async function NotFoundPage() {
  const view = await viewOf(Promise.resolve({}));
  return (
    <PageFrame view={view} path="/" isMissing>
      <h1 className="text-4xl">Not in the record</h1>
      <p className="mt-3 max-w-[42rem]">
        There is nothing at this address, or the date in it does not exist. A date is written YYYY-MM-DD, such as 2023-10-02. The{' '}
        <a href="/">board</a> lists every negotiation.
      </p>
    </PageFrame>
  );
}
