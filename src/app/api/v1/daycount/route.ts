import { readDayCount } from '#data/deal-status/read.ts';
import { readNegotiationFrame } from '#data/negotiation/read.ts';
import { resolveAsOf } from '#domain/time/as-of.ts';
import { dayCountOperation, toDayCountAnswer } from '#http/contracts/daycount.ts';
import { ProblemError } from '#http/problem.ts';
import { endpoints } from '../../endpoints.ts';
import { mustBeKnown } from '../../known.ts';

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = endpoints.one(dayCountOperation, async ({ tx, query, now }) => {
  await mustBeKnown(tx, { negotiation: ['negotiation', query.negotiation] });
  const frame = await readNegotiationFrame(tx, query.negotiation);
  const on = resolveAsOf(query.on, now, frame?.negotiation.timeZone);
  const count = await readDayCount(tx, query.negotiation, on);
  if (count === null)
    throw new ProblemError('NO_STOPPAGE', `“${query.negotiation}” had no strike or lockout in effect on or before ${on}.`);
  return { data: toDayCountAnswer(query.negotiation, count), asOf: on };
});
