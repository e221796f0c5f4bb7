import { type Color, palette } from '../ui/palette.ts';

function tokens(colors: Readonly<Record<Color, string>>): string {
  return Object.entries(colors)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

/** The classes of every colour that components of the site use. */
function colorClasses(): string {
  return Object.keys(palette.light)
    .map(
      (name) =>
        `.text-${name}{color:var(--${name})}.fill-${name}{fill:var(--${name})}.stroke-${name}{stroke:var(--${name})}.border-${name}{border-color:var(--${name})}`,
    )
    .join('');
}

/** The few classes of the site's stylesheet that components shown in embeds have, as it defines them. */
const utilities = `
.block{display:block}.inline-flex{display:inline-flex}.items-baseline{align-items:baseline}.gap-1\\.5{gap:.375rem}
.shrink-0{flex-shrink:0}.fill-current{fill:currentColor}.opacity-10{opacity:.1}.whitespace-nowrap{white-space:nowrap}
.h-\\[0\\.75em\\]{height:.75em}.w-\\[0\\.75em\\]{width:.75em}.w-full{width:100%}.max-w-\\[30rem\\]{max-width:30rem}
.font-semibold{font-weight:600}.font-bold{font-weight:700}.font-serif{font-family:var(--serif)}
.text-xl{font-size:1.25rem;line-height:1.4}.text-3xl{font-size:1.875rem;line-height:1.2}.text-sm{font-size:.875rem;line-height:1.43}
.text-xs{font-size:.75rem;line-height:1.33}.text-\\[12px\\]{font-size:12px}.text-left{text-align:left}.text-right{text-align:right}
.leading-tight{line-height:1.25}.align-top>*{vertical-align:top}.mt-0\\.5{margin-top:.125rem}.mt-1{margin-top:.25rem}
.pr-2{padding-right:.5rem}.pt-2{padding-top:.5rem}.border-t{border-top-width:1px;border-top-style:solid}
.no-underline{text-decoration-line:none}.hover\\:underline:hover{text-decoration-line:underline}
.relative{position:relative}.absolute{position:absolute}.inset-0{inset:0}.h-full{height:100%}.overflow-visible{overflow:visible}
.right-full{right:100%}.left-full{left:100%}.-translate-y-1\\/2{translate:0 -50%}.flex{display:flex}.justify-between{justify-content:space-between}
.mt-3{margin-top:.75rem}.pr-28{padding-right:7rem}.pl-11{padding-left:2.75rem}.pr-1\\.5{padding-right:.375rem}.pl-3{padding-left:.75rem}
.pt-0\\.5{padding-top:.125rem}.text-5xl{font-size:3rem;line-height:1}.leading-none{line-height:1}.tracking-tight{letter-spacing:-.025em}
.figure{font-variant-numeric:tabular-nums lining-nums}`;

const own = `
*{box-sizing:border-box;margin:0;padding:0}
:root{--serif:"Source Serif 4",Georgia,"Times New Roman",serif}
body{background:var(--paper);color:var(--ink);font:1rem/1.5 "Libre Franklin","Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word;border:1px solid var(--rule);border-top:3px solid var(--ink);padding:.75rem 1rem .6rem}
h1,h2{font-family:var(--serif);font-weight:650;line-height:1.2;text-wrap:balance}
h1{font-size:1.25rem}h2{font-size:1rem}ol,ul{list-style:none}
a{color:inherit;text-decoration-thickness:1px;text-underline-offset:.18em;text-decoration-color:color-mix(in srgb,currentColor 45%,transparent)}
a:hover{text-decoration-color:currentColor}:focus-visible{outline:3px solid var(--union);outline-offset:2px}
summary{cursor:pointer}table{border-collapse:collapse;width:100%}svg{max-width:100%}
.kicker{font-size:.75rem;color:var(--soft)}.lede{font-family:var(--serif);font-size:1.0625rem;line-height:1.4;margin-top:.4rem;max-width:38rem}
.state{margin-top:.35rem}
.standing{margin-top:.35rem;display:grid;grid-template:auto 1fr/minmax(0,38rem) fit-content(11rem);gap:.4rem 1.5rem}.standing>.lede{grid-column:1;margin-top:0}.standing>.figure{grid-column:2;grid-row:1/3}
.next{margin-top:.6rem;padding-top:.5rem;border-top:1px solid var(--rule);font-size:.875rem}
.items>li{display:grid;grid-template-columns:7.5rem 1fr;gap:0 1rem;border-top:1px solid var(--rule);padding:.45rem 0}.items{margin-top:.6rem}
.items time{font-size:.8125rem;color:var(--soft);font-variant-numeric:tabular-nums}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:.75rem 1.5rem;margin-top:.6rem}
.cells{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(11rem,100%),1fr));gap:.5rem 1.25rem;margin-top:.25rem;font-size:.875rem}
.cells h3{font-size:.75rem;color:var(--soft);border-bottom:1px solid var(--rule)}
.side{margin-top:.3rem;padding-left:.5rem;border-left:2px solid}.side.border-employer{border-left-style:dashed}.side.border-settled{border-left-width:4px}
.issue{border-top:1px solid var(--ink);margin-top:.6rem;padding-top:.4rem}
blockquote{font-family:var(--serif);font-size:1.125rem;border-left:3px solid var(--ink);padding-left:.75rem;margin-top:.5rem}
.notice{background:var(--notice);color:var(--on-notice);font-size:.8125rem;padding:.4rem .6rem;margin-top:.6rem}
footer{margin-top:.7rem;padding-top:.4rem;border-top:1px solid var(--rule);font-size:.75rem;color:var(--soft);display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between}
footer strong{font-family:var(--serif);color:var(--ink)}
@media(max-width:26rem){.items>li,.standing{grid-template:none/1fr}.standing>.figure{grid-column:1;grid-row:auto}body{padding:.6rem .7rem}}
@media print{body{border:0}}`;

/** The whole stylesheet of an embed in a theme: no font is loaded, so that it stays light on other people's pages. */
export function embedStyle(theme: 'auto' | 'light' | 'dark'): string {
  const roots = {
    light: `:root{color-scheme:light;${tokens(palette.light)}}`,
    dark: `:root{color-scheme:dark;${tokens(palette.dark)}}`,
    auto: `:root{color-scheme:light dark;${tokens(palette.light)}}@media(prefers-color-scheme:dark){:root{${tokens(palette.dark)}}}`,
  };
  return `${roots[theme]}${own}${utilities}${colorClasses()}`.replaceAll('\n', '');
}
