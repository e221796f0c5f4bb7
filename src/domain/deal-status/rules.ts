import type { Axes, Headline } from './deal-status.ts';

/** What the rules are decided on: the axes, and the two facts that lie outside them. */
export interface Standing {
  readonly axes: Axes;
  /** Whether the next round over the same contract has put an agreement in force. */
  readonly successorInForce: boolean;
  /** Whether a members' vote has been announced that has not opened. */
  readonly membershipVoteSet: boolean;
}

/** One rule of the headline: when it holds, what it means and what ends it. */
export interface HeadlineRule {
  readonly headline: Headline;
  readonly label: string;
  /** The condition in plain words, as /methodology prints it. */
  readonly condition: string;
  readonly meaning: string;
  /** What would end this state; null where nothing does. */
  readonly ends: string | null;
  readonly holds: (standing: Standing) => boolean;
}

/**
 * The headline rules in the order in which they are tried: the first that holds names the status. This table is what the code
 * runs and what /methodology prints, so the two cannot differ.
 */
export const headlineRules: readonly HeadlineRule[] = [
  {
    headline: 'SUPERSEDED',
    label: 'Superseded',
    condition: 'The next round over the same contract has an agreement in force.',
    meaning: 'A later agreement has taken the place of the one that this round led to.',
    ends: null,
    holds: ({ successorInForce }) => successorInForce,
  },
  {
    headline: 'RATIFIED',
    label: 'Ratified',
    condition: 'Approval is RATIFIED, or the agreement of this round is in force.',
    meaning: 'The union’s members have approved the agreement: it is a contract.',
    ends: 'A later agreement over the same contract takes its place.',
    holds: ({ axes }) => axes.approval.state === 'RATIFIED' || axes.agreement.state === 'SUCCESSOR_IN_FORCE',
  },
  {
    headline: 'RATIFICATION_VOTE',
    label: 'Ratification vote',
    condition: 'A deal is tentative, and the members’ vote on it is open or announced.',
    meaning: 'The negotiators have agreed; the union’s members are deciding.',
    ends: 'The vote closes: members ratify the deal, or reject it and talks open again.',
    holds: ({ axes, membershipVoteSet }) => isTentative(axes) && (axes.approval.state === 'MEMBERSHIP_VOTE' || membershipVoteSet),
  },
  {
    headline: 'TENTATIVE_AGREEMENT',
    label: 'Tentative agreement',
    condition: 'Bargaining is TENTATIVE_AGREEMENT or CONCLUDED. A deal that is rejected puts bargaining back to BARGAINING.',
    meaning: 'The negotiators have agreed; the deal still needs approval.',
    ends: 'The union’s leaders send the deal to a vote of the members, or turn it down.',
    holds: ({ axes }) => isTentative(axes),
  },
  {
    headline: 'ON_STRIKE',
    label: 'On strike',
    condition: 'Stoppage is IN_EFFECT and is a strike.',
    meaning: 'The union’s members are withholding their work under this contract.',
    ends: 'The union suspends or ends the strike, as a rule on a tentative agreement.',
    holds: ({ axes }) => axes.stoppage.state === 'IN_EFFECT' && axes.stoppage.kind !== 'LOCKOUT',
  },
  {
    headline: 'LOCKED_OUT',
    label: 'Locked out',
    condition: 'Stoppage is IN_EFFECT and is a lockout.',
    meaning: 'The employers are withholding work from the people under this contract.',
    ends: 'The employers end the lockout, as a rule on a tentative agreement.',
    holds: ({ axes }) => axes.stoppage.state === 'IN_EFFECT' && axes.stoppage.kind === 'LOCKOUT',
  },
  {
    headline: 'STRIKE_CALLED',
    label: 'Strike called',
    condition: 'Stoppage is CALLED.',
    meaning: 'A strike or a lockout has been called and has not begun.',
    ends: 'It begins, or is called off.',
    holds: ({ axes }) => axes.stoppage.state === 'CALLED',
  },
  {
    headline: 'TALKS_SUSPENDED',
    label: 'Talks suspended',
    condition: 'Bargaining is SUSPENDED.',
    meaning: 'One side or both have left the table, with no next session agreed.',
    ends: 'The two sides meet again.',
    holds: ({ axes }) => axes.bargaining.state === 'SUSPENDED',
  },
  {
    headline: 'IN_TALKS',
    label: 'In talks',
    condition: 'Bargaining is BARGAINING or RECESSED.',
    meaning: 'The two sides are bargaining; a recess is an agreed pause.',
    ends: 'The two sides reach a tentative agreement, or one leaves the table.',
    holds: ({ axes }) => axes.bargaining.state === 'BARGAINING' || axes.bargaining.state === 'RECESSED',
  },
  {
    headline: 'CONTRACT_EXPIRED',
    label: 'Contract expired',
    condition: 'Agreement is EXPIRED and talks have not opened.',
    meaning: 'The contract has run out; as a rule its terms stay in place while the sides bargain.',
    ends: 'Talks open.',
    holds: ({ axes }) => axes.agreement.state === 'EXPIRED',
  },
  {
    headline: 'NOT_OPENED',
    label: 'Talks not opened',
    condition: 'None of the above.',
    meaning: 'The two sides have not begun to bargain.',
    ends: 'Talks open.',
    holds: () => true,
  },
];

function isTentative({ bargaining }: Axes): boolean {
  return bargaining.state === 'TENTATIVE_AGREEMENT' || bargaining.state === 'CONCLUDED';
}

/** The rule that names the status: the first that holds. */
export function headlineRuleFor(standing: Standing): HeadlineRule {
  const rule = headlineRules.find((candidate) => candidate.holds(standing));
  if (rule === undefined) throw new Error('the last headline rule holds for everything');
  return rule;
}

/** The words for stoppages. */
export const stoppageNouns = { STRIKE: 'strike', LOCKOUT: 'lockout' } as const;

/** The word for the stoppage of these axes: a strike where nothing says otherwise. */
export function stoppageNoun(axes: Axes): 'strike' | 'lockout' {
  return stoppageNouns[axes.stoppage.kind ?? 'STRIKE'];
}

/** The label of a status: the rule's own, and a second thing that holds at once ("On strike, in talks"). */
export function labelFor(rule: HeadlineRule, axes: Axes): string {
  const { bargaining, stoppage, agreement, approval } = axes;
  const noun = stoppageNoun(axes);
  switch (rule.headline) {
    case 'RATIFICATION_VOTE':
    case 'TENTATIVE_AGREEMENT':
      if (stoppage.state === 'IN_EFFECT') return `${rule.label}, ${noun} in effect`;
      return stoppage.state === 'SUSPENDED' ? `${rule.label}, ${noun} suspended` : rule.label;
    case 'ON_STRIKE':
    case 'LOCKED_OUT':
      if (bargaining.state === 'BARGAINING') return `${rule.label}, in talks`;
      if (bargaining.state === 'RECESSED') return `${rule.label}, talks in recess`;
      return bargaining.state === 'SUSPENDED' ? `${rule.label}, talks suspended` : rule.label;
    case 'STRIKE_CALLED':
      return noun === 'lockout' ? 'Lockout called' : rule.label;
    case 'IN_TALKS': {
      const talks = bargaining.state === 'RECESSED' ? 'Talks in recess' : rule.label;
      if (approval.state === 'REJECTED') return `${talks}, deal rejected`;
      if (stoppage.state === 'SUSPENDED') return `${talks}, ${noun} suspended`;
      if (agreement.state === 'EXPIRED') return `${talks}, contract expired`;
      if (stoppage.state === 'AUTHORIZED') return `${talks}, ${noun} authorized`;
      return agreement.state === 'EXTENDED' ? `${talks}, contract extended` : talks;
    }
    case 'TALKS_SUSPENDED':
      return agreement.state === 'EXPIRED' ? `${rule.label}, contract expired` : rule.label;
    default:
      return rule.label;
  }
}
