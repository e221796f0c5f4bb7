import type { Headline } from '#domain/deal-status/deal-status.ts';
import { palette } from '../ui/palette.ts';
import { lookOf } from './status.tsx';

/** The width of a text in the badge's font, in pixels: an average, and the text is then fitted to it. */
function widthOf(text: string): number {
  return Math.ceil([...text].length * 6.6) + 14;
}

/** A status badge as SVG: the negotiation at the left, its state at the right, the state in words as well as in colour. */
export function BadgePicture({ name, headline, state }: { name: string; headline: Headline; state: string }) {
  const [left, right] = [widthOf(name), widthOf(state)];
  const text = { y: 14, fontFamily: 'Libre Franklin,Helvetica Neue,Helvetica,Arial,sans-serif', fontSize: 11, fontWeight: 600 };
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={left + right}
      height="20"
      viewBox={`0 0 ${left + right} 20`}
      role="img"
      aria-labelledby="t d"
    >
      <title id="t">{`${name}: ${state}`}</title>
      <desc id="d">{`Where the negotiation stands, by the record of Parley: ${state}.`}</desc>
      <rect width={left} height="20" fill={palette.light.ink} />
      <rect x={left} width={right} height="20" fill={palette.light[lookOf(headline).color]} />
      <text x="7" textLength={left - 14} lengthAdjust="spacingAndGlyphs" fill={palette.light.paper} {...text}>
        {name}
      </text>
      <text x={left + 7} textLength={right - 14} lengthAdjust="spacingAndGlyphs" fill={palette.light.paper} {...text}>
        {state}
      </text>
    </svg>
  );
}
