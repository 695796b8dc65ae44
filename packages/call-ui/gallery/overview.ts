/** Widths and heights worth a look, in CSS pixels. */
const SIZES = ["390x844", "320x640", "740x360", "1280x800"] as const;

const style = `
  body { margin: 0; padding: 24px; background: #efece5; color: #171512; font: 15px/1.45 system-ui }
  nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-block-end: 24px }
  main { display: flex; flex-wrap: wrap; gap: 24px }
  figure { margin: 0 }
  iframe { display: block; border: 0; border-radius: 18px; background: #fff; box-shadow: 0 8px 30px #0002 }
  figcaption { padding: 8px 2px }
  a { color: inherit }
`;

const link = (label: string, change: Readonly<Record<string, string>>): HTMLAnchorElement => {
  const asked = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(change)) asked.set(name, value);
  const anchor = document.createElement("a");
  anchor.href = `?${asked.toString()}`;
  anchor.textContent = label;
  return anchor;
};

/**
 * Draws every state in a frame of its own, `?size=390x844` large; each loads when scrolled to.
 * What else the address says (`language`, `accent`) is passed on to the frames.
 */
export function overview(title: string, states: readonly string[]): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
  document.title = title;
  const size = new URLSearchParams(location.search).get("size") ?? SIZES[0];
  const [width = "", height = ""] = size.split("x");
  const heading = document.createElement("h1");
  heading.textContent = title;
  const nav = document.createElement("nav");
  nav.append(...SIZES.map((one) => link(one, { size: one })));
  const main = document.createElement("main");
  for (const state of states) {
    const figure = document.createElement("figure");
    const frame = document.createElement("iframe");
    Object.assign(frame, { title: state, loading: "lazy", width, height });
    const caption = document.createElement("figcaption");
    const alone = link(state, { state });
    frame.src = alone.href;
    caption.append(alone);
    figure.append(frame, caption);
    main.append(figure);
  }
  document.body.replaceChildren(heading, nav, main);
}
