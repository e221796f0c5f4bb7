declare module '@citation-js/core' {
  /** The registry of formats. Only what this project asks of it. */
  export const plugins: {
    readonly config: { get(plugin: string): { readonly format: object } };
    readonly output: { format(name: string, items: readonly object[]): string };
  };
}
declare module '@citation-js/plugin-bibtex';
