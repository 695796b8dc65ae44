import { render } from "preact";
import { useState } from "preact/hooks";
import { CallScreen, callStyles, en, type CallView, type Words } from "../src/index.ts";
import { states } from "./states.ts";

const style = new CSSStyleSheet();
style.replaceSync(`
  body { margin: 0; background: #efece5; font: 14px system-ui }
  main { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px }
  figure { margin: 0 }
  .frame { position: relative; overflow: hidden; border-radius: 22px; background: #fff;
    box-shadow: 0 1px 2px #0002, 0 12px 40px #0003; transform: translate(0) }
  figcaption { padding: 8px 2px }
  @media (prefers-color-scheme: dark) { body { background: #000; color: #fff } .frame { background: #333 } }
`);
const parts = new CSSStyleSheet();
parts.replaceSync(callStyles);
document.adoptedStyleSheets = [parts, style];

/** `?only=name`, `?w=320&h=568`, `?rtl`: one state, one size, right to left. */
const asked = new URLSearchParams(location.search);
const width = Number(asked.get("w") ?? 380);
const height = Number(asked.get("h") ?? 600);
const words: Words = asked.has("rtl") ? { ...en, direction: "rtl" } : en;

function Story({ name }: { name: keyof typeof states }) {
  const [{ model, view: first }] = useState(() => states[name]());
  const [view, setView] = useState<CallView>(first ?? "expanded");
  return (
    <figure data-story={name}>
      <div class="frame" style={{ width: `${width}px`, height: `${height}px` }}>
        <CallScreen
          model={model}
          words={words}
          view={view}
          onMinimize={() => setView("minimized")}
          onExpand={() => setView("expanded")}
          onClose={() => setView("minimized")}
          onCallAgain={() => setView("expanded")}
          onLeaveMessage={() => Promise.resolve(true)}
          corner={{ get: () => null, set: () => undefined }}
        />
      </div>
      <figcaption>{name}</figcaption>
    </figure>
  );
}

const names = (Object.keys(states) as (keyof typeof states)[]).filter(
  (name) => !asked.has("only") || asked.get("only")?.split(",").includes(name),
);
render(
  <main>
    {names.map((name) => (
      <Story key={name} name={name} />
    ))}
  </main>,
  document.body,
);
