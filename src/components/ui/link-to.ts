/** An address on this site that keeps the date being looked at. */
export function linkTo(path: string, asOf: string | null, parameters: Readonly<Record<string, string | undefined>> = {}): string {
  const [address = '', hash] = path.split('#');
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...parameters, asOf: asOf ?? undefined }))
    if (value !== undefined && value !== '') query.set(name, value);
  const text = query.toString().replaceAll('%2C', ',');
  return `${address}${text === '' ? '' : `?${text}`}${hash === undefined ? '' : `#${hash}`}`;
}
