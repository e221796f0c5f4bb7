import { z } from 'zod';
import { answerParent, machineMs } from '../../setup/processes.ts';
import { followStream, type StreamFollower } from '../../setup/stream-follower.ts';

/** Many clients that come back by themselves, as browsers do, and what each has received. */
const question = z.discriminatedUnion('act', [
  z.object({ act: z.literal('open'), port: z.int(), since: z.int(), count: z.int().max(10_000) }),
  z.object({ act: z.literal('state'), upTo: z.int() }),
]);

interface Returner {
  follower: StreamFollower;
  readonly received: number[];
  /** When its last stream began, on the clock of the machine. */
  openedAt: number;
}

const returners: Returner[] = [];
const atOnce = 100;
let since = 0;

function open(port: number): Promise<void> {
  return new Promise((resolve) => {
    const received: number[] = [];
    const follower = followStream({
      port: () => port,
      since,
      longestRetryMs: Number.POSITIVE_INFINITY,
      onEvent: ({ id }) => received.push(Number(id)),
      onOpen: () => {
        returner.openedAt = machineMs();
        resolve();
      },
    });
    const returner: Returner = { follower, received, openedAt: 0 };
    returners.push(returner);
  });
}

/** Whether it has received just what came after the beginning, each once and in order. */
function isExact({ received }: Returner, upTo: number): boolean {
  return received.length === upTo - since && received.every((seq, index) => seq === since + index + 1);
}

answerParent(question, async (asked) => {
  if (asked.act === 'open') {
    since = asked.since;
    for (let opened = 0; opened < asked.count; opened += atOnce)
      await Promise.all(Array.from({ length: Math.min(atOnce, asked.count - opened) }, () => open(asked.port)));
    return null;
  }
  return {
    open: returners.filter(({ follower }) => follower.isOpen).length,
    exact: returners.filter((returner) => isExact(returner, asked.upTo)).length,
    openedAt: returners.map(({ openedAt }) => openedAt),
  };
});
