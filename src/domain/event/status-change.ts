import { z } from 'zod';

/** Work withheld by the union's members, or denied by the employers. */
export const stoppageKindSchema = z.enum(['STRIKE', 'LOCKOUT']).meta({ id: 'StoppageKind' });
export type StoppageKind = z.infer<typeof stoppageKindSchema>;

/**
 * The five axes on which a negotiation stands at any moment, each with its states in their usual order. They are
 * independent: in 2023 writers bargained while on strike, and their strike ended before they ratified.
 */
export const axisStates = {
  AGREEMENT: ['IN_FORCE', 'EXTENDED', 'EXPIRED', 'SUCCESSOR_IN_FORCE'],
  BARGAINING: ['NOT_OPENED', 'BARGAINING', 'RECESSED', 'SUSPENDED', 'TENTATIVE_AGREEMENT', 'CONCLUDED'],
  STOPPAGE: ['NONE', 'AUTHORIZED', 'CALLED', 'IN_EFFECT', 'SUSPENDED', 'ENDED'],
  APPROVAL: ['NONE', 'COMMITTEE', 'GOVERNING_BODY', 'MEMBERSHIP_VOTE', 'RATIFIED', 'REJECTED'],
  BLACKOUT: ['ON', 'OFF'],
} as const;
export type Axis = keyof typeof axisStates;

/** The axes by name. */
export const axes = Object.keys(axisStates).filter((name): name is Axis => name in axisStates);

export type AxisState<A extends Axis = Axis> = (typeof axisStates)[A][number];

/** One dated step of a negotiation on one axis; it takes effect when its event does. */
export const statusChangeSchema = z
  .discriminatedUnion('axis', [
    z.strictObject({ axis: z.literal('AGREEMENT'), state: z.enum(axisStates.AGREEMENT) }),
    z.strictObject({ axis: z.literal('BARGAINING'), state: z.enum(axisStates.BARGAINING) }),
    z.strictObject({
      axis: z.literal('STOPPAGE'),
      state: z.enum(axisStates.STOPPAGE),
      stoppage: stoppageKindSchema.exactOptional(),
    }),
    z.strictObject({ axis: z.literal('APPROVAL'), state: z.enum(axisStates.APPROVAL) }),
    z.strictObject({ axis: z.literal('BLACKOUT'), state: z.enum(axisStates.BLACKOUT) }),
  ])
  .refine((change) => change.axis !== 'STOPPAGE' || change.state === 'NONE' || change.stoppage !== undefined, {
    path: ['stoppage'],
    message: 'must say STRIKE or LOCKOUT',
  })
  .meta({ id: 'StatusChange' });
export type StatusChange = z.infer<typeof statusChangeSchema>;
