/** The colours of the site by what they mean, as globals.css sets them: for what is drawn where no stylesheet reaches. */
export const palette = {
  light: {
    paper: '#fffdf9',
    panel: '#f5f1ea',
    ink: '#1a1815',
    soft: '#5c564e',
    rule: '#d8d1c5',
    union: '#0b5c8a',
    employer: '#a8480b',
    strike: '#b3261e',
    talks: '#0b6b58',
    vote: '#6a3fa0',
    deal: '#85600a',
    settled: '#3d5a2a',
    idle: '#5c564e',
    notice: '#ffe9a8',
    'on-notice': '#3b2f00',
  },
  dark: {
    paper: '#16151a',
    panel: '#201f26',
    ink: '#f0ede6',
    soft: '#b3ada2',
    rule: '#3d3a40',
    union: '#74bfee',
    employer: '#f5a066',
    strike: '#ff8a80',
    talks: '#5fd0b5',
    vote: '#c9a7f5',
    deal: '#e3bb55',
    settled: '#a3cc85',
    idle: '#b3ada2',
    notice: '#4a3d0c',
    'on-notice': '#ffeeb8',
  },
} as const;

/** The name of a colour. */
export type Color = keyof typeof palette.light;
