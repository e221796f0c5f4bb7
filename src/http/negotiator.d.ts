// The published types are those of version 0.6, which could not be told what the server prefers.
declare module 'negotiator' {
  /** Reads what a client accepts from the headers of its request. */
  export default class Negotiator {
    constructor(request: { readonly headers: Readonly<Record<string, string>> });
    /** The encoding that the client prefers among those available, ties going to the one preferred here. */
    encoding(available: readonly string[], options: { readonly preferred: readonly string[] }): string | undefined;
    /** The media type that the client prefers among those available, the first of equals. */
    mediaType(available: readonly string[]): string | undefined;
  }
}
