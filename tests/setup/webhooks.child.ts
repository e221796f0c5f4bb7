import { z } from 'zod';
import { deliverWebhooks } from '../../src/live/webhooks.ts';
import { answerParent } from './processes.ts';

/** A process that delivers to the webhooks of a database once it is told which, until it is killed. */
answerParent(z.object({ databaseUrl: z.string() }), ({ databaseUrl }) => {
  deliverWebhooks({
    databaseUrl,
    origin: () => 'http://parley.example',
    now: () => Date.now(),
    loopback: true,
    leaseSeconds: 1,
    report: (reason) => console.error(reason),
  });
  return true;
});
