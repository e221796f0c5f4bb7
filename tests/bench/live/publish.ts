import { appendChanges, logTransaction } from '../../../src/data/change/write.ts';
import { openDatabase } from '../../../src/data/client.ts';
import { machineMs } from '../../setup/processes.ts';

/** Writes changes straight into the log of a database. */
export interface Publisher {
  /** Commits a change about an event that carries a marker, and gives its number and when the commit was known, on the clock of the machine. */
  readonly publish: (marker: string) => Promise<{ readonly seq: number; readonly committedAt: number }>;
  readonly close: () => Promise<void>;
}

/** An event of the usual size, with a marker as its last word. */
export function factWith(marker: string): { readonly id: string; readonly headline: string; readonly summary: string } {
  return {
    id: '2023-10-02-talks-resume',
    headline: 'Talks resume at SAG-AFTRA Plaza',
    summary: `${'The two sides meet again in Los Angeles, and studio heads are expected in the room. '.repeat(10)}${marker}`,
  };
}

/** Opens a connection of its own to publish over. */
export function openPublisher(databaseUrl: string): Publisher {
  const database = openDatabase(databaseUrl);
  return {
    publish: async (marker) => {
      const change = {
        kind: 'CORRECTED',
        entity: 'EVENT',
        key: '2023-10-02-talks-resume',
        negotiation: 'sag-aftra-2023',
        before: factWith('before'),
        after: factWith(marker),
        reason: 'A change of the bench.',
      } as const;
      const seq = await logTransaction(database, (tx) => appendChanges(tx, [change], 'bench'));
      return { seq, committedAt: machineMs() };
    },
    close: () => database.$disconnect(),
  };
}
