/** Data of schema.org: plain JSON. */
export type JsonLdData = Readonly<Record<string, unknown>>;

/** JSON that no text in it can end early: it is JSON still, and has no `<`, which begins the end of a script. */
export function scriptJson(data: JsonLdData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** What a page says of itself to machines, in the words of schema.org. */
export function JsonLd({ data }: { data: JsonLdData }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a script holds no HTML, and what could end it is escaped above
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: scriptJson(data) }} />;
}
