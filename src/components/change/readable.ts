import type { ChangeEntity } from '#domain/change/change.ts';

/** What each kind of fact is called. */
export const entityNames: Readonly<Record<ChangeEntity, string>> = {
  SOURCE: 'Source',
  UNION: 'Union',
  ASSOCIATION: 'Employer association',
  STUDIO: 'Studio',
  PERSON: 'Person',
  ISSUE: 'Issue',
  MEASURE: 'Measure',
  NEGOTIATION: 'Negotiation',
  DEMAND: 'Demand',
  EVENT: 'Event',
  TERM: 'Agreed term',
  DISPUTE: 'Dispute',
};

/** A field in words, from its JSON Pointer: `/citations/1/quote` is "Citations 2: quote". */
export function fieldName(path: string): string {
  const parts: string[] = [];
  for (const name of path.split('/').slice(1)) {
    if (/^\d+$/.test(name)) parts.push(`${parts.pop() ?? ''} ${Number(name) + 1}`.trim());
    else parts.push(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
  }
  const text = parts.join(': ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Any value of a fact in words. */
export function readable(value: unknown): string {
  if (Array.isArray(value)) return value.map(readable).join('; ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, part]) => `${name} ${readable(part)}`)
      .join(', ');
  return value === null || value === undefined ? 'nothing' : String(value);
}
