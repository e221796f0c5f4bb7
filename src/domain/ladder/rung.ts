/** What numbers of several sides or days are held against each other by: a measure, its contract year and whom it covers. */
export interface Rung {
  readonly measure: string;
  readonly contractYear?: number | null | undefined;
  readonly scope?: string | null | undefined;
}

/** The same text for the same rung, and for no other. */
export function rungKey({ measure, contractYear, scope }: Rung): string {
  return `${measure} ${contractYear ?? ''} ${scope ?? ''}`;
}
