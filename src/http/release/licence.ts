/** The terms under which the record may be used. The code has its own, in package.json. */
export const dataLicence = {
  id: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  url: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

/** What the record is called, everywhere that it is cited. */
export const recordTitle = 'Parley: the sourced record of Hollywood’s labor negotiations';

/** Whom the record is cited as being by. */
export const recordAuthor = 'Parley';
