import { BIKES } from "./catalogue.ts";

const ICON =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#2f6f73"/>` +
  `<path d="M5 20q5.5-6 11 0t11 0" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/>` +
  `<circle cx="16" cy="11" r="3" fill="#f2b94b"/></svg>`;

/** A bicycle in profile on a tinted ground, in the model's own colour. */
const bicycle = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><rect width="320" height="200" fill="${colour}" opacity=".16"/>` +
  `<g fill="none" stroke="${colour}" stroke-width="7" stroke-linecap="round" stroke-linejoin="round">` +
  `<circle cx="88" cy="130" r="42"/><circle cx="236" cy="130" r="42"/>` +
  `<path d="M88 130 126 72h78l-54 58H88M126 72l24 58M204 72l32 58M204 72l-8-22h22M114 58h26"/></g>` +
  `<circle cx="150" cy="130" r="9" fill="${colour}"/></svg>`;

const STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1c2423,#ecefe9);--paper:light-dark(#fbfaf6,#151a1a);--soft:light-dark(#eef0ea,#202828);--line:light-dark(#cfd5cd,#38423f);--deep:light-dark(#1f5e62,#7cc7cb);--on-deep:light-dark(#fff,#10201f);--bad:light-dark(#a3221c,#ff9c92)}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 system-ui,sans-serif}
header,main,footer{max-width:70rem;margin:auto;padding:1rem 1.25rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;justify-content:space-between}
.brand{display:flex;gap:.6rem;min-height:2.4rem;align-items:center;font-weight:700;font-size:1.2rem;color:inherit;text-decoration:none}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:0;padding:0;list-style:none}
nav ul a{display:inline-block;padding:.35rem 0;color:inherit}
nav a[aria-current]{font-weight:700;text-decoration-thickness:3px}
a{color:var(--deep);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--deep);outline-offset:2px}
h1{font-size:clamp(1.9rem,5vw,3rem);line-height:1.15;margin:.4em 0}
h2{line-height:1.25}
img{max-width:100%;height:auto;border-radius:1rem}
.brand img{border-radius:0}
.hero,.details{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:2rem;align-items:center;padding:1.5rem 0}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(16rem,100%),1fr));gap:1.25rem;padding:0;list-style:none}
.card{background:var(--soft);border-radius:1.25rem;padding:1rem}
.card h2{margin:.5rem 0 0;font-size:1.25rem}
.card p{margin:.25rem 0}
.price{font-weight:600}
.tag{display:inline-block;background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:0 .7rem;font-weight:400;font-size:.9rem}
.links{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem}
.button,button{display:inline-block;background:var(--deep);color:var(--on-deep);border:0;border-radius:.75rem;padding:.7rem 1.3rem;font:inherit;font-weight:600;text-decoration:none;cursor:pointer}
form{max-width:36rem;display:grid;gap:.4rem}
form button{justify-self:start;margin-top:.6rem}
.row{display:flex;flex-wrap:wrap;gap:.6rem}
.row button{margin:0}
input,textarea{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--ink);border-radius:.6rem;padding:.6rem;width:100%}
.row input{flex:1 1 12rem;width:auto}
[aria-invalid]{border:2px solid var(--bad)}
.error{color:var(--bad);margin:0}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.5rem}
dt{font-weight:600}dd{margin:0}
footer{margin-top:3rem;border-top:1px solid var(--line);font-size:.95rem}
.skip{position:absolute;top:-99rem}
.skip:focus{inset-inline-start:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
@media (prefers-reduced-motion:no-preference){.card{transition:translate .2s}.card:hover{translate:0 -2px}}
`;

/** Marks when the document was loaded, so that anybody can see which loads are real ones. */
const SCRIPT = `document.documentElement.dataset.loadedAt=String(Math.round(performance.timeOrigin));\n`;

export interface Asset {
  readonly type: string;
  readonly body: string;
}

export const ASSETS: ReadonlyMap<string, Asset> = new Map([
  ["/assets/site.css", { type: "text/css; charset=utf-8", body: STYLE }],
  ["/assets/site.js", { type: "text/javascript; charset=utf-8", body: SCRIPT }],
  ["/assets/icon.svg", { type: "image/svg+xml", body: ICON }],
  ...BIKES.map((bike): [string, Asset] => [
    `/assets/bikes/${bike.slug}.svg`,
    { type: "image/svg+xml", body: bicycle(bike.colour) },
  ]),
]);
