/** The pages of the masthead. */
export const pages = [
  ['/', 'Board'],
  ['/compare', 'Compare'],
  ['/issues', 'Issues'],
  ['/unions', 'Unions'],
  ['/studios', 'Studios'],
  ['/people', 'People'],
  ['/sources', 'Sources'],
  ['/disputes', 'Disputes'],
  ['/corrections', 'Corrections'],
  ['/methodology', 'Methodology'],
  ['/data', 'Data'],
] as const;
