/** What became of a publication, as far as its writer knows. */
export type Fate =
  /** It was answered with its number in the log: it must be there. */
  | { readonly kind: 'ACKNOWLEDGED'; readonly seq: number }
  /** It was answered that nothing was stored: it must not be there. */
  | { readonly kind: 'REFUSED' }
  /** No answer came: it may be there once, or not. */
  | { readonly kind: 'UNKNOWN' };

/** A row of the log, or of what a client received of it. */
export interface Entry {
  readonly seq: number;
  readonly key: string;
  /** A digest of the fact that it carries. */
  readonly digest: string;
}

/** Everything that a run wrote down. */
export interface History {
  /** The number after which the log and every client begin. */
  readonly since: number;
  /** Every publication that was begun, by its key. */
  readonly fates: ReadonlyMap<string, Fate>;
  /** The log after `since`, by its number. */
  readonly log: readonly Entry[];
  /** What each client received, in the order in which it came, over all of its connections; read one after the other. */
  readonly clients: Iterable<readonly [string, readonly Entry[]]>;
}

/** The ways to be wrong. */
export const faultKinds = ['LOST', 'DUPLICATED', 'OUT_OF_ORDER', 'PHANTOM'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Something that must not be. */
export interface Fault {
  readonly kind: FaultKind;
  /** The log, or the client. */
  readonly where: string;
  readonly key: string;
  readonly what: string;
}

/** What the judge found. */
export interface Judgement {
  readonly faults: readonly Fault[];
  readonly counts: Readonly<Record<FaultKind, number>>;
}

/**
 * Compares what was promised, what the log holds and what each client received. What is acknowledged is in the log once, under the number
 * that was told; what is refused is not; what is unknown is there at most once; the log has no gaps; and every client has received the
 * log, whole, once and in order, and nothing else.
 */
export function judge({ since, fates, log, clients }: History): Judgement {
  const faults = [...faultsOfLog(since, fates, log)];
  for (const [name, received] of clients) for (const fault of faultsOfClient(name, log, received)) faults.push(fault);
  const count = (kind: FaultKind) => faults.filter((fault) => fault.kind === kind).length;
  return {
    faults,
    counts: { LOST: count('LOST'), DUPLICATED: count('DUPLICATED'), OUT_OF_ORDER: count('OUT_OF_ORDER'), PHANTOM: count('PHANTOM') },
  };
}

function faultsOfLog(since: number, fates: ReadonlyMap<string, Fate>, log: readonly Entry[]): readonly Fault[] {
  const faults: Fault[] = [];
  const add = (kind: FaultKind, key: string, what: string) => faults.push({ kind, where: 'log', key, what });
  const byKey = Map.groupBy(log, ({ key }) => key);
  for (const [key, fate] of fates) {
    const rows = byKey.get(key) ?? [];
    if (rows.length > 1) add('DUPLICATED', key, `is in the log as ${rows.map(({ seq }) => seq).join(' and ')}`);
    if (fate.kind === 'REFUSED' && rows.length > 0) add('PHANTOM', key, 'was refused and is in the log');
    if (fate.kind === 'ACKNOWLEDGED' && !rows.some(({ seq }) => seq === fate.seq))
      add('LOST', key, `was acknowledged as ${fate.seq} and the log has no such row`);
  }
  for (const { key, seq } of log) if (!fates.has(key)) add('PHANTOM', key, `is in the log as ${seq} and nobody published it`);
  log.forEach(({ key, seq }, index) => {
    const expected = since + index + 1;
    const previous = log[index - 1]?.seq ?? since;
    if (seq <= previous) add('OUT_OF_ORDER', key, `has the number ${seq} after ${previous}`);
    else if (seq !== previous + 1) add('LOST', key, `has the number ${seq} after ${previous}: the log has a gap, expected ${expected}`);
  });
  return faults;
}

function faultsOfClient(where: string, log: readonly Entry[], received: readonly Entry[]): readonly Fault[] {
  const faults: Fault[] = [];
  const bySeq = new Map(log.map((entry) => [entry.seq, entry]));
  const seen = new Set<number>();
  let highest = Number.NEGATIVE_INFINITY;
  for (const { seq, key, digest } of received) {
    const logged = bySeq.get(seq);
    if (logged === undefined || logged.key !== key || logged.digest !== digest)
      faults.push({ kind: 'PHANTOM', where, key, what: `came as ${seq}, and the log has ${logged?.key ?? 'nothing'} there` });
    if (seen.has(seq)) faults.push({ kind: 'DUPLICATED', where, key, what: `came as ${seq} again` });
    else if (seq < highest) faults.push({ kind: 'OUT_OF_ORDER', where, key, what: `came as ${seq} after ${highest}` });
    seen.add(seq);
    highest = Math.max(highest, seq);
  }
  for (const { seq, key } of log)
    if (!seen.has(seq)) faults.push({ kind: 'LOST', where, key, what: `is in the log as ${seq} and never came` });
  return faults;
}
