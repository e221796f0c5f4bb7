'use client';

import { useLive } from './store.ts';
import { pageOfUpdate, updateKinds } from './update.ts';

/**
 * What has just happened to something on the page, in a word: new, updated, or corrected with the way to its history. It takes no room.
 *
 * @param of the name of what it stands on, as its `data-live` has it
 * @param from the facts that this is made from
 */
export function LiveMark({ of, from = [of] }: { of: string; from?: readonly string[] }) {
  const word = useLive(({ marks }) => marks.get(of));
  const correction = useLive(({ corrections }) => from.map((key) => corrections.get(key)).findLast((update) => update !== undefined));
  if (correction !== undefined)
    return (
      <a data-mark="" className="live-mark" href={pageOfUpdate(correction) ?? '/corrections'}>
        {updateKinds[correction.kind]}: see what changed
      </a>
    );
  return word === undefined ? null : (
    <span data-mark="" className="live-mark">
      {word}
    </span>
  );
}
