import type { Change } from '#domain/change/change.ts';
import { correctedFields, type FieldDifference } from '#domain/change/difference.ts';
import { changeKindNames } from '#domain/change/name.ts';
import { type Stretch, wordDifferences } from '#domain/text/words.ts';
import { homeTimeZone } from '#domain/time/as-of.ts';
import { formatInstant } from '#domain/time/format-time.ts';
import { fieldName, readable } from './readable.ts';

/** When a change was recorded. */
export function RecordedAt({ change }: { change: Pick<Change, 'recordedAt'> }) {
  return <time dateTime={change.recordedAt}>{formatInstant(change.recordedAt, homeTimeZone)}</time>;
}

/** Why a fact was corrected or retracted. */
export function Reason({ change: { kind, reason } }: { change: Pick<Change, 'kind' | 'reason'> }) {
  if (kind === 'PUBLISHED') return null;
  return reason === null ? (
    <p className="text-soft text-sm">No reason was recorded.</p>
  ) : (
    <p className="max-w-[42rem] text-sm">
      <strong>Why:</strong> {reason}
    </p>
  );
}

/** What a correction changed, field by field; what a retracted fact said. Nothing for a publication. */
export function WhatChanged({ change }: { change: Change }) {
  if (change.kind === 'RETRACTED') return <Withdrawn fact={change.before ?? {}} />;
  const fields = correctedFields(change);
  if (fields.length === 0) return null;
  return (
    <dl className="mt-2 max-w-[46rem] text-sm">
      {fields.map((field) => (
        <div key={field.path} className="border-rule border-t py-2 sm:grid sm:grid-cols-[9rem_1fr] sm:gap-x-4">
          <dt className="font-semibold">{fieldName(field.path)}</dt>
          <dd>
            <Versions field={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Withdrawn({ fact }: { fact: NonNullable<Change['before']> }) {
  const said = ['headline', 'summary'].map((name) => fact[name]).filter((text) => typeof text === 'string');
  return (
    <div className="mt-2 max-w-[42rem] text-sm">
      <span className="text-soft">It said</span>
      {said.map((text) => (
        <p key={text}>
          <del>{text}</del>
        </p>
      ))}
    </div>
  );
}

function Versions({ field }: { field: FieldDifference }) {
  const { before, after } = field;
  const stretches = wordsChanged(field);
  return (
    <>
      <p className="grid grid-cols-[4rem_1fr]">
        <span className="text-soft">It said</span>{' '}
        <span>{'before' in field ? <Version stretches={stretches} without="ADDED" whole={before} /> : 'nothing'}</span>
      </p>
      <p className="mt-1 grid grid-cols-[4rem_1fr]">
        <span className="text-soft">It says</span>{' '}
        <span>{'after' in field ? <Version stretches={stretches} without="REMOVED" whole={after} /> : 'nothing'}</span>
      </p>
    </>
  );
}

/** The words that changed, where a field is text of more than one word in both versions and some of it stayed. */
function wordsChanged({ before, after }: FieldDifference): readonly Stretch[] | null {
  if (typeof before !== 'string' || typeof after !== 'string') return null;
  const stretches = wordDifferences(before, after);
  return stretches.some(({ kind }) => kind === 'SAME') ? stretches : null;
}

function Version({ stretches, without, whole }: { stretches: readonly Stretch[] | null; without: Stretch['kind']; whole: unknown }) {
  if (stretches === null) return without === 'ADDED' ? <del>{readable(whole)}</del> : <ins>{readable(whole)}</ins>;
  return stretches.map(({ kind, text }, index) => {
    if (kind === without) return null;
    const key = `${String(index)} ${text}`;
    if (kind === 'SAME') return <span key={key}>{text}</span>;
    const words = text.trimEnd();
    return (
      <span key={key}>
        {kind === 'REMOVED' ? <del>{words}</del> : <ins>{words}</ins>}
        {text.slice(words.length)}
      </span>
    );
  });
}

/** Everything that the record has said of a fact, the latest first. `isWhole` is whether what it said may be told, too. */
export function History({ changes, isWhole }: { changes: readonly Change[]; isWhole: boolean }) {
  return (
    <ol reversed>
      {changes.toReversed().map((change) => (
        <li key={change.seq} className="grid gap-x-6 border-rule border-t py-3 sm:grid-cols-[9.5rem_1fr]">
          <p className="figure text-soft text-sm">
            <strong className="block text-ink">{changeKindNames[change.kind]}</strong>
            <RecordedAt change={change} />
          </p>
          <div>
            <Reason change={change} />
            {isWhole && <WhatChanged change={change} />}
            <p className="text-soft text-xs">
              Change {change.seq} of the record · by {change.actor}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
