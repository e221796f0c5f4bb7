import type { ReactNode } from 'react';
import { type Color, palette } from '../ui/palette.ts';

const { light } = palette;

/** The families of a picture, each in two: the second has what the first lacks of the letters of Europe's languages. */
export const faces = {
  sans: ['Libre Franklin', 'Libre Franklin Extended'],
  serif: ['Source Serif 4', 'Source Serif 4 Extended'],
} as const;
const [sans, serif] = [faces.sans.join(', '), faces.serif.join(', ')];

/** What a picture of a page says. */
export interface Picture {
  /** The line above the title. */
  readonly kicker: string;
  readonly title: string;
  /** The states to show: of one negotiation large, of several as a list. */
  readonly states: readonly { readonly name?: string; readonly label: string; readonly color: Color; readonly path: string }[];
  /** A count of days with its method. */
  readonly figure?: { readonly value: string; readonly note: string } | undefined;
  readonly date: string;
}

/** Longer text is cut: a picture has room for so many characters. */
function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

function Shape({ path, color, size }: { path: string; color: Color; size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" fill={light[color]} aria-hidden="true">
      <path d={path} fillRule="evenodd" />
    </svg>
  );
}

function State({ state, isAlone }: { state: Picture['states'][number]; isAlone: boolean }) {
  const size = isAlone ? 44 : 30;
  return (
    <div
      style={{
        display: 'flex',
        alignItems: 'center',
        color: light[state.color],
        fontSize: size,
        fontWeight: 600,
        marginTop: isAlone ? 0 : 14,
      }}
    >
      {state.name !== undefined && (
        <div style={{ display: 'flex', width: 440, color: light.ink, fontFamily: serif }}>{cut(state.name, 26)}</div>
      )}
      <Shape path={state.path} color={state.color} size={size * 0.7} />
      <div style={{ display: 'flex', marginLeft: 14 }}>{cut(state.label, isAlone ? 40 : 34)}</div>
    </div>
  );
}

function Figure({ value, note }: { value: string; note: string }): ReactNode {
  return (
    <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end' }}>
      <div style={{ display: 'flex', fontFamily: serif, fontWeight: 700, fontSize: 116, lineHeight: 1 }}>{value}</div>
      <div style={{ display: 'flex', fontSize: 26, color: light.soft }}>{note}</div>
    </div>
  );
}

/** The picture by which a page is shown where it is shared, 1200 by 630 pixels: in the paper, the fonts and the colours of the site. */
export function PictureCard({ kicker, title, states, figure, date }: Picture) {
  const length = [...title].length;
  const titleSize = length > 90 ? 50 : length > 45 ? 60 : 72;
  return (
    <div
      style={{
        width: '100%',
        height: '100%',
        display: 'flex',
        flexDirection: 'column',
        padding: '44px 64px 40px',
        background: light.paper,
        color: light.ink,
        fontFamily: sans,
      }}
    >
      <div style={{ display: 'flex', height: 8, background: light.ink, marginBottom: 22 }} />
      <div style={{ display: 'flex', fontSize: 27, color: light.soft }}>{cut(kicker, 70)}</div>
      <div
        style={{
          display: 'flex',
          fontFamily: serif,
          fontWeight: 700,
          fontSize: titleSize,
          lineHeight: 1.12,
          letterSpacing: -1,
          marginTop: 10,
        }}
      >
        {cut(title, 130)}
      </div>
      <div style={{ display: 'flex', flexGrow: 1 }} />
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-end' }}>
        <div style={{ display: 'flex', flexDirection: 'column' }}>
          {states.map((state) => (
            <State key={`${state.name ?? ''} ${state.label}`} state={state} isAlone={states.length === 1 && state.name === undefined} />
          ))}
        </div>
        {figure !== undefined && <Figure {...figure} />}
      </div>
      <div
        style={{
          display: 'flex',
          justifyContent: 'space-between',
          alignItems: 'center',
          borderTop: `2px solid ${light.rule}`,
          marginTop: 26,
          paddingTop: 16,
          fontSize: 26,
          color: light.soft,
        }}
      >
        <div style={{ display: 'flex', fontFamily: serif, fontWeight: 700, fontSize: 38, color: light.ink }}>Parley</div>
        <div style={{ display: 'flex' }}>As of {date}</div>
      </div>
    </div>
  );
}
