import { Temporal } from 'temporal-polyfill';

/** The clock of this process, shared by all copies of this module: Next's bundles and the server each have one. */
const registry: { parleyClock?: Temporal.Instant } & typeof globalThis = globalThis;

/** The present moment: here alone the clock is read. In a replay of history it is the moment that is being replayed. */
export function now(): Temporal.Instant {
  return registry.parleyClock ?? Temporal.Now.instant();
}

/** The same in milliseconds of the epoch, for what asks at every request. */
export function nowMs(): number {
  return registry.parleyClock?.epochMilliseconds ?? Date.now();
}

/**
 * Lets the process that started this one say what time it is, by messages `{ clock: <instant> }`: a replay of history. Nobody else can,
 * because only a parent has that channel.
 */
export function followParentClock(): void {
  if (process.send === undefined) return;
  // Without its parent a replay is over.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.on('message', (message) => {
    const clock = typeof message === 'object' && message !== null && 'clock' in message ? message.clock : undefined;
    if (typeof clock === 'string') setClock(Temporal.Instant.from(clock));
  });
}

/** Sets the clock of this process to a moment, where it stands until it is set again: how history is replayed. */
function setClock(moment: Temporal.Instant): void {
  registry.parleyClock = moment;
}
