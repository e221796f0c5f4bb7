/** The clock of this thread, shared by all copies of this module: Next's bundles and ours each have one. */
const registry: { parleyClock?: Date } & typeof globalThis = globalThis;

/** The present moment: here alone the clock is read. In a replay of history it is the moment that is being replayed. */
export function now(): Date {
  return registry.parleyClock ?? new Date();
}

/** The same in milliseconds of the epoch, for what asks at every request. */
export function nowMs(): number {
  return registry.parleyClock?.getTime() ?? Date.now();
}

/**
 * Lets the process that started this one say what time it is, by messages `{ clock: <instant> }`: a replay of history. Nobody else can,
 * because only a parent has that channel.
 *
 * @param tell told each moment too, for other threads, which have clocks of their own
 */
export function followParentClock(tell: (moment: Date) => void): void {
  if (process.send === undefined) return;
  // Without its parent a replay is over.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.on('message', (message) => {
    const clock = typeof message === 'object' && message !== null && 'clock' in message ? message.clock : undefined;
    if (typeof clock !== 'string') return;
    const moment = new Date(clock);
    setClock(moment);
    tell(moment);
  });
}

/** Sets the clock of this thread to a moment, where it stands until it is set again: how history is replayed. */
export function setClock(moment: Date): void {
  registry.parleyClock = moment;
}
