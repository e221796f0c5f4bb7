/**
 * Work that serves all who asked before it began: it never runs twice at a time, and whoever asks while it runs shares the next run.
 * So however many ask, it takes one connection.
 */
export function sharedRun(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        running = work();
        next = null;
        return running;
      });
    return next;
  };
}
